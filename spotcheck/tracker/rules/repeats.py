"""R9: what comes again. It is linked to what came before, flagged, and rises. Pure.

- The same standard in the same service within 12 months of closing.
- Two gaps of one topic in one service within 90 days, seen by different looks.
- A topic with a gap in at least three services, and a tenth of all of them, within 90 days.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from spotcheck.core.words import Sentence, say, say_n

LATELY = timedelta(days=90)
AFTER_CLOSING = timedelta(days=365)
AT_LEAST = 3  # services
A_TENTH = 10


class Repeat(StrEnum):
    AFTER_CLOSING = "after closing"
    TWICE_HERE = "twice here"
    IN_MANY = "in many services"


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of the topic. `look` is the check it came from, or the finding itself when it came from none."""

    service_id: uuid.UUID
    look: uuid.UUID
    found_at: datetime


def repeats(
    service_id: uuid.UUID, *, closed_at: datetime | None, gaps: Iterable[Gap], services: int, at: datetime
) -> dict[Repeat, int]:
    """What comes again in this service, and how often.

    `closed_at`: when an action about the same standard last closed here. `gaps`: of the topic, in any service.
    `services`: how many the organisation has.
    """
    found: dict[Repeat, int] = {}
    if closed_at is not None and at - AFTER_CLOSING <= closed_at <= at:
        found[Repeat.AFTER_CLOSING] = 1
    lately = [gap for gap in gaps if at - LATELY <= gap.found_at <= at]
    looks = {gap.look for gap in lately if gap.service_id == service_id}
    if len(looks) > 1:
        found[Repeat.TWICE_HERE] = len(looks)
    places = {gap.service_id for gap in lately}
    if service_id in places and len(places) >= AT_LEAST and len(places) * A_TENTH >= services:
        found[Repeat.IN_MANY] = len(places)
    return found


def in_words(repeat: Repeat, n: int, topic: str) -> Sentence:
    """What comes again, about practice and never about a person."""
    match repeat:
        case Repeat.AFTER_CLOSING:
            return say("An action about the same standard closed here in the last 12 months.")
        case Repeat.TWICE_HERE:
            return say_n(
                "%(n)s look at %(topic)s here showed a gap in 90 days.",
                "%(n)s looks at %(topic)s here showed a gap in 90 days.",
                n,
                topic=topic,
            )
        case Repeat.IN_MANY:
            return say_n(
                "%(topic)s shows a gap in %(n)s service in 90 days.",
                "%(topic)s shows a gap in %(n)s services in 90 days.",
                n,
                topic=topic,
            )
