"""Where the points of a run chart stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.web.run_picture import BOTTOM, LEFT, RIGHT, TOP, run_picture

FIRST = date(2026, 8, 3)


def weeks(*counts: int | None) -> list[tuple[date, int | None]]:
    return [(FIRST + timedelta(weeks=n), count) for n, count in enumerate(counts)]


def test_nought_is_at_the_foot_and_the_round_number_at_the_top() -> None:
    picture = run_picture(weeks(0, 6, 12), baseline=2, middle=6)
    assert [(point.x, point.y) for point in picture.points] == [(LEFT, BOTTOM), (168, 78), (RIGHT, TOP)]
    assert (picture.top, picture.middle, picture.lines) == (12, 78, ("M30.0 136.0L168.0 78.0L306.0 20.0",))


@pytest.mark.parametrize(("most", "top"), [(0, 4), (4, 4), (5, 6), (13, 16), (80, 80), (81, 100), (9999, 10000)])
def test_the_scale_ends_at_a_round_number(most: int, top: int) -> None:
    assert run_picture(weeks(most), baseline=1).top == top


def test_a_week_nobody_counted_is_a_gap() -> None:
    picture = run_picture(weeks(1, 2, None, 3, 4, None, 4), baseline=1)
    assert len(picture.points) == 5
    assert len(picture.lines) == 2


def test_the_weeks_of_a_signal_are_marked() -> None:
    picture = run_picture(weeks(1, 2, 3), baseline=1, marked={FIRST + timedelta(weeks=2)})
    assert [point.marked for point in picture.points] == [False, False, True]


@pytest.mark.parametrize(("days", "where"), [(-1, None), (0, 30.0), (7, 99.0), (14, 237.0), (21, None)])
def test_the_day_it_was_done_is_a_line_when_it_lies_inside(days: int, where: float | None) -> None:
    assert run_picture(weeks(1, 2, 3), baseline=1, done_on=FIRST + timedelta(days=days)).done == where
