"""R12: the person observed sees their own at once, unless a manager outside the check holds it back for a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.words import Sentence, say

LONGEST_HOLD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Held:
    """One time a check was held back. It ends by itself at `until_at`, or before, at `ended_at`."""

    at: datetime
    until_at: datetime
    ended_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return at < min(self.until_at, self.ended_at or self.until_at)


def held_until(holds: Iterable[Held], *, at: datetime) -> datetime | None:
    """Until when the check is held back as things stand at this moment; None: it is not."""
    return max((held.until_at for held in holds if held.holds(at)), default=None)


def shown_from(day: date) -> datetime:
    """The moment at which a check that is held back until this day is shown again: when the day begins."""
    return datetime.combine(day, time(), LONDON)


def last_day_to_hold(holds: Iterable[Held], *, today: date) -> date:
    """The latest day on which it must be shown: 28 days after it was first held back, however often it was since."""
    first = min((local_date(held.at) for held in holds), default=today)
    return first + LONGEST_HOLD


def holding_refused(
    person_id: uuid.UUID, *, captured_by: uuid.UUID, observed: uuid.UUID | None
) -> tuple[Sentence, ...]:
    """Why this person cannot hold this check back, or end that; empty when they can."""
    if observed is None:
        return (say("This check is about no single person, so there is nothing to hold back."),)
    if person_id == captured_by:
        return (say("You captured this check. A manager or quality lead outside it decides whether to hold it back."),)
    if person_id == observed:
        return (say("This check is about your own practice, so somebody else decides when you see it."),)
    return ()


def holding_wanting(until: date | None, reason: str, holds: Iterable[Held], *, today: date) -> dict[str, Sentence]:
    """What is still needed to hold a check back, by field; empty when it can be."""
    wrong: dict[str, Sentence] = {}
    latest = last_day_to_hold(holds, today=today)
    if latest <= today:
        wrong["until"] = say("It was held back for 28 days, which is the longest. The person may see it now.")
    elif until is None or until <= today:
        wrong["until"] = say("Choose the day on which the person sees it, from tomorrow on.")
    elif until > latest:
        wrong["until"] = say("A check is held back for 28 days at most: choose %(day)s or before.", day=latest)
    if not reason.strip():
        wrong["reason"] = say("Give the reason. It is kept in the history.")
    return wrong
