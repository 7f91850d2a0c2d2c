"""A refusal in words: what was not done, why, and what would help. Nothing is lost by a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from spotcheck.core.words import Sentence


class Why(StrEnum):
    """The kind of refusal; the edge turns it into an HTTP status."""

    INVALID = "invalid"  # 422: something typed or chosen needs another look
    NOT_NOW = "not now"  # 409: the rules do not allow it as things stand
    STALE = "stale"  # 409: it changed while the person was looking
    NOT_YOU = "not you"  # 403: somebody else can
    TOO_MANY = "too many"  # 429: tried too often in a short time


class Refusal(Exception):
    """Raised by operations and by the edge. `fields` names form fields that need another look."""

    def __init__(
        self,
        why: Why,
        *sentences: Sentence,
        fields: Mapping[str, Sentence] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(" ".join(map(str, (*sentences, *(fields or {}).values()))))
        self.why = why
        self.sentences = sentences
        self.fields = dict(fields or {})
        self.status = status


def refuse_unless(sentences: tuple[Sentence, ...], why: Why = Why.NOT_NOW) -> None:
    """Raise when a rule gave reasons against; an empty tuple means the rule agrees."""
    if sentences:
        raise Refusal(why, *sentences)
