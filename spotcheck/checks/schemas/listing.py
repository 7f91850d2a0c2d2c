"""The filters of the list of checks, in its address."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.listing import State
from spotcheck.core.forms import Address, choice, line, one_id
from spotcheck.core.words import say

_A_DAY = say("Write the day as 2026-11-27.")


class ChecksAsked(Address):
    service = one_id()
    kind = choice(Kind, say("Choose one of the kinds."), optional=True)
    checklist = one_id()
    since = fields.Date(load_default=None, error_messages={"invalid": [_A_DAY]})
    until = fields.Date(load_default=None, error_messages={"invalid": [_A_DAY]})
    state = choice(State, say("Choose one of those on the page."), optional=True)
    after = line()
