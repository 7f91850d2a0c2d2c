"""What counts (DESIGN §3): from answers to met, missed, or neither; from what was heard to a level.

A *unit* is what a plan counts: one record of a sample, one observation, one interview,
one person or family. A unit is a miss when any item
asked of it was missed, usable when at least one item of it said something either way.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from spotcheck.checklists.rules import Heard, Interview, Observation, Outcome, Sample, Voice


class Shows(Enum):
    """What one outcome says about one item."""

    MET = auto()
    MISSED = auto()
    NOTHING = auto()  # never counts for or against


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How one interview question was answered. `points` and `alerts` are from before any coaching.

    `again` is what was said after it was explained in another way; it is kept beside and never changes the outcome.
    """

    points: Mapping[str, Heard] = field(default_factory=dict)
    alerts: frozenset[str] = frozenset()
    reason: bool = False
    again: Mapping[str, Heard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """One answer, with what its item asks. `position` is the record's place in the draw; 0 for other kinds."""

    item: uuid.UUID
    standard: uuid.UUID
    must: bool
    outcome: Outcome
    position: int = 0
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units could be judged, and how many of those missed."""

    usable: int
    misses: int

    @property
    def met(self) -> int:
        return self.usable - self.misses


NONE = 0  # nothing, or something unsafe
SOME = 1  # some of the points
EVERY = 2  # every must-say point
WITH_REASON = 3  # and a reason or an example


def counts_for(standard: uuid.UUID, answers: Iterable[AnswerFacts]) -> Counted:
    """How many units of a check say something about this standard, and how many of them miss it."""
    units: dict[int, list[Outcome]] = defaultdict(list)
    for answer in answers:
        if answer.standard == standard:
            units[answer.position].append(answer.outcome)
    shown = [unit_shows(outcomes) for outcomes in units.values()]
    misses = shown.count(Shows.MISSED)
    return Counted(usable=misses + shown.count(Shows.MET), misses=misses)


def unit_shows(outcomes: Iterable[Outcome]) -> Shows:
    """What one record, observation or interview shows, from the outcomes of the items that were asked of it."""
    shown = {shows(outcome) for outcome in outcomes}
    return next((what for what in (Shows.MISSED, Shows.MET) if what in shown), Shows.NOTHING)


def shows(outcome: Outcome) -> Shows:
    if outcome in _SAYS_NOTHING:
        return Shows.NOTHING
    return Shows.MET if outcome in _MEETS else Shows.MISSED


def is_gap(answers: Iterable[AnswerFacts], *, named: uuid.UUID | None = None) -> bool:
    """Whether a check shows a gap: a must-be-met item is missed, or the standard that a requirement names is."""
    return any(
        shows(answer.outcome) is Shows.MISSED and (answer.must or answer.standard == named) for answer in answers
    )


def level(must_say: Collection[str], said: Said) -> int:
    """How well one question was answered before coaching, 0 to 3. An alert, or nothing said, is 0."""
    return _level(must_say, said.points, unsafe=bool(said.alerts), reason=said.reason)


def level_again(must_say: Collection[str], said: Said) -> int | None:
    """How well it was answered after it was explained in another way, 0 to 2; None when it was not asked again.

    What was said before is not asked for twice, so it still stands.
    """
    if not said.again:
        return None
    together = {key: heard for key, heard in said.points.items() if heard is not Heard.NOT_YET}
    return _level(must_say, {**said.again, **together}, unsafe=False, reason=False)


def heard_outcome(must_say: Collection[str], said: Said) -> Interview:
    """The outcome of one question: it follows from what was heard and is never chosen."""
    return _FROM_LEVEL[level(must_say, said)]


def _level(must_say: Collection[str], points: Mapping[str, Heard], *, unsafe: bool, reason: bool) -> int:
    heard = sum(points.get(key, Heard.NOT_YET) is not Heard.NOT_YET for key in must_say)
    if unsafe or heard == 0:
        return NONE
    if heard < len(must_say):
        return SOME
    return WITH_REASON if reason else EVERY


_FROM_LEVEL = {
    NONE: Interview.REVISIT,
    SOME: Interview.PARTLY,
    EVERY: Interview.CLEAR,
    WITH_REASON: Interview.CLEAR,
}

_MEETS = (Observation.WELL, Interview.CLEAR, Sample.IN_PLACE, Voice.YES)
_SAYS_NOTHING = (Observation.NOT_SEEN, Sample.DOES_NOT_APPLY, Voice.NOT_SURE)
