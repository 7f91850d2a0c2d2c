"""Where somebody is with a topic: which looks count, what is still to come, and when it is looked at again. Pure.

What counts is what DESIGN §3 says of evidence: an observation is met when every named item that was seen was done well,
an interview when every question was explained clearly before any coaching. Nobody is compared with anybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from spotcheck.checklists.rules import Kind, Observation
from spotcheck.checks.rules.outcomes import AnswerFacts, Shows, unit_shows

DUE_SOON = timedelta(weeks=4)
FEWEST = 5  # below it no numbers about people are shown to who sees no names


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What must be seen and heard before somebody is signed off, and after how many months it is looked at again."""

    observations: int
    interviews: int
    assessors: int
    weeks: int
    months: int

    @property
    def window(self) -> timedelta:
        return timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One observation or interview of this worker about the topic.

    `met` None: it says nothing either way. `counts`: it is reviewed, it stands, and it is no second look at the same
    work. `stopped`: somebody had to be kept safe."""

    check: uuid.UUID
    kind: Kind
    at: datetime
    on: date
    by: uuid.UUID
    met: bool | None
    counts: bool = True
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The looks that count together, and how far they reach. `by`: the last day before the first of them is too old."""

    looks: tuple[Look, ...]
    observations: int
    interviews: int
    assessors: int
    complete: bool
    by: date | None


class State(StrEnum):
    """In the order in which somebody should look at them."""

    SECOND_LOOK = "second look"
    LAPSED = "lapsed"
    READY = "ready"
    DUE_SOON = "due soon"
    ON_THE_WAY = "on the way"
    SIGNED = "signed off"
    NOT_BEGUN = "not begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A sign-off that was not taken back. `questioned`: something came since that asks for a second look."""

    at: datetime
    again_on: date
    questioned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one worker is with one topic. `day`: what it is ordered by, where there is one."""

    state: State
    progress: Progress
    day: date | None = None


def look_met(kind: Kind, answers: Iterable[AnswerFacts], items: Collection[uuid.UUID]) -> bool | None:
    """Whether this look shows that the work is known. `items`: those that are named; none: all. An interview is taken
    whole."""
    asked = [answer for answer in answers if kind is Kind.INTERVIEW or not items or answer.item in items]
    shown = unit_shows(answer.outcome for answer in asked)
    return None if shown is Shows.NOTHING else shown is Shows.MET


def was_stopped(answers: Iterable[AnswerFacts]) -> bool:
    return any(answer.outcome is Observation.STOPPED for answer in answers)


def progress(looks: Iterable[Look], needed: Needed, *, today: date, since: datetime | None = None) -> Progress:
    """How far the looks reach that lie within the weeks of each other. `since`: older ones were used before.

    Looks from before somebody had to be kept safe do not count, and neither does that one."""
    counting = _counting(list(looks), since)
    for last in reversed(counting):
        if last.on < today - needed.window:
            break
        together = [one for one in counting if last.on - needed.window <= one.on <= last.on]
        if (found := _together(together, needed)).complete:
            return found
    return _together([one for one in counting if one.on >= today - needed.window], needed)


def where(looks: Sequence[Look], needed: Needed, *, signed: Signed | None, today: date) -> Place:
    """Where somebody is. Fresh looks for the next sign-off are counted from the last one on."""
    found = progress(looks, needed, today=today, since=signed.at if signed else None)
    if signed is None:
        if found.complete:
            return Place(state=State.READY, progress=found, day=found.looks[-1].on)
        if not found.looks:
            return Place(state=State.NOT_BEGUN, progress=found)
        return Place(state=State.ON_THE_WAY, progress=found, day=found.by)
    state = signed_state(signed, today=today)
    fresh = state in {State.LAPSED, State.DUE_SOON} and found.complete
    return Place(state=State.READY if fresh else state, progress=found, day=signed.again_on)


def signed_state(signed: Signed, *, today: date) -> State:
    """How a sign-off stands by its day, and by what came since."""
    if signed.questioned:
        return State.SECOND_LOOK
    if signed.again_on < today:
        return State.LAPSED
    return State.DUE_SOON if signed.again_on - DUE_SOON <= today else State.SIGNED


def order(place: Place) -> tuple[int, date]:
    """By what is due, and never by how well somebody does."""
    return list(State).index(place.state), place.day or date.max


def counted(places: Iterable[Place]) -> dict[State, int] | None:
    """How many are where, for whoever sees no names; None when there are too few to say (R13)."""
    states = [place.state for place in places]
    if len(states) < FEWEST:
        return None
    return {state: states.count(state) for state in State if state in states}


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _counting(looks: list[Look], since: datetime | None) -> list[Look]:
    """Those that can count, the oldest first."""
    stops = [one.at for one in looks if one.stopped]
    after = max([*stops, *([since] if since else [])], default=None)
    counting = [one for one in looks if one.counts and one.met and not one.stopped]
    return sorted((one for one in counting if after is None or one.at > after), key=lambda one: (one.at, one.check))


def _together(looks: Sequence[Look], needed: Needed) -> Progress:
    observations = sum(one.kind is Kind.OBSERVATION for one in looks)
    interviews = sum(one.kind is Kind.INTERVIEW for one in looks)
    assessors = len({one.by for one in looks})
    return Progress(
        looks=tuple(looks),
        observations=observations,
        interviews=interviews,
        assessors=assessors,
        complete=observations >= needed.observations
        and interviews >= needed.interviews
        and assessors >= needed.assessors,
        by=looks[0].on + needed.window if looks else None,
    )
