"""Short questions that were asked for an action, as its history tells of them: which still wait for an answer. Pure.

The tracker keeps what a look showed. That somebody was asked is a line of its history, and no more: who was asked, and
what they said, stays with the question."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

ASKED = "question asked"
ANSWERED = "question answered"
READ = "question read"
ENDED = "question ended"  # it shows nothing any more: the reason stands beside it


class Line(Protocol):
    """A line of history."""

    @property
    def number(self) -> int: ...
    @property
    def what(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by_id(self) -> uuid.UUID | None: ...
    @property
    def payload(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking of one worker; `why_not`: why it cannot count any more, None while it waits for an answer."""

    question_id: uuid.UUID
    requirement_id: uuid.UUID
    by_id: uuid.UUID | None
    at: datetime
    why_not: str | None = None


def asked_since(lines: Iterable[Line], since: datetime | None = None) -> list[Asked]:
    """Those asked since then (None: ever) that brought nothing yet, or never will, the first one first."""
    found: dict[uuid.UUID, Asked] = {}
    for line in sorted((one for one in lines if since is None or one.at > since), key=lambda one: one.number):
        told = (line.payload or {}).get("after") or {}
        if "question" not in told:
            continue
        question_id = uuid.UUID(told["question"])
        if line.what == ASKED:
            found[question_id] = Asked(question_id, uuid.UUID(told["requirement"]), line.by_id, line.at)
        elif line.what == ENDED and (one := found.get(question_id)):
            why_not = (line.payload or {}).get("reason") or ""
            found[question_id] = Asked(one.question_id, one.requirement_id, one.by_id, one.at, why_not)
        else:
            found.pop(question_id, None)
    return list(found.values())
