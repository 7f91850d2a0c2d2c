"""The forms about reading an answer, and what follows."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Form, one_id, text
from spotcheck.core.words import say

_ANY_LENGTH = 100_000  # the rule says how long it may be, and what was written stays
_DAY = say("Write the day as 2026-11-27.")


class Reading(Form):
    answer = one_id(say("Load the page again, then send it."))
    point = fields.List(fields.String(), load_default=[])
    alert = fields.List(fields.String(), load_default=[])
    because = fields.Boolean(load_default=False)
    words = text(longest=1000)
    revisit_on = fields.Date(load_default=None, error_messages={"invalid": [_DAY]})


class Booked(Form):
    revisit_on = fields.Date(load_default=None, error_messages={"invalid": [_DAY]})


class Moved(Booked):
    reason = text(longest=_ANY_LENGTH)


class Replied(Form):
    reply = text(longest=_ANY_LENGTH)
