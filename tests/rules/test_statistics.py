"""The likely range of a share, against published figures (Wilson, 95 %)."""

import pytest

from spotcheck.core.statistics import wilson


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
