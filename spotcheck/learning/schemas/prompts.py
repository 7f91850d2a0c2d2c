"""The forms about short questions."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Address, Form, line, one_id, text
from spotcheck.core.words import say

LONGEST_REASON = 500
LONGEST_LANGUAGE = 60
_ANY_LENGTH = 400_000  # the rule says how long an answer may be, and gives back what was too long
_DAY = say("Write the day as 2026-11-27.")


class NewAsked(Address):
    """What is chosen already, in the address."""

    service = one_id()
    checklist = one_id()
    worker = one_id()
    finding = one_id()
    requirement = one_id()


class Asked(Form):
    id = one_id(say("Load the page again, then send it."))
    service = one_id(say("Choose a service."))
    version = one_id(say("Choose a list of questions."))
    finding = one_id()
    requirement = one_id()
    worker = fields.List(fields.UUID(), load_default=[])
    item = fields.List(fields.UUID(), load_default=[])
    due_on = fields.Date(load_default=None, error_messages={"invalid": [_DAY]})


class Answered(Form):
    id = one_id(say("Load the page again, then send it."))
    words = text(longest=_ANY_LENGTH)
    chosen = fields.List(fields.String(), load_default=[])
    language = line(longest=LONGEST_LANGUAGE)
    shown = line(longest=LONGEST_LANGUAGE)  # the language that stood beside the English
    sure = fields.Boolean(load_default=False)


class Support(Form):
    support = text(longest=_ANY_LENGTH)


class TakenBack(Form):
    reason = line(say("Write why, in a few words."), longest=LONGEST_REASON)
