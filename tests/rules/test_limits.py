"""The limits of chance for points over time: golden values, and each special cause at its edge."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.limits import Cause, Limits, limits, specials

GOLDEN = [72, 75, 70, 78, 74, 71, 76, 73, 77, 74, 75, 72, 90, 88, 91, 89, 92, 87, 90, 93]
FLAT = Limits(10.0, 3 / 2.66)  # low 7, near 8 and 12, high 13


def test_the_golden_values_to_three_decimals() -> None:
    found = limits(GOLDEN)
    ranges = [abs(b - a) for a, b in pairwise(GOLDEN)]
    assert round(sum(ranges) / len(ranges), 3) == 4.263
    assert [round(one, 3) for one in (found.mean, found.moving_range, found.low, found.high)] == [
        80.35, 3.5, 71.04, 89.66,
    ]  # fmt: skip
    assert [round(one, 3) for one in found.near] == [74.143, 86.557]


def test_a_range_that_chance_does_not_give_is_left_out_once() -> None:
    assert limits([1, 2, 1, 2, 1, 2, 1, 2, 21, 20, 21, 20]).moving_range == 1


def test_points_that_never_move_have_limits_without_width() -> None:
    assert limits([5, 5, 5]) == Limits(5, 0)
    assert specials([5, 5, 5], Limits(5, 0)) == []


def test_one_point_has_no_limits() -> None:
    with pytest.raises(ValueError, match="1 points"):
        limits([3])


CAUSES: dict[str, tuple[list[float], set[Cause]]] = {
    "chance": ([10, 11, 9, 10, 11, 9], set()),
    "on the limit": ([10, 13, 10], set()),
    "beyond the limit": ([10, 13.1, 9], {Cause.BEYOND}),
    "six differences one way": ([7.5, 8.2, 9, 9.5, 10.5, 11, 11.5], {Cause.TREND}),
    "five differences one way": ([8.2, 9, 9.5, 10.5, 11, 11.5], set()),
    "a tie ends a trend": ([8.2, 9, 9.5, 9.5, 10.5, 11, 11.5], set()),
    "two of three near a limit": ([12.5, 11, 12.5], {Cause.TWO_OF_THREE}),
    "the third on the other side": ([12.5, 9, 12.5], set()),
    "on the near line": ([12, 11, 12.5], set()),
    "seven on one side": ([11, 10.5, 11, 10.5, 11, 10.5, 11], {Cause.SHIFT}),
    "six on one side": ([11, 10.5, 11, 10.5, 11, 10.5], set()),
    "a point on the mean ends a run": ([11, 10.5, 11, 10, 11, 10.5, 11], set()),
}


@pytest.mark.parametrize(("values", "causes"), CAUSES.values(), ids=CAUSES)
def test_what_says_more_than_chance(values: list[float], causes: set[Cause]) -> None:
    assert {one.cause for one in specials(values, FLAT)} == causes


def test_the_golden_row_shifts_where_it_does() -> None:
    found = specials(GOLDEN, limits(GOLDEN))
    assert Cause.SHIFT in {one.cause for one in found if one.first == 12}


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_turned_over_it_says_the_same(values: list[int]) -> None:
    over = [100 - one for one in values]
    here, there = limits(values), limits(over)
    assert there.low == pytest.approx(100 - here.high)
    assert there.moving_range == pytest.approx(here.moving_range)
    assert here.low <= here.near[0] <= here.mean <= here.near[1] <= here.high
