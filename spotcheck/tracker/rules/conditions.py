"""What the looks of one plan must differ in, and which of them fill it: of different workers, on different days, on
different shifts, by several people. Pure.

Looks fill a plan together when no two of them repeat what must differ. Of all that stand the largest such set is taken,
whatever its looks showed and in whatever order they came: so one look more never makes less, and no look is chosen for
its answer. What repeats is set aside by `weighing`, unless it shows a miss: a miss always counts against.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, count, product

MOST_OBSERVERS = 3
SHIFTS = 3  # kinds of shift a check can name


class Differ(StrEnum):
    """What no two looks may share."""

    WORKERS = "workers"
    DAYS = "days"
    SHIFTS = "shifts"


@dataclass(frozen=True, slots=True)
class Conditions:
    """`differ`: what no two looks may share. `observers`: at least so many different people look. Nothing is asked of
    records and of what people say, nor of plans from before there were conditions."""

    differ: frozenset[Differ] = frozenset()
    observers: int = 1

    def __bool__(self) -> bool:
        return bool(self.differ) or self.observers > 1

    @property
    def in_order(self) -> tuple[Differ, ...]:
        return tuple(one for one in Differ if one in self.differ)


NOTHING = Conditions()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look was of. None: it does not say."""

    worker: Hashable = None
    day: Hashable = None
    shift: Hashable = None
    observer: Hashable = None

    def of(self, what: Differ) -> Hashable:
        return {Differ.WORKERS: self.worker, Differ.DAYS: self.day, Differ.SHIFTS: self.shift}[what]

    def lacks(self, asks: Conditions) -> tuple[Differ, ...]:
        """What must differ and this look does not say."""
        return tuple(what for what in asks.in_order if self.of(what) is None)

    def repeats(self, other: Seen, asks: Conditions) -> tuple[Differ, ...]:
        return tuple(what for what in asks.in_order if self.of(what) == other.of(what))


def filling(asks: Conditions, size: int, looks: Sequence[Seen]) -> tuple[int, ...]:
    """The places in `looks` of those that fill the plan together; all of them where nothing must differ.

    Of sets that leave equally few looks to come, the largest; of those the earlier in `looks`, so give them in an order
    that does not depend on when they arrived. Costs little: at most a few thousand steps for thirty looks."""
    able = [place for place, one in enumerate(looks) if not one.lacks(asks)]
    if Differ.SHIFTS in asks.differ:
        return _best_of(asks, size, looks, _few(asks, looks, able))
    found = _largest(asks, looks, able)
    if asks.observers < 2 or _missing(asks, size, looks, found) == 0:
        return found
    return _best_of(asks, size, looks, [found, *_by_several(asks, looks, able)])


def still_to_come(asks: Conditions, size: int, looks: Sequence[Seen]) -> int:
    """How many more looks the plan needs, when each of them repeats nothing and is by somebody who has not looked."""
    return _missing(asks, size, looks, filling(asks, size, looks))


def observers_to_come(asks: Conditions, looks: Iterable[Seen]) -> int:
    """How many people who have not looked yet are asked for. `looks`: those that fill the plan so far."""
    return max(0, asks.observers - len({one.observer for one in looks}))


def helps(asks: Conditions, size: int, looks: Sequence[Seen], more: Seen) -> bool:
    """Whether one more look would leave fewer to come. What `more` does not say is taken to repeat nothing."""
    fresh = Seen(
        *(object() if value is None else value for value in (more.worker, more.day, more.shift, more.observer))
    )
    return still_to_come(asks, size, [*looks, fresh]) < still_to_come(asks, size, looks)


def _missing(asks: Conditions, size: int, looks: Sequence[Seen], places: Sequence[int]) -> int:
    return max(size - len(places), observers_to_come(asks, (looks[place] for place in places)), 0)


def _best_of(asks: Conditions, size: int, looks: Sequence[Seen], sets: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return min(sets, key=lambda places: (_missing(asks, size, looks, places), -len(places), sorted(places)))


def _few(asks: Conditions, looks: Sequence[Seen], able: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every set that fills: on different shifts there are at most as many looks as shifts."""
    most = len({looks[place].shift for place in able})
    for size in range(most + 1):
        for places in combinations(able, size):
            if not _any_repeat(asks, looks, places):
                yield places


def _by_several(asks: Conditions, looks: Sequence[Seen], able: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """For every way to take a look each of several people, the largest set around those looks."""
    of = {
        who: [place for place in able if looks[place].observer == who] for who in {looks[one].observer for one in able}
    }
    for people in range(min(asks.observers, len(of)), 1, -1):
        for some in combinations(sorted(of.values()), people):
            for first in product(*some):
                if _any_repeat(asks, looks, first):
                    continue
                around = [one for one in able if not any(looks[one].repeats(looks[it], asks) for it in first)]
                rest = [one for one in around if one not in first]
                yield (*first, *_largest(asks, looks, rest))


def _any_repeat(asks: Conditions, looks: Sequence[Seen], places: Sequence[int]) -> bool:
    return any(looks[one].repeats(looks[other], asks) for one, other in combinations(places, 2))


def _largest(asks: Conditions, looks: Sequence[Seen], able: Sequence[int]) -> tuple[int, ...]:
    """The most looks of which no two share a worker or a day: a largest matching of workers with days (Kuhn)."""
    alone = count()
    ways: dict[Hashable, dict[Hashable, int]] = {}
    for place in able:
        worker = looks[place].worker if Differ.WORKERS in asks.differ else ("alone", next(alone))
        day = looks[place].day if Differ.DAYS in asks.differ else ("alone", next(alone))
        ways.setdefault(worker, {}).setdefault(day, place)
    taken: dict[Hashable, Hashable] = {}  # day → worker

    def finds_a_day(worker: Hashable, tried: set[Hashable]) -> bool:
        for day in ways[worker]:
            if day in tried:
                continue
            tried.add(day)
            if day not in taken or finds_a_day(taken[day], tried):
                taken[day] = worker
                return True
        return False

    for worker in ways:
        finds_a_day(worker, set())
    return tuple(sorted(ways[worker][day] for day, worker in taken.items()))
