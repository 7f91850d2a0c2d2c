"""What every form has in common: blanks are nothing, spaces at the ends go, and what is not known is refused.

A room's `schemas.py` says which fields there are and what to say about each; `read` gives their values, or refuses by
field.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, pre_load
from werkzeug.datastructures import MultiDict

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say

LONGEST_LINE = 200
LONGEST_TEXT = 4000

# Everything that cannot be seen, but for new lines and tabs. PostgreSQL keeps no NUL, and no reader misses the others.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Form(Schema):
    """Takes `request.form` or `request.args` as they come."""

    class Meta:
        unknown = RAISE

    @pre_load
    def _tidy(self, sent: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        given = {name: self._values(name, sent) for name in sent if name != "csrf_token"}
        return {name: value for name, value in given.items() if value not in ("", [])}

    def _values(self, name: str, sent: Mapping[str, Any]) -> Any:
        if isinstance(self.fields.get(name), fields.List) and isinstance(sent, MultiDict):
            return [tidy(value) for value in sent.getlist(name) if tidy(value) != ""]
        return tidy(sent[name])


class Address(Form):
    """What stands behind the `?` of an address, where anybody may have added something: that is left alone."""

    class Meta:
        unknown = EXCLUDE


def read(form: Form, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values; refuses with a sentence for each field that needs another look."""
    try:
        loaded: dict[str, Any] = form.load(sent)
    except ValidationError as error:
        known, unknown = {}, False
        for name, messages in error.messages_dict.items():
            if name in form.fields:
                known[name] = _first_sentence(messages)
            else:
                unknown = True
        strange = (say("The page sent something that is not known here. Load the page again."),) if unknown else ()
        raise Refusal(Why.INVALID, *strange, fields=known) from error
    return loaded


def tidy(value: Any) -> Any:
    """Text as it is kept: one way to write a letter, one way to end a line, nothing around it, nothing unseen in it."""
    if not isinstance(value, str):
        return value
    return _UNSEEN.sub("", unicodedata.normalize("NFC", value).replace("\r\n", "\n")).strip()


def line(needed: Sentence | None = None, *, longest: int = LONGEST_LINE, **more: Any) -> fields.String:
    """One line of text. `needed` is said when it is blank; without it the line may be left out (None)."""
    return fields.String(validate=[_at_most(longest), _one_line], **_presence(needed), **more)


def text(needed: Sentence | None = None, *, longest: int = LONGEST_TEXT) -> fields.String:
    """Some lines of text. `needed` as for `line`."""
    return fields.String(validate=_at_most(longest), **_presence(needed))


def choice(values: Any, needed: Sentence, *, optional: bool = False) -> fields.String:
    """One of these values; `needed` is said when none, or something else, was chosen."""

    def known(value: str) -> None:
        if value not in {str(value) for value in values}:
            raise ValidationError([needed])

    return fields.String(validate=known, **_presence(None if optional else needed))


def one_id(needed: Sentence | None = None) -> fields.UUID:
    """The id of something; that it is there, and theirs to see, is for the route to ask."""
    wrong = needed or say("Choose one of those on the page.")
    return fields.UUID(**_presence(needed, invalid_uuid=[wrong]))


def plain_id(value: str | None) -> uuid.UUID | None:
    """The id in this text, or None: for an address that somebody may have typed."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


def _presence(needed: Sentence | None, **messages: Any) -> dict[str, Any]:
    if needed is None:
        return {"load_default": None, "error_messages": messages}
    return {"required": True, "error_messages": {"required": [needed], "null": [needed], **messages}}


def _at_most(longest: int) -> Callable[[str], None]:
    def check(value: str) -> None:
        if len(value) > longest:
            raise ValidationError([say("Please use at most %(n)s characters.", n=longest)])

    return check


def _one_line(value: str) -> None:
    if "\n" in value:
        raise ValidationError([say("Please write this on one line.")])


def _first_sentence(messages: Any) -> Sentence:
    while isinstance(messages, list | dict) and messages:
        messages = messages[0] if isinstance(messages, list) else next(iter(messages.values()))
    return messages if isinstance(messages, Sentence) else say("Please look at this again.")
