"""The forms of supervision: their shape; what they must hold is asked by the rules."""

from __future__ import annotations

from marshmallow import fields

from spotcheck.core.forms import Form, one_id, text
from spotcheck.core.words import say


def day() -> fields.Date:
    """A day, or None when it is left blank."""
    return fields.Date(load_default=None, error_messages={"invalid": [say("Choose a day, such as 2026-11-27.")]})


class Record(Form):
    """`id` was made with the form, so that sent twice it is one."""

    id = one_id()
    held_on = day()
    practice = text()
    reflection = text()
    step = text()
    step_on = day()
    concerns = fields.Boolean(load_default=None, error_messages={"invalid": [say("Choose yes or no.")]})


class Addition(Form):
    id = one_id()
    text = text()
