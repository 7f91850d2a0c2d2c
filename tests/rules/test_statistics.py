"""The likely range of a share (Wilson, 95 %), what it is at least (90 %), and agreement, against published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.statistics import agreement, at_least, kappa, wilson


@pytest.mark.parametrize(
    ("held", "of", "low", "high"),
    [
        (8, 10, 0.490, 0.943),
        (9, 10, 0.596, 0.982),
        (10, 10, 0.722, 1.0),
        (16, 19, 0.624, 0.945),
        (19, 19, 0.832, 1.0),
        (18, 20, 0.699, 0.972),
        (0, 10, 0.0, 0.278),
    ],
)
def test_the_range_is_the_published_one(held: int, of: int, low: float, high: float) -> None:
    assert wilson(held, of) == pytest.approx((low, high), abs=0.0005)


def test_of_nothing_anything_is_likely() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        wilson(11, 10)


BOUNDS = [(5, 5, 0.63), (9, 10, 0.66), (10, 10, 0.79), (18, 19, 0.81), (19, 19, 0.89), (20, 20, 0.89)]


@pytest.mark.parametrize(("held", "of", "bound"), BOUNDS)
def test_what_it_is_at_least_is_the_published_bound(held: int, of: int, bound: float) -> None:
    assert round(at_least(held, of), 2) == bound


@pytest.mark.parametrize(("sure", "straight"), [(0.90, 22), (0.95, 29)])
def test_nine_in_ten_takes_more_straight_passes_than_people_think(sure: float, straight: int) -> None:
    assert at_least(straight, straight, sure) >= 0.9 > at_least(straight - 1, straight - 1, sure)


def test_where_nothing_held_nothing_is_sure() -> None:
    assert (at_least(0, 10), at_least(0, 0)) == (0.0, 0.0)


def test_no_more_than_all_can_hold() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        at_least(11, 10)


@given(st.integers(1, 40).flatmap(lambda of: st.tuples(st.integers(0, of - 1), st.just(of))))
def test_one_more_that_held_is_never_worse(share: tuple[int, int]) -> None:
    held, of = share
    assert at_least(held, of) < at_least(held + 1, of)
    assert wilson(held, of)[0] <= wilson(held + 1, of)[0]


@given(st.integers(1, 20).flatmap(lambda of: st.tuples(st.integers(1, of), st.just(of), st.integers(2, 4))))
def test_more_looks_at_the_same_share_say_more(share: tuple[int, int, int]) -> None:
    held, of, times = share
    assert at_least(held, of) < at_least(held * times, of * times) <= held / of + 1e-9


def pairs_of(**counts: int) -> list[tuple[str, str]]:
    """`ab=3`: three things of which one person said a and the other b."""
    return [(answers[0], answers[1]) for answers, times in counts.items() for _ in range(times)]


KAPPAS = {
    # worked out by hand from the table of the two people's answers; (observed - chance) / (1 - chance)
    "twenty and fifteen alike of fifty": (pairs_of(yy=20, yn=5, ny=10, nn=15), 0.70, 0.40),  # chance .50
    "sixty of a hundred, much of it chance": (pairs_of(yy=45, yn=15, ny=25, nn=15), 0.60, 0.1304),  # chance .54
    "sixty of a hundred, less of it chance": (pairs_of(yy=25, yn=35, ny=5, nn=35), 0.60, 0.2593),  # chance .46
    "three answers": (pairs_of(aa=4, ab=1, bb=3, bc=1, cc=1), 0.80, 0.6774),  # chance (20 + 16 + 2) / 100
    "always alike, two answers": (pairs_of(aa=6, bb=2), 1.0, 1.0),
    "alike no more than by chance": (pairs_of(aa=2, ab=2), 0.5, 0.0),
    "the one says a, the other always b": (pairs_of(ab=5), 0.0, 0.0),
    "always the other way round": (pairs_of(ab=1, ba=1), 0.0, -1.0),
    "one thing, seen in two ways": (pairs_of(ab=1), 0.0, 0.0),
    "one and the same answer throughout": (pairs_of(aa=9), 1.0, None),
    "one thing, seen alike": (pairs_of(aa=1), 1.0, None),
    "nothing": ([], None, None),
}


@pytest.mark.parametrize(("pairs", "alike", "beyond_chance"), KAPPAS.values(), ids=KAPPAS)
def test_agreement_and_what_of_it_is_beyond_chance(
    pairs: list[tuple[str, str]], alike: float | None, beyond_chance: float | None
) -> None:
    assert agreement(pairs) == alike
    assert kappa(pairs) == (None if beyond_chance is None else pytest.approx(beyond_chance, abs=0.00005))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_who_is_named_first_changes_nothing_and_kappa_is_never_more_than_agreement(
    pairs: list[tuple[str, str]],
) -> None:
    turned = [(second, first) for first, second in pairs]
    assert (agreement(pairs), kappa(pairs)) == (agreement(turned), kappa(turned))
    found, share = kappa(pairs), agreement(pairs)
    assert found is None or (share is not None and -1 <= found <= share + 1e-9)
