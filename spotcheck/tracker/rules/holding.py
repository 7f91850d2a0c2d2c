"""R8: whether a closed action holds, by everything that was seen after it closed. Pure.

Five looks, none missed: holding. One missed: mixed, and five more within a week decide: none missed is holding.
Anything else is not yet holding, and the action opens again. The answer depends on what was seen, never on the order in
which it came; nothing that the action closed on counts here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from spotcheck.core.clock import local_date
from spotcheck.tracker.rules.drift import SECOND_IN_TIME
from spotcheck.tracker.rules.facts import ActionFacts, DriftFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.story import looks_left
from spotcheck.tracker.rules.weighing import Verdict, Weighed, weigh
from spotcheck.tracker.rules.words import State


class Held(StrEnum):
    OPEN = "open"  # not seen yet, or not all of it
    HOLDING = "holding"
    MIXED = "mixed"  # the second step decides
    NOT_YET = "not yet holding"


@dataclass(frozen=True, slots=True)
class Part:
    """One standard of one look: what its first step showed and, once that is mixed, its second.

    `days`: of the step that decides now."""

    first: Weighed
    second: Weighed | None
    days: DriftFacts
    verdict: Held

    @property
    def step(self) -> Weighed:
        """The step that decides now."""
        return self.second or self.first

    @property
    def undecided(self) -> bool:
        return self.verdict in {Held.OPEN, Held.MIXED}

    def overtaken(self, today: date) -> bool:
        return self.days.overtaken_on is not None and today >= self.days.overtaken_on

    def asks(self, today: date) -> bool:
        """Somebody can look today."""
        left = self.undecided and looks_left(self.step) > 0
        return left and today >= self.days.opens_on and not self.overtaken(today)


@dataclass(frozen=True, slots=True)
class DriftLook:
    """The look planned for this many weeks after closing, at every standard that the action closed on."""

    weeks: int
    opens_on: date
    parts: tuple[Part, ...]

    @property
    def verdict(self) -> Held:
        """The weakest of its parts."""
        verdicts = {part.verdict for part in self.parts}
        return next(one for one in (Held.NOT_YET, Held.MIXED, Held.OPEN, Held.HOLDING) if one in verdicts)

    @property
    def waiting(self) -> tuple[EvidenceFacts, ...]:
        """What was seen and nobody has reviewed yet."""
        return tuple(seen for part in self.parts for seen in part.step.waiting)

    @property
    def due_on(self) -> date:
        """The day after which it is late: of what is undecided, where anything is."""
        undecided = [part.days.due_on for part in self.parts if part.undecided]
        return min(undecided or [part.days.due_on for part in self.parts])

    def unseen(self, today: date) -> bool:
        """The next look took its place before everything was seen. It never counts as holding."""
        gone = any(part.undecided and part.overtaken(today) for part in self.parts)
        return self.verdict is Held.OPEN and gone and not self.waiting

    def asks(self, today: date) -> tuple[Weighed, ...]:
        return tuple(part.step for part in self.parts if part.asks(today))


@dataclass(frozen=True, slots=True)
class Holding:
    """Every look after closing, in the order they come; none for an action that is not closed."""

    looks: tuple[DriftLook, ...] = ()

    @property
    def reopens(self) -> tuple[Part, ...]:
        """What did not hold."""
        return tuple(part for look in self.looks for part in look.parts if part.verdict is Held.NOT_YET)

    @property
    def held_weeks(self) -> int | None:
        """The last look that found it holding, in weeks after closing."""
        return max((look.weeks for look in self.looks if look.verdict is Held.HOLDING), default=None)

    def part_of(self, requirement_id: uuid.UUID) -> Part | None:
        """The part in which this step is the one that decides now; a second step that nobody asked for is in none."""
        parts = (part for look in self.looks for part in look.parts)
        return next((part for part in parts if part.step.requirement.id == requirement_id), None)

    def asks(self, today: date) -> tuple[Weighed, ...]:
        """The steps that somebody can look at today."""
        return tuple(one for look in self.looks for one in look.asks(today))

    def next_look(self, today: date) -> DriftLook | None:
        """The look that is open now or comes next; None when nothing is planned any more."""
        undecided = (look for look in self.looks if look.verdict in {Held.OPEN, Held.MIXED} and not look.unseen(today))
        return min(undecided, key=lambda look: look.due_on, default=None)

    def asks_from(self, today: date) -> date | None:
        """The first day on which somebody is asked to look; it may have passed."""
        days = [
            part.days.opens_on
            for look in self.looks
            for part in look.parts
            if part.undecided and looks_left(part.step) and not part.overtaken(today)
        ]
        return min(days, default=None)


def holding(
    action: ActionFacts, requirements: Sequence[RequirementFacts], evidence: Iterable[EvidenceFacts]
) -> Holding:
    """What the looks after closing say. `requirements`: those in force, of which only such looks are weighed."""
    if action.state is not State.CLOSED:
        return Holding()
    brought = list(evidence)
    planned = [(one.drift, one) for one in requirements if one.drift is not None]
    seconds = {days.after_id: (days, one) for days, one in planned if days.after_id is not None}
    firsts = sorted((pair for pair in planned if pair[0].after_id is None), key=lambda pair: pair[0].opens_on)
    looks = []
    for (weeks, opens_on), some in groupby(firsts, key=lambda pair: (pair[0].weeks, pair[0].opens_on)):
        parts = tuple(_part(action, days, one, seconds.get(one.id), brought) for days, one in some)
        looks.append(DriftLook(weeks, opens_on, parts))
    return Holding(tuple(looks))


def _part(
    action: ActionFacts,
    days: DriftFacts,
    first: RequirementFacts,
    second: tuple[DriftFacts, RequirementFacts] | None,
    brought: Sequence[EvidenceFacts],
) -> Part:
    one = weigh(action, first, brought)
    verdict = _first_step(one)
    if verdict is not Held.MIXED or second is None:
        return Part(one, None, days, verdict)
    its_days = _as_asked(second[0], one)
    two = weigh(action, replace(second[1], drift=its_days), brought)
    return Part(one, two, its_days, _second_step(two))


def _first_step(one: Weighed) -> Held:
    """A correction that waits for its review decides nothing yet; a miss too many decides at once."""
    if one.verdict is Verdict.MISSED:
        return Held.NOT_YET
    if not one.settled:
        return Held.OPEN
    return Held.MIXED if one.misses else Held.HOLDING


def _second_step(two: Weighed) -> Held:
    if two.verdict is Verdict.MISSED:
        return Held.NOT_YET
    return Held.HOLDING if two.settled else Held.MIXED


def _as_asked(days: DriftFacts, first: Weighed) -> DriftFacts:
    """The days of a second step: from the review that found the first one mixed, within a week."""
    filled = _that_filled(first)
    asked_on = max(local_date(seen.reviewed_at or seen.began_at) for seen in filled)
    after = max(seen.began_at for seen in filled)
    return replace(days, opens_on=asked_on, due_on=asked_on + SECOND_IN_TIME, overtaken_on=None, after=after)


def _that_filled(first: Weighed) -> list[EvidenceFacts]:
    """The looks that made up the first step, by when they began: one more that comes later moves no day."""
    filled: list[EvidenceFacts] = []
    for seen in sorted(first.counted, key=lambda seen: (seen.began_at, seen.source_id)):
        if sum(one.usable for one in filled) >= first.requirement.size:
            break
        filled.append(seen)
    return filled
