"""Which questions a plan asks today: a fair order over workers, days and questions, by nothing that is drawn. Pure.

A plan goes round once in so many weeks. Each day those who were not asked in this round come up, the longest ago first,
and only as many as spread the rest evenly over the days that are left. Of the questions one may be asked, the one that
the plan asked least is taken. Equal ones are ordered by a number made of their ids, so every process says the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from spotcheck.checks.rules.repeats import NO_REPEAT
from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.learning.rules.asking import ToAsk, may_be_asked

EVERY_WEEKS = (1, 2, 4, 8, 13)
DAYS_TO_ANSWER = 7


class Whom(StrEnum):
    """Whom a plan asks."""

    EVERYBODY = "everybody"
    SIGNED_OFF = "signed off"

    @property
    def label(self) -> Sentence:
        return _WHOM[self]


_WHOM = {
    Whom.EVERYBODY: say("Every care worker here"),
    Whom.SIGNED_OFF: say("Every care worker here who is signed off in its topic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Once for everybody in so many weeks, counted from a day."""

    plan_id: uuid.UUID
    from_on: date
    every_weeks: int

    @property
    def days(self) -> int:
        return 7 * self.every_weeks

    def began(self, today: date) -> date:
        """The first day of the round that today lies in."""
        return self.from_on + timedelta(days=(today - self.from_on).days // self.days * self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One worker. `asked`: when each question was last put to them, by anybody. `planned`: when this plan last did."""

    id: uuid.UUID
    waiting: int = 0
    asked: Mapping[str, datetime] = field(default_factory=dict)
    planned: datetime | None = None


def planned_for(
    workers: Collection[Worker], keys: Sequence[str], often: Mapping[str, int], rhythm: Rhythm, *, at: datetime
) -> list[tuple[uuid.UUID, str]]:
    """Whom to ask what today. `often`: how often this plan asked each question so far."""
    today = local_date(at)
    if today < rhythm.from_on or not keys:
        return []
    began = rhythm.began(today)
    left = sorted(
        (one for one in workers if one.planned is None or local_date(one.planned) < began),
        key=lambda one: (one.planned is not None, one.planned or at, _mixed(rhythm.plan_id, one.id)),
    )
    days_left = rhythm.days - (today - began).days
    most = -(-len(left) // days_left)
    counts, chosen = {key: often.get(key, 0) for key in keys}, list[tuple[uuid.UUID, str]]()
    for one in left:
        if len(chosen) == most:
            break
        if (key := _question(one, counts, rhythm, at)) is not None:
            counts[key] += 1
            chosen.append((one.id, key))
    return chosen


def too_few(questions: int, every_weeks: int) -> Sentence | None:
    """What to know of a plan whose questions run out: the 90 days come first, so some rounds pass somebody by."""
    if questions and timedelta(weeks=every_weeks) * questions < NO_REPEAT:
        return say(
            "With %(n)s questions, and none twice in 90 days, some rounds leave people out.",
            n=questions,
        )
    return None


def every_in_words(weeks: int) -> Sentence:
    return say_n("every week", "every %(n)s weeks", weeks)


def _question(one: Worker, counts: Mapping[str, int], rhythm: Rhythm, at: datetime) -> str | None:
    def may(key: str) -> bool:
        return not may_be_asked(ToAsk(works_here=True, waiting=one.waiting, last_asked=one.asked.get(key)), at=at)

    free = [key for key in counts if may(key)]
    return min(free, key=lambda key: (counts[key], _mixed(rhythm.plan_id, one.id, key)), default=None)


def _mixed(*parts: object) -> int:
    """A number that looks like any other, and is the same for the same parts."""
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(map(str, parts))).int
