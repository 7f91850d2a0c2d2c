"""The forms about keeping and erasing."""

from __future__ import annotations

from marshmallow import Schema, fields

from spotcheck.core.forms import Form, line, text
from spotcheck.core.words import say
from spotcheck.governance.keeping_rules import TERMS, field

LONGEST_REASON = 500
_TICK = say("Tick the box to say that you read the list.")


def _length() -> fields.Integer:
    needed = say("Write a whole number.")
    return fields.Integer(
        required=True,
        error_messages={"required": [needed], "invalid": [needed], "null": [needed], "too_large": [needed]},
    )


Lengths: type[Schema] = Form.from_dict(
    {field(kind): _length() for kind, term in TERMS.items() if term.is_chosen}, name="Lengths"
)


class HoldReason(Form):
    reason = text(say("Write why, and who asked for it."), longest=LONGEST_REASON)


class LiftReason(Form):
    reason = text(say("Write why it is lifted, and who said so."), longest=LONGEST_REASON)


class Confirmed(Form):
    """`shown` is the fingerprint of the list that was on the page."""

    shown = line(say("Look at the list first."))
    sure = line(_TICK)


class ConfirmedRequest(Confirmed):
    reason = text(say("Write when they asked, and who decided."), longest=LONGEST_REASON)
