"""When a wording in another language still belongs to its English, and what it needs. Pure.

The English of an item may change after it was put into another language. The wording is still shown then, and says so:
the English stands beside it in any case, and somebody who reads little English is helped by most of it. A line to
choose is not: it is shown only beside the very words it was written for, or somebody would choose what they never read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spotcheck.core.words import Sentence, say

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A question and what belongs to it, in one language. `lines`: by the key of a choice."""

    text: str = ""
    model: str = ""
    why: str = ""
    another_way: str = ""
    lines: Mapping[str, str]

    @property
    def is_blank(self) -> bool:
        return not any((self.text, self.model, self.why, self.another_way, *self.lines.values()))


def english_digest(*, text: str, model: str | None, why: str, another_way: str | None) -> str:
    """SHA-256 of the English that a wording stands beside, without the lines, which are compared each on its own."""
    canonical = json.dumps([text, model, why, another_way], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def lines_to_keep(choices: Sequence[Line], written: Mapping[str, str]) -> list[dict[str, str]]:
    """The lines that were written, each with the English that it was written for."""
    return [
        {"key": one["key"], "english": one["text"], "text": written[one["key"]]}
        for one in choices
        if written.get(one["key"])
    ]


def lines_shown(choices: Sequence[Line], kept: Sequence[Line]) -> dict[str, str]:
    """The lines in the other language by key: those alone whose English is the same."""
    written = {(one["key"], one["english"]): str(one["text"]) for one in kept}
    return {one["key"]: written[one["key"], one["text"]] for one in choices if (one["key"], one["text"]) in written}


def wording_wanting(said: Said) -> dict[str, Sentence]:
    """A wording begins with the question; nothing at all takes it away again."""
    if said.text or said.is_blank:
        return {}
    return {"text": say("Write the question first: the other words belong to it.")}
