"""The short questions that somebody sees, newest first and by nothing else: no order of people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.learning.queries.prompts import lately
from spotcheck.learning.queries.reading import unread_count
from spotcheck.learning.rules.state import State
from spotcheck.organisation.queries import names


@dataclass(frozen=True, slots=True)
class Line:
    prompt_id: uuid.UUID
    question: str
    worker: str
    made_at: datetime
    says: Sentence
    state: State


@dataclass(frozen=True, slots=True)
class Listed:
    to_read: int
    lines: Sequence[Line]


def listed(standing: Standing, *, at: datetime) -> Listed:
    """Five queries."""
    found, today = lately(standing, at=at), local_date(at)
    called = names(standing.organisation_id, {row.prompt.worker_id for row in found})
    lines = [
        Line(
            row.prompt.id, row.item.text, called.get(row.prompt.worker_id, ""), row.prompt.made_at,
            row.state(today).label, row.state(today),
        )
        for row in found
    ]  # fmt: skip
    return Listed(unread_count(standing), lines)
