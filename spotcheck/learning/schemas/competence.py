"""The forms of competence. What a field must hold to make sense is asked by the rules; here is only its shape."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import LONGEST_LINE, Form, line, one_id, text
from spotcheck.core.words import say


def number() -> fields.Integer:
    """A whole number, or None when it is left blank."""
    said = [say("Write a whole number, such as 3.")]
    return fields.Integer(load_default=None, error_messages={"invalid": said, "too_large": said})


class Needed(Form):
    observations = number()
    interviews = number()
    assessors = number()
    weeks = number()
    months = number()
    items = fields.List(line(longest=LONGEST_LINE), load_default=list)
    reason = text()


class SigningOff(Form):
    """`id` was made with the form, so that sent twice it is one."""

    id = one_id()
    note = text()


class Why(Form):
    reason = text()
