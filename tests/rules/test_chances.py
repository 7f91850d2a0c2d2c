"""How often a decision rule passes: against published figures, and against counting every case there is."""

from __future__ import annotations

from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotcheck.core.chances import Scheme, missed_at_floor, missed_at_target, passes, passes_among, risks

TEN, SAFE, DOUBT = Scheme(10, 1), Scheme(14, 0), Scheme(10, 0, 10, 2)
DRIFT = Scheme(5, 0, 5, 1)

# (size, allowed, target, floor): alpha, beta, as published or worked out by another program
PUBLISHED = {
    (19, 6, 80, 50): (0.068, 0.084),  # PMC3013262, table 1
    (14, 4, 80, 50): (0.13, 0.09),  # PMC3013262, table 1
    (10, 3, 80, 50): (0.12, 0.17),
    (20, 6, 80, 50): (0.09, 0.06),
    (30, 10, 80, 50): (0.03, 0.05),
    (10, 1, 90, 70): (0.26, 0.15),
    (19, 3, 90, 70): (0.12, 0.13),
    (20, 3, 90, 70): (0.13, 0.11),
    (30, 5, 90, 70): (0.07, 0.08),
    (10, 1, 95, 70): (0.09, 0.15),
    (19, 2, 95, 70): (0.07, 0.05),
    (20, 2, 95, 70): (0.08, 0.04),
    (30, 4, 95, 70): (0.02, 0.03),
    (10, 1, 95, 80): (0.09, 0.38),
    (19, 2, 95, 80): (0.07, 0.24),
    (20, 2, 95, 80): (0.08, 0.21),
    (30, 3, 95, 80): (0.06, 0.12),
    (14, 0, 99, 80): (0.13, 0.04),
}


@pytest.mark.parametrize(("asked", "known"), PUBLISHED.items(), ids=str)
def test_both_risks_are_the_published_ones(asked: tuple[int, ...], known: tuple[float, float]) -> None:
    size, allowed, target, floor = asked
    found = risks(Scheme(size, allowed), target=target, floor_at=floor)
    close = 0.0005 if asked == (19, 6, 80, 50) else 0.00501  # as printed: to three decimals, or to two
    assert (found.alpha, found.beta) == pytest.approx(known, abs=close)


def test_the_usual_plan_to_three_decimals() -> None:
    found = risks(TEN, target=95, floor_at=70)
    assert (round(found.alpha, 3), round(found.beta, 3)) == (0.086, 0.149)


def test_requirements_multiply() -> None:
    whole = prod(passes(one, 0.95) for one in (TEN, Scheme(3, 0), Scheme(3, 0)))
    assert round(whole, 2) == 0.67


@pytest.mark.parametrize(("share", "holds"), [(0.95, 0.93), (0.70, 0.23)])
def test_a_drift_check_in_two_steps_holds_as_published(share: float, holds: float) -> None:
    assert round(passes(DRIFT, share), 2) == holds


@pytest.mark.parametrize(("share", "chance"), [(0.95, 0.9314), (0.70, 0.0529)])
def test_ten_then_ten_more(share: float, chance: float) -> None:
    """By hand: none of ten; or one and then at most one; or two and then none."""
    miss = 1 - share
    none, one, two = share**10, 10 * miss * share**9, 45 * miss**2 * share**8
    assert passes(DOUBT, share) == pytest.approx(none + one * (none + one) + two * none)
    assert passes(DOUBT, share) == pytest.approx(chance, abs=0.0001)


SMALL = [Scheme(1, 0), Scheme(4, 1), Scheme(6, 2), Scheme(3, 0, 3, 1), Scheme(4, 0, 4, 2), Scheme(3, 1, 2, 2)]


def accepted(scheme: Scheme, first: tuple[bool, ...], then: tuple[bool, ...]) -> bool:
    """The rule as a person follows it; True is a miss. Where nothing is left to look at, the first step decides."""
    if sum(first) <= scheme.allowed:
        return True
    if not then or sum(first) > scheme.second_allowed:
        return False
    return sum(first) + sum(then) <= scheme.second_allowed


