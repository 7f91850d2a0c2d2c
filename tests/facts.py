"""Plain facts for the rules of closing: an action that is done, what it asks for, and looks that count."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.words import Look, State

LEAD, GRACE, RUTH, TOMASZ = (uuid.UUID(int=number) for number in range(1, 5))
DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
AFTER = DONE_AT + timedelta(days=3)

ACTION = ActionFacts(uuid.UUID(int=10), State.DONE, LEAD, round=2, done_at=DONE_AT)
SAMPLE = RequirementFacts(uuid.UUID(int=20), Look.SAMPLE, 10, 1, 4, "Each entry gives a reason.")
WATCHED = RequirementFacts(uuid.UUID(int=21), Look.OBSERVATION, 3, 0, 4, "The chart is read first.")
ASKED = RequirementFacts(uuid.UUID(int=22), Look.INTERVIEW, 2, 1, 4, "Staff can say why.")
VOICE = RequirementFacts(uuid.UUID(int=23), Look.VOICE, 2, 1, 4, "Help comes in time.")
DRAW = DrawFacts(SAMPLE.id, 2, DONE_AT + timedelta(hours=1), population=40, drawn_by=GRACE, counted_by=GRACE)


def read(usable: int = 10, misses: int = 0, **other: Any) -> EvidenceFacts:
    """A sample that counts: read by Grace from a draw of this round, judged by Ruth to stand."""
    known = {
        "requirement_id": SAMPLE.id,
        "source_id": uuid.UUID(int=99),
        "round": 2,
        "began_at": AFTER,
        "captured_by": GRACE,
        "observed": None,
        "shift": "early",
        "draw": DRAW,
        "usable": usable,
        "misses": misses,
        "reviewed_by": RUTH,
        "stands": True,
    }
    return EvidenceFacts(**{**known, **other})


def watched(misses: int = 0, usable: int = 1, **other: Any) -> EvidenceFacts:
    """An observation of Tomasz that counts."""
    return read(usable, misses, **{"requirement_id": WATCHED.id, "draw": None, "observed": TOMASZ, **other})


def told(misses: int = 0, usable: int = 1, **other: Any) -> EvidenceFacts:
    """What one person or family said, asked by Grace."""
    return read(usable, misses, **{"requirement_id": VOICE.id, "draw": None, "shift": None, **other})
