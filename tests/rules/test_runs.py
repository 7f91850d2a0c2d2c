"""A run chart says more than chance at six on one side of the median, or five one way; golden values and the edges."""

from __future__ import annotations

from statistics import median

import pytest

from spotcheck.core.runs import Run, shifts, trends

# Twenty points with a step after the twelfth (DOMAIN section 5).
STEP = [72, 75, 70, 78, 74, 71, 76, 73, 77, 74, 75, 72, 90, 88, 91, 89, 92, 87, 90, 93]
UP, DOWN = True, False


def test_the_median_of_the_first_twelve_shows_the_step() -> None:
    middle = median(STEP[:12])
    assert middle == 74
    assert shifts(STEP, middle) == [Run(12, 19, 8, UP)]


def test_the_median_of_all_shows_both_halves() -> None:
    assert median(STEP) == 76.5
    assert shifts([*STEP[:3], *STEP[4:8], *STEP[9:]], 77.5) == [Run(0, 9, 10, DOWN), Run(10, 17, 8, UP)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], []),
        ([6, 6, 6, 6, 6], []),  # five are chance
        ([6, 6, 6, 6, 6, 6], [Run(0, 5, 6, UP)]),
        ([4, 4, 4, 4, 4, 4, 4], [Run(0, 6, 7, DOWN)]),
        ([6, 6, 5, 6, 6, 6, 6], [Run(0, 6, 6, UP)]),  # on the median: neither adds nor ends
        ([6, 6, 5, 6, 6, 6], []),
        ([6, 6, 6, 4, 6, 6, 6], []),  # the other side ends it
        ([6, 6, 6, None, 6, 6, 6], []),  # a week nobody counted ends it
        ([5, 5, 5, 5, 5, 5, 5], []),
        ([4, 6, 6, 6, 6, 6, 6, 4], [Run(1, 6, 6, UP)]),
        ([6, 6, 6, 6, 6, 6, 4, 4, 4, 4, 4, 4], [Run(0, 5, 6, UP), Run(6, 11, 6, DOWN)]),
    ],
)
def test_six_in_a_row_on_one_side_are_a_shift(values: list[int | None], found: list[Run]) -> None:
    assert shifts(values, 5) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], []),
        ([1], []),
        ([1, 2, 3, 4], []),  # four are chance
        ([1, 2, 3, 4, 5], [Run(0, 4, 5, UP)]),
        ([9, 7, 5, 3, 1, 0], [Run(0, 5, 6, DOWN)]),
        ([1, 2, 2, 3, 4, 5], [Run(0, 5, 5, UP)]),  # a point that repeats neither adds nor ends
        ([1, 2, 2, 3, 4], []),
        ([1, 2, 3, None, 4, 5, 6], []),  # a week nobody counted ends it
        ([9, 1, 2, 3, 4, 5, 0], [Run(1, 5, 5, UP)]),  # the turning point belongs to both ways
        ([1, 2, 3, 4, 5, 4, 3, 2, 1], [Run(0, 4, 5, UP), Run(4, 8, 5, DOWN)]),
        ([3, 3, 3, 3, 3], []),
    ],
)
def test_five_in_a_row_going_one_way_are_a_trend(values: list[int | None], found: list[Run]) -> None:
    assert trends(values) == found