@pytest.mark.parametrize("scheme", SMALL, ids=str)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.95, 1.0])
def test_the_chance_is_what_counting_every_outcome_gives(scheme: Scheme, share: float) -> None:
    counted = sum(
        prod(1 - share if missed else share for missed in looks)
        for looks in product((False, True), repeat=scheme.most)
        if accepted(scheme, looks[: scheme.size], looks[scheme.size :])
    )
    assert passes(scheme, share) == pytest.approx(counted)


@pytest.mark.parametrize("scheme", SMALL, ids=str)
@pytest.mark.parametrize("population", [1, 3, 5, 8, 9])
def test_of_a_known_number_the_chance_is_what_counting_every_draw_gives(scheme: Scheme, population: int) -> None:
    size = min(scheme.size, population)
    more = min(scheme.second_size, population - size)
    for missed in range(population + 1):
        drawn = [
            accepted(scheme, tuple(one < missed for one in first), tuple(one < missed for one in then))
            for first in combinations(range(population), size)
            for then in combinations([one for one in range(population) if one not in first], more)
        ]
        assert passes_among(scheme, missed, population) == pytest.approx(sum(drawn) / len(drawn))


def test_when_all_are_read_no_chance_is_involved() -> None:
    found = risks(TEN, target=95, floor_at=70, population=10)
    assert (found.good, found.poor, found.sure) == (1.0, 0.0, True)
    assert not risks(TEN, target=95, floor_at=70, population=11).sure


def test_a_known_number_counts_from_a_tenth_on() -> None:
    assert risks(TEN, target=95, floor_at=70, population=100) == risks(TEN, target=95, floor_at=70)
    assert risks(TEN, target=95, floor_at=70, population=99) != risks(TEN, target=95, floor_at=70)


@pytest.mark.parametrize(
    ("population", "at_target", "at_floor"), [(10, 0, 3), (24, 1, 8), (40, 2, 12), (60, 3, 18), (7, 0, 3), (0, 0, 0)]
)
def test_how_many_of_them_may_miss(population: int, at_target: int, at_floor: int) -> None:
    assert (missed_at_target(95, population), missed_at_floor(70, population)) == (at_target, at_floor)


def test_more_cannot_miss_than_there_are() -> None:
    with pytest.raises(ValueError, match="4 of 3"):
        passes_among(TEN, 4, 3)


singles = st.integers(1, 30).flatmap(lambda size: st.builds(Scheme, st.just(size), st.integers(0, size - 1)))
shares = st.floats(0.01, 0.99)


@given(singles, shares, shares)
def test_poorer_practice_never_passes_more_often(scheme: Scheme, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert passes(scheme, low) <= passes(scheme, high) + 1e-9
    assert passes(DOUBT, low) <= passes(DOUBT, high) + 1e-9


@given(singles, shares)
def test_more_misses_allowed_never_pass_less_and_more_looks_never_pass_more(scheme: Scheme, share: float) -> None:
    chance = passes(scheme, share)
    assert -1e-9 <= chance <= 1 + 1e-9
    assert chance <= passes(Scheme(scheme.size, scheme.allowed + 1), share) + 1e-9
    assert chance >= passes(Scheme(scheme.size + 1, scheme.allowed), share) - 1e-9


@settings(max_examples=50)
@given(st.integers(1, 80), st.data())
def test_more_misses_among_the_records_never_help(population: int, data: st.DataObject) -> None:
    missed = data.draw(st.integers(0, population - 1))
    for scheme in (TEN, SAFE, DOUBT, DRIFT):
        assert passes_among(scheme, missed + 1, population) <= passes_among(scheme, missed, population) + 1e-9


def test_of_very_many_records_the_number_makes_no_difference() -> None:
    for scheme in (TEN, SAFE, DOUBT):
        assert passes_among(scheme, 1500, 5000) == pytest.approx(passes(scheme, 0.70), abs=0.002)
