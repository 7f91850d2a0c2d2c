"""The forms of this room, and what each says about a field that needs another look."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields

from spotcheck.core.forms import Address, Form, choice, line, one_id
from spotcheck.core.permissions import Role
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation import rules


class SignIn(Form):
    sign_in = line(say("Write your sign-in name."))
    password = line(say("Write your password."))
    next = fields.String(load_default=None)


class OrganisationChosen(Form):
    organisation = one_id(say("Choose where you are working now."))
    token = line(say("Please sign in again."))
    next = fields.String(load_default=None)


class WorkplaceChosen(Form):
    organisation = one_id(say("Choose where you are working now."))


class RoleGiven(Form):
    role = choice(Role, say("Choose a role."))
    service = one_id()  # none: across the organisation


class NewPerson(Form):
    id = one_id()  # made with the form
    name = line(say("Write the name of the person."), longest=80)
    role = choice(Role, say("Choose a role."))
    service = one_id()  # none: across the organisation


class BroughtRow(Schema):
    """One row of a list of people, as the page that showed it sends it back."""

    number = fields.Integer(required=True)
    name = fields.String(required=True)
    sign_in = fields.String(required=True)
    role = fields.String(required=True)
    service = fields.String(required=True)


class BroughtPeople(Form):
    """The rows of a list of people, as text that a page can hold."""

    rows = fields.String(load_default="")


def brought_rows(text: str) -> list[dict[str, Any]]:
    """The rows in this text; refuses, on the field `file`, what no page of ours sent."""
    try:
        loaded: list[dict[str, Any]] = BroughtRow(many=True).loads(text)
    except (ValidationError, ValueError, RecursionError):
        loaded = []
    if not loaded:
        raise Refusal(Why.INVALID, fields={"file": say("Choose the file again, please.")})
    return loaded


class InvitationsAsked(Address):
    after = line()


class Joining(Form):
    sign_in = line(say("Choose the name you sign in with."))
    password = line(say("Choose a password."))


class JoiningWithAccount(Form):
    sign_in = line(say("Write the sign-in name that you have."))
    password = line(say("Write your password."))


class OnCall(Form):
    on_call_name = line(longest=80)
    on_call_number = line(longest=30)


class OtherNumberGiven(Form):
    other_name = line(longest=80)
    other_number = line(longest=30)
    everywhere = fields.Boolean(load_default=False)


class NewService(OnCall):
    name = line(say("Write the name of the service."), longest=80)
    kind = choice(rules.SERVICE_KINDS, say("Choose what kind of service this is."))


class PeopleAsked(Address):
    service = line()
    search = line(longest=80)
    after = line()
