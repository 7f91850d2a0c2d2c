"""The likely range of a share (Wilson, 95 %) and the chance of a plan to pass, against published figures."""

import pytest

from spotcheck.core.statistics import passes, wilson


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


@pytest.mark.parametrize(
    ("size", "allowed", "target", "floor", "alpha", "beta"),
    [
        (19, 6, 0.80, 0.50, 0.068, 0.084),  # PMC3013262, table 1
        (14, 4, 0.80, 0.50, 0.13, 0.09),
        (10, 3, 0.80, 0.50, 0.12, 0.17),
        (10, 1, 0.90, 0.70, 0.26, 0.15),
        (10, 1, 0.95, 0.70, 0.09, 0.15),
        (20, 2, 0.95, 0.80, 0.08, 0.21),
        (30, 4, 0.95, 0.70, 0.02, 0.03),
        (14, 0, 0.99, 0.80, 0.13, 0.04),
    ],
)
def test_the_chance_to_pass_is_the_published_one(
    size: int, allowed: int, target: float, floor: float, alpha: float, beta: float
) -> None:
    assert 1 - passes(size, allowed, target) == pytest.approx(alpha, abs=0.006)
    assert passes(size, allowed, floor) == pytest.approx(beta, abs=0.006)


def test_requirements_multiply() -> None:
    whole = passes(10, 1, 0.95) * passes(3, 0, 0.95) * passes(3, 0, 0.95)
    assert whole == pytest.approx(0.67, abs=0.005)
