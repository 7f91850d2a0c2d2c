"""A count over time as a drawing: where the points of a run chart stand. Pure; components/run.html draws it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 30, 306, 20, 136
_TOPS = (4, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80)


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    marked: bool


@dataclass(frozen=True, slots=True)
class RunPicture:
    """`lines`: paths through weeks that follow one another. `split`: where the weeks to compare with end."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    top: int
    middle: float | None
    split: float | None
    done: float | None
    first: date
    last: date
    left = LEFT
    right = RIGHT
    high = TOP
    low = BOTTOM
    width = WIDTH
    height = HEIGHT


def run_picture(
    weeks: Sequence[tuple[date, int | None]],
    *,
    baseline: int,
    middle: float | None = None,
    done_on: date | None = None,
    marked: Collection[date] = (),
) -> RunPicture:
    """A drawing of these weeks, of which the first `baseline` are those to compare with; `middle` is their line.

    A week nobody counted is a gap in the line, never a zero.
    """
    counts = [count for _, count in weeks if count is not None]
    top = _top(max([*counts, middle or 0, 1]))
    apart = (RIGHT - LEFT) / max(1, len(weeks) - 1)

    def across(place: float) -> float:
        return round(LEFT + apart * place, 1)

    def up(count: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / top, 1)

    drawn = {
        place: Point(across(place), up(count), week in marked)
        for place, (week, count) in enumerate(weeks)
        if count is not None
    }
    return RunPicture(
        points=tuple(drawn.values()),
        lines=tuple(_lines(drawn)),
        top=top,
        middle=None if middle is None else up(middle),
        split=across(baseline - 0.5) if 0 < baseline < len(weeks) else None,
        done=_done(weeks, done_on, across),
        first=weeks[0][0],
        last=weeks[-1][0],
    )


def _lines(drawn: dict[int, Point]) -> list[str]:
    paths: list[list[str]] = []
    for place, point in drawn.items():
        if place - 1 not in drawn:
            paths.append([])
        paths[-1].append(f"{point.x} {point.y}")
    return [f"M{'L'.join(path)}" for path in paths if len(path) > 1]


def _done(
    weeks: Sequence[tuple[date, int | None]], done_on: date | None, across: Callable[[float], float]
) -> float | None:
    """By the day, with each point standing in the middle of its week; None when it lies outside the drawing."""
    if done_on is None or not weeks[0][0] <= done_on < weeks[-1][0] + timedelta(weeks=1):
        return None
    return min(float(RIGHT), max(float(LEFT), across((done_on - weeks[0][0]).days / 7 - 0.5)))


def _top(most: float) -> int:
    """A round number at least as large, so that the scale is easy to read."""
    scale = 1
    while most > _TOPS[-1] * scale:
        scale *= 10
    return next(top * scale for top in _TOPS if top * scale >= most)
