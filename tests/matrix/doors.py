"""Every door of Spotcheck: the permission it needs, what it is about, and an example that goes through.

One row for each endpoint and method. `args` and `form` name things of a place (`tests.matrix.world`); what a form names
in braces is that thing's id. A new route gets a row here; one that went loses its row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spotcheck.core.permissions import Verb
from tests.cast import PASSWORD

GET, POST = "GET", "POST"


@dataclass(frozen=True, eq=False)
class Door:
    """`about`: the thing that decides, by name; None: nothing in particular. `needs` None: open to everybody.

    `asks`: a second permission, about the thing that the form names (`names`); one who may not is told so with 404,
    403 or by the form itself with 422. `status`: what the example brings somebody who may; 200 stands for moving on,
    too. `to_sign_in`: it sends people to the sign-in page of its own accord.
    """

    endpoint: str
    method: str
    needs: Verb | None
    about: str | None = None
    args: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    asks: Verb | None = None
    names: str | None = None
    status: int = 200
    to_sign_in: bool = False

    @property
    def key(self) -> str:
        return f"{self.method} {self.endpoint}"

    @property
    def changes(self) -> bool:
        return self.method != GET


def _get(endpoint: str, needs: Verb | None, about: str | None = None, /, **more: Any) -> Door:
    return Door(endpoint, GET, needs, about, **more)


def _post(endpoint: str, needs: Verb | None, about: str | None = None, /, **more: Any) -> Door:
    return Door(endpoint, POST, needs, about, **more)


ORGANISATION = (
    _get("organisation.sign_in_page", None),
    _post("organisation.begin", None, form={"sign_in": "own.manager", "password": PASSWORD}),
    _post("organisation.choose_organisation", None, form={"token": "spent", "organisation": "{service}"}, status=422),
    _post("organisation.sign_out", Verb.OPEN_APP, to_sign_in=True),
    _get("organisation.people", Verb.SEE_PEOPLE),
    _get("organisation.person_page", Verb.SEE_PEOPLE, "person", args={"person_id": "person"}),
    _post(
        "organisation.give_role",
        Verb.CHANGE_ROLES,
        "person",
        args={"person_id": "person"},
        form={"role": "care worker", "service": "{service}"},
    ),
    _post("organisation.end_role", Verb.CHANGE_ROLES, "role", args={"role_id": "role"}),
    _get("organisation.services", Verb.SEE_PEOPLE),
    _post("organisation.open_service", Verb.CHANGE_SERVICES, form={"name": "Elm House", "kind": "care home"}),
    _get("organisation.service_page", Verb.SEE_PEOPLE, "service", args={"service_id": "service"}),
    _post(
        "organisation.change_on_call",
        Verb.CHANGE_SERVICES,
        "service",
        args={"service_id": "service"},
        form={"on_call_name": "Sam", "on_call_number": "01632 960017"},
    ),
)

MESSAGES = (
    _get("messages.at_risk", None),
    _post(
        "messages.tell_managers",
        Verb.RAISE_ALERT,
        form={"id": "{new id}", "service": "{service}", "words": "She fell in the hall."},
        asks=Verb.RAISE_ALERT,
        names="service at risk",
    ),
    _get("messages.alert_page", Verb.SEE_ALERT, "alert", args={"alert_id": "alert"}),
    _post("messages.take", Verb.TAKE_ALERT, "alert", args={"alert_id": "alert"}),
)

DESK = (
    _get("desk.first_page", None, to_sign_in=True),
    _get("desk.set_up_page", None),
    _post("desk.begin", None, form={"code": "spent"}, status=422),
    _get("desk.healthz", None),
    _get("desk.today_page", Verb.OPEN_APP),
)

DOORS = (*ORGANISATION, *MESSAGES, *DESK)
