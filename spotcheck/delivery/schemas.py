"""What phones send, and what each says about a part that needs another look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from spotcheck.core.forms import Form, line, one_id
from spotcheck.core.words import Sentence, say
from spotcheck.delivery.rules.envelope import read_public

_KEY = say("This phone sent a key that cannot be used. Load the page again.")
_CLOCK = say("The clock of this phone is far from today. Set it, then load the page again.")
_EARLIEST, _LATEST = datetime(2000, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _on_the_curve(value: str) -> None:
    try:
        read_public(value)
    except ValueError as error:
        raise ValidationError([_KEY]) from error


def _in_our_time(value: datetime) -> None:
    if not _EARLIEST < value < _LATEST:
        raise ValidationError([_CLOCK])


def _public() -> fields.String:
    return fields.String(required=True, validate=_on_the_curve, error_messages=_wrong(_KEY))


def _wrong(says: Sentence) -> dict[str, Any]:
    """The same sentence, whatever is the matter."""
    return {name: [says] for name in ("required", "null", "invalid", "invalid_awareness", "format")}


class GrantAsked(Form):
    """`key`: the signing key made at sign-in; `phone_key`: the phone's own. Both are raw points on P-256, base64url."""

    key = _public()
    phone_key = _public()
    device_at = fields.AwareDateTime(
        format="iso",
        required=True,
        validate=_in_our_time,
        error_messages=_wrong(_CLOCK),
    )
    name = line(longest=80)

    @validates_schema(skip_on_field_errors=True)
    def _two_keys(self, given: dict[str, Any], **_: Any) -> None:
        if given["key"] == given["phone_key"]:
            raise ValidationError([_KEY], "key")


class SignOut(Form):
    token = line(say("Which sign-in is over?"))


class PhoneSaid(Form):
    person = one_id()  # whose page it was said on; none: one's own
