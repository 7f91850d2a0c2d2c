"""The forms of what waits: what was missing, why it is set aside, who captured it."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Form, one_id, text
from spotcheck.core.words import say

LONGEST_REASON = 500


class Confirmation(Form):
    service = one_id()
    worker = one_id()
    on_its_own = fields.Boolean(load_default=False)


class Refused(Form):
    reason = text(longest=LONGEST_REASON)


class Named(Form):
    person = one_id(say("Choose somebody."))
