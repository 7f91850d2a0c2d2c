"""The form with which a second person joins."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Form, one_id
from spotcheck.core.words import say

_CODE = say("Type the four letters and numbers from the other phone.")


class Joining(Form):
    id = one_id(say("Start again from Today."))
    code = fields.String(required=True, error_messages={"required": [_CODE], "null": [_CODE]})
