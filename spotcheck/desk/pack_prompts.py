"""The short questions that go along on a phone: for these its owner may hand it over, without signal too."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from spotcheck.core.permissions import Standing
from spotcheck.learning.queries.handing import ToHand, to_hand_over
from spotcheck.learning.queries.languages import Beside
from spotcheck.learning.rules.state import next_number


@dataclass(frozen=True, slots=True)
class Question:
    """A short question, and all that its pages show. `another_way`: only where it is asked once more; `lines`: to
    choose from, (key, text); `beside`: the same in the worker's language, where it has that."""

    id: uuid.UUID
    worker: uuid.UUID
    first_name: str
    title: str
    question: str
    another_way: str | None
    model: str
    why: str
    by: date
    lines: Sequence[tuple[str, str]]
    beside: Beside | None


def prompts_for(standing: Standing, *, at: datetime) -> Sequence[Question]:
    """What waits where this person may hand the phone over, the soonest day first; never their own."""
    return [_question(one) for one in to_hand_over(standing, at=at)]


def question_packed(one: Question) -> dict[str, Any]:
    """One question as it travels."""
    return {
        "id": str(one.id),
        "worker": str(one.worker),
        "first_name": one.first_name,
        "title": one.title,
        "question": one.question,
        "another_way": one.another_way,
        "model": one.model,
        "why": one.why,
        "by": one.by.isoformat(),
        "lines": [{"key": key, "text": text} for key, text in one.lines],
        "beside": _beside_packed(one.beside, again=one.another_way is not None) if one.beside else None,
    }


def _beside_packed(one: Beside, *, again: bool) -> dict[str, Any]:
    return {
        "tag": one.language.tag,
        "name": one.language.name,
        "direction": one.language.direction,
        "question": one.text,
        "another_way": one.another_way if again else None,
        "model": one.model,
        "why": one.why,
        "lines": dict(one.lines),
        "changed": one.changed,
    }


def _question(one: ToHand) -> Question:
    row = one.row
    return Question(
        id=row.prompt.id,
        worker=row.prompt.worker_id,
        first_name=one.first_name,
        title=row.title,
        question=row.item.text,
        another_way=row.item.another_way if next_number(row.facts) == 2 else None,
        model=row.item.model or "",
        why=row.item.why,
        by=row.last_day,
        lines=[(line["key"], line["text"]) for line in row.lines],
        beside=one.beside,
    )
