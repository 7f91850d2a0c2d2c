"""The form of a plan that asks short questions."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Address, Form, choice, one_id
from spotcheck.core.words import say
from spotcheck.learning.rules.planning import Whom

_OFTEN = say("Choose how often.")


class PlanAsked(Address):
    """What is chosen already, in the address."""

    service = one_id()
    checklist = one_id()


class Planned(Form):
    id = one_id(say("Load the page again, then send it."))
    service = one_id(say("Choose a service."))
    checklist = one_id(say("Choose a list of questions."))
    item = fields.List(fields.String(), load_default=[])
    whom = choice(Whom, say("Choose whom it asks."))
    every_weeks = fields.Integer(
        required=True,
        error_messages={"required": [_OFTEN], "invalid": [_OFTEN], "null": [_OFTEN], "too_large": [_OFTEN]},
    )
