"""The forms with which the first administrator sets up an organisation."""

from __future__ import annotations

from typing import Any, cast

from marshmallow import fields

from spotcheck.core.forms import Form, choice, line, one_id
from spotcheck.core.words import say
from spotcheck.desk.set_up_rules import AT_A_SERVICE, ROWS
from spotcheck.organisation.rules import SERVICE_KINDS


class SetUp(Form):
    code = line(say("Write the code that the command printed when Spotcheck started."))
    organisation = line(say("Write the name of your organisation."), longest=120)
    administrator = line(say("Write your name."), longest=80)
    sign_in = line(say("Choose the name you sign in with."))
    password = line(say("Choose a password."))


class NewService(Form):
    """`then`: which step comes next."""

    name = line(say("Write the name of the service."), longest=80)
    kind = choice(SERVICE_KINDS, say("Choose what kind of service this is."))
    mine = fields.Boolean(load_default=False)
    on_call_name = line(longest=80)
    on_call_number = line(longest=30)
    then = choice(("services", "people"), say("Choose one of the buttons."), optional=True)


class _NewPeople(Form):
    service = one_id()


def _row(number: int) -> dict[str, Any]:
    return {
        f"name_{number}": line(longest=80),
        f"role_{number}": choice(AT_A_SERVICE, say("Choose a role."), optional=True),
        f"id_{number}": one_id(),
    }


# `name_1`, `role_1`, `id_1` and so on: a row for each person.
NewPeople = cast(
    type[Form], _NewPeople.from_dict({name: one for n in range(1, ROWS + 1) for name, one in _row(n).items()})
)
