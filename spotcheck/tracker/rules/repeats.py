"""R9: what comes again. It is linked to what came before, flagged, and rises. Pure.

- The same standard in the same service within 12 months of closing.
- Two gaps of one topic in one service within 90 days, seen by different looks.
- A topic with a gap in at least three services, and a tenth of all of them, within 90 days.

The first is about one action. The others are about a topic: they are told once, on one action that carries them for
all, for as long as that action is open.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Set
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


OF_A_TOPIC = frozenset({Repeat.TWICE_HERE, Repeat.IN_MANY})


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


@dataclass(frozen=True, slots=True)
class Carried:
    """A flag that stands on an open action, and what the action is about."""

    id: uuid.UUID
    action_id: uuid.UUID
    kind: Repeat
    topic_id: uuid.UUID
    service_id: uuid.UUID
    noticed_at: datetime

    @property
    def about(self) -> tuple[Repeat, uuid.UUID, uuid.UUID | None]:
        """What is told once: a topic in a service, or a topic in the whole organisation."""
        return self.kind, self.topic_id, self.service_id if self.kind is Repeat.TWICE_HERE else None


def to_flag(found: Mapping[Repeat, int], *, on_this: Set[Repeat], carried: Set[Repeat]) -> dict[Repeat, int]:
    """What is new on this action. `carried`: what open actions about the same topic tell of it already."""
    return {kind: n for kind, n in found.items() if kind not in on_this and kind not in carried & OF_A_TOPIC}


def told_too_often(flags: Iterable[Carried]) -> frozenset[uuid.UUID]:
    """The flags that say what another says already: of each, the one that was noticed last stays."""
    newest: dict[tuple[Repeat, uuid.UUID, uuid.UUID | None], Carried] = {}
    of_a_topic = [flag for flag in flags if flag.kind in OF_A_TOPIC]
    for flag in of_a_topic:
        other = newest.setdefault(flag.about, flag)
        newest[flag.about] = max(flag, other, key=lambda one: (one.noticed_at, one.id))
    return frozenset(flag.id for flag in of_a_topic) - {flag.id for flag in newest.values()}


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


def others_in_words(repeat: Repeat, topic: str) -> Sentence:
    """Above the other open actions about the topic that an action tells of."""
    if repeat is Repeat.IN_MANY:
        return say("Also about %(topic)s, in any service:", topic=topic)
    return say("Also about %(topic)s here:", topic=topic)
