"""What a run chart can say: whether points over time do more than chance would. Pure.

The rules are those of Perla, Provost and Murray, "The run chart: a simple analytical tool" (BMJ Quality & Safety 2011,
20:46-51), as the Institute for Healthcare Improvement teaches them: six points in a row on one side of the median are a
shift, five in a row going one way are a trend. A chart needs ten points before either means much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SHIFT, TREND, ENOUGH = 6, 5, 10


@dataclass(frozen=True, slots=True)
class Run:
    """The points from `first` to `last` (places in the sequence), `n` of which count, above the line or going up."""

    first: int
    last: int
    n: int
    up: bool


def shifts(values: Sequence[int | None], median: float) -> list[Run]:
    """Six or more in a row on one side of the median.

    A point on the median neither adds to a run nor ends it. Where a point is missing (None) the run ends.
    """
    return [run for run in _sides(values, median) if run.n >= SHIFT]


def trends(values: Sequence[int | None]) -> list[Run]:
    """Five or more in a row, each higher than the one before, or each lower.

    A point that repeats the one before neither adds nor ends. Where a point is missing (None) the run ends.
    """
    return [run for run in _slopes(values) if run.n >= TREND]


def _sides(values: Sequence[int | None], median: float) -> Iterator[Run]:
    run: Run | None = None
    for place, value in enumerate(values):
        if value == median:
            continue
        side = None if value is None else value > median
        if run is not None and side is run.up:
            run = Run(run.first, place, run.n + 1, run.up)
            continue
        if run is not None:
            yield run
        run = None if side is None else Run(place, place, 1, side)
    if run is not None:
        yield run


def _slopes(values: Sequence[int | None]) -> Iterator[Run]:
    run: Run | None = None
    before: int | None = None
    before_at = 0
    for place, value in enumerate(values):
        if value is not None and value == before:
            before_at = place
            continue
        up = None if value is None or before is None else value > before
        if run is not None and up is run.up:
            run = Run(run.first, place, run.n + 1, run.up)
        else:
            if run is not None:
                yield run
            run = None if up is None else Run(before_at, place, 2, up)
        before, before_at = value, place
    if run is not None:
        yield run
