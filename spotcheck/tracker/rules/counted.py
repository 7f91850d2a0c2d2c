"""What a count over time shows so far, in words: the weeks to compare with, those since, and what is chance. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from spotcheck.core.limits import ENOUGH as SETTLED
from spotcheck.core.limits import limits
from spotcheck.core.runs import ENOUGH, SHIFT, TREND, Run, shifts, trends
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.measures import WEEK, Direction, monday
from spotcheck.tracker.rules.seen import Word

LEAST_TO_COMPARE = 4  # counts in the baseline before a line is drawn
MANY, WEEKS_A_MONTH = 12, 52 / 12  # fewer in a month are counted, without limits


@dataclass(frozen=True, slots=True)
class Signal:
    """More than chance: a shift or a trend, the Mondays of its first and last week, and how many weeks make it."""

    shift: bool
    up: bool
    first: date
    last: date
    n: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The weeks in order (None: not counted), how many of them are the baseline, its middle value, and the newest
    signal after it."""

    weeks: tuple[tuple[date, int | None], ...]
    baseline: int
    middle: float | None
    signal: Signal | None

    @property
    def counted(self) -> int:
        return sum(count is not None for _, count in self.weeks)

    @property
    def compared_with(self) -> int:
        """How many weeks of the baseline are counted."""
        return sum(count is not None for _, count in self.weeks[: self.baseline])


def read(counts: Mapping[date, int], *, baseline_from: date, baseline_weeks: int, done_on: date | None) -> Reading:
    """What these counts (by Monday) show. A week that the change was done in, or that came later, is no baseline."""
    first = monday(baseline_from)
    planned = first + WEEK * baseline_weeks
    ended = planned if done_on is None else min(planned, max(first, monday(done_on)))
    last = max([*counts, ended - WEEK])
    weeks = tuple((first + WEEK * n, counts.get(first + WEEK * n)) for n in range((last - first) // WEEK + 1))
    baseline = (ended - first) // WEEK
    known = [count for _, count in weeks[:baseline] if count is not None]
    middle = float(median(known)) if len(known) >= LEAST_TO_COMPARE else None
    return Reading(weeks, baseline, middle, _signal(weeks[baseline:], middle))


def word(reading: Reading, direction: Direction) -> Word:
    """The state in a few words, with the kind of a status word."""
    if reading.middle is None or reading.counted < ENOUGH:
        return Word(say("Too few weeks yet"), "wait")
    if reading.signal is None:
        return Word(say("No clear change yet"), "wait")
    if is_hoped(reading.signal, direction):
        return Word(say("Going the way you hoped"))
    return Word(say("Going the other way"), "late")


def in_words(reading: Reading, direction: Direction, *, done_on: date | None) -> tuple[Sentence, ...]:
    """What the chart shows, for those who would rather read."""
    if reading.middle is None:
        more = LEAST_TO_COMPARE - reading.compared_with
        return (say_n(
            "Count %(n)s more week to compare with. Then there is a line in the chart.",
            "Count %(n)s more weeks to compare with. Then there is a line in the chart.", more,
        ),)  # fmt: skip
    compare = say_n(
        "In the week to compare with it was %(middle)s.",
        "In the %(n)s weeks to compare with, the middle value was %(middle)s a week.",
        reading.compared_with, middle=shown(reading.middle),
    )  # fmt: skip
    if reading.counted < ENOUGH:
        few = say_n(
            "%(n)s week is counted in all. With fewer than %(enough)s, up and down may be chance.",
            "%(n)s weeks are counted in all. With fewer than %(enough)s, up and down may be chance.",
            reading.counted, enough=ENOUGH,
        )  # fmt: skip
        return (compare, few)
    if reading.signal is None:
        chance = say(
            "Since then it may be chance: no %(shift)s weeks in a row on one side, and no %(trend)s going one way.",
            shift=SHIFT, trend=TREND,
        )  # fmt: skip
        return (compare, chance)
    said = [compare, _signal_in_words(reading.signal, reading.middle), _meaning(reading.signal, direction)]
    if done_on is not None and reading.signal.first < monday(done_on):
        said.append(say("It began before this action was done, so something else may have a part in it."))
    return (*said, *_usual_now(reading, done_on))


def _usual_now(reading: Reading, done_on: date | None) -> tuple[Sentence, ...]:
    """What chance gives in a week since the change, once there are weeks enough and about twelve a month (XmR)."""
    if done_on is None:
        return ()
    since = [count for week, count in reading.weeks if week > monday(done_on) and count is not None]
    if len(since) < SETTLED or fmean(since) * WEEKS_A_MONTH < MANY:
        return ()
    known = limits(since)
    low, high = max(0, round(known.low)), round(known.high)
    return (say("Since it was done, %(low)s to %(high)s a week is what chance alone gives.", low=low, high=high),)


def is_hoped(signal: Signal, direction: Direction) -> bool:
    return signal.up is (direction is not Direction.LOWER)


def shown(value: float) -> str:
    """`12`, or `11.5` where the middle lies between two."""
    return f"{value:g}"


def _signal(since: tuple[tuple[date, int | None], ...], middle: float | None) -> Signal | None:
    """The newest shift or trend of these weeks; of two that end together, the longer."""
    if middle is None:
        return None
    values = [count for _, count in since]
    found = [(True, run) for run in shifts(values, middle)] + [(False, run) for run in trends(values)]
    if not found:
        return None
    shift, run = max(found, key=lambda one: (one[1].last, one[1].n))
    return _dated(shift, run, since)


def _dated(shift: bool, run: Run, since: tuple[tuple[date, int | None], ...]) -> Signal:
    return Signal(shift, run.up, since[run.first][0], since[run.last][0], run.n)


def _signal_in_words(signal: Signal, middle: float) -> Sentence:
    n, weeks = signal.n, say("from the week of %(first)s to that of %(last)s", first=signal.first, last=signal.last)
    match signal.shift, signal.up:
        case True, True:
            return say("%(n)s counts in a row are above %(middle)s: %(weeks)s.", n=n, middle=shown(middle), weeks=weeks)
        case True, False:
            return say("%(n)s counts in a row are below %(middle)s: %(weeks)s.", n=n, middle=shown(middle), weeks=weeks)
        case _, True:
            return say("%(n)s counts in a row go up: %(weeks)s.", n=n, weeks=weeks)
        case _:
            return say("%(n)s counts in a row go down: %(weeks)s.", n=n, weeks=weeks)


def _meaning(signal: Signal, direction: Direction) -> Sentence:
    hoped = is_hoped(signal, direction)
    if direction is Direction.MORE_REPORTS:
        if hoped:
            return say("That is more than chance, and a good sign: people tell what they see.")
        return say("That is more than chance. Fewer reports can mean that people stopped telling. Ask them.")
    if hoped:
        return say("That is more than chance, and the way you hoped.")
    return say("That is more than chance, and not the way you hoped. Ask what makes it hard.")
