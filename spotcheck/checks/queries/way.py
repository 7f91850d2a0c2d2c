"""How a check came here: from a page, or sealed on a phone, and then who carried it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spotcheck.checks.models import Check
from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.history import HistoryLine
from spotcheck.core.words import Sentence, moment_in_words, say
from spotcheck.organisation.queries import names


@dataclass(frozen=True, slots=True)
class Way:
    """`carried_by`: who brought it, where that was somebody else. `let_go`: why it stands without its plan."""

    from_phone: bool = False
    carried_by: str | None = None
    let_go: tuple[str, ...] = ()


def way_of(check: Check, lines: Sequence[HistoryLine], *, with_names: bool) -> Way:
    """Read off the line that says it was captured; a query more where somebody carried it."""
    captured = next((line for line in lines if line.what == "captured"), None)
    told: dict[str, Any] = ((captured.payload if captured else None) or {}).get("after") or {}
    carrier = told.get("carried_by")
    known = names(check.organisation_id, {uuid.UUID(carrier)}) if carrier and with_names else {}
    return Way("phone" in told, next(iter(known.values()), None), tuple(told.get("let_go", ())))


def in_words(check: Check, way: Way) -> Sentence | None:
    """`Captured on a phone at 06:10, received at 14:32, carried by Priya.`; None for what came from a page."""
    if not way.from_phone:
        return None
    same_day = local_date(check.finished_at) == local_date(check.received_at)
    show = _clock if same_day else moment_in_words
    at, received = show(check.finished_at), show(check.received_at)
    if way.carried_by is None:
        return say("Captured on a phone at %(at)s, received at %(received)s.", at=at, received=received)
    return say(
        "Captured on a phone at %(at)s, received at %(received)s, carried by %(who)s.",
        at=at, received=received, who=way.carried_by,
    )  # fmt: skip


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%H:%M}"
