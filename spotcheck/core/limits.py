"""What chance alone does to points over time: the XmR chart, and when a point or a run says more than that. Pure.

As the NHS teaches it ("Making Data Count"): the range of chance is the mean and 2.66 times the mean moving range to
either side, where moving ranges that chance does not give (3.267 times their mean or more) are left out once. Under
thirteen points the limits still move with every new one; and counts of fewer than about twelve a month want the median
of a run chart instead (`core.runs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

ENOUGH = 13  # points, before the limits settle
RUN = 7  # points on one side of the mean, or going one way
_TO_LIMITS, _TOO_FAR = 2.66, 3.267


@dataclass(frozen=True, slots=True)
class Limits:
    """`moving_range` is the mean of those that count; `near` are two thirds of the way to `low` and `high`."""

    mean: float
    moving_range: float

    @property
    def low(self) -> float:
        return self.mean - _TO_LIMITS * self.moving_range

    @property
    def high(self) -> float:
        return self.mean + _TO_LIMITS * self.moving_range

    @property
    def near(self) -> tuple[float, float]:
        part = _TO_LIMITS * self.moving_range * 2 / 3
        return self.mean - part, self.mean + part


class Cause(StrEnum):
    """What chance alone hardly does, in the order in which it is looked for."""

    BEYOND = "beyond a limit"
    TREND = "seven points going one way"
    TWO_OF_THREE = "two of three near a limit"
    SHIFT = "seven points on one side"


@dataclass(frozen=True, slots=True)
class Special:
    """The points from `first` to `last` (places in the sequence) that say it."""

    cause: Cause
    first: int
    last: int


def limits(values: Sequence[float]) -> Limits:
    """The limits that these points give; of fewer than two points there are none, which is refused."""
    if len(values) < 2:
        raise ValueError(f"no moving range in {len(values)} points")
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    far = _TOO_FAR * fmean(ranges)
    return Limits(fmean(values), fmean([one for one in ranges if one < far] or ranges))


def specials(values: Sequence[float], known: Limits) -> list[Special]:
    """Every special cause in these points. Strictly: a point on a line is on neither side, and ends a run."""
    return [
        *(Special(Cause.BEYOND, at, at) for at, one in enumerate(values) if not known.low <= one <= known.high),
        *(Special(Cause.TREND, at, at + RUN - 1) for at, some in _windows(values, RUN) if _one_way(some)),
        *(Special(Cause.TWO_OF_THREE, at, at + 2) for at, some in _windows(values, 3) if _two_near(some, known)),
        *(Special(Cause.SHIFT, at, at + RUN - 1) for at, some in _windows(values, RUN) if _one_side(some, known.mean)),
    ]


def _windows(values: Sequence[float], size: int) -> Iterator[tuple[int, Sequence[float]]]:
    for at in range(len(values) - size + 1):
        yield at, values[at : at + size]


def _one_way(some: Sequence[float]) -> bool:
    return all(a < b for a, b in pairwise(some)) or all(a > b for a, b in pairwise(some))


def _one_side(some: Sequence[float], line: float) -> bool:
    return all(one > line for one in some) or all(one < line for one in some)


def _two_near(some: Sequence[float], known: Limits) -> bool:
    """Two of them between the near line and the limit, and all on one side of the mean."""
    below, above = known.near
    near = sum(known.low <= one < below or above < one <= known.high for one in some)
    return near >= 2 and _one_side(some, known.mean)
