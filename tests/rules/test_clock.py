"""What time it is, and which day it is where care is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from spotcheck.core.clock import FixedClock, SystemClock, local_date

DAYS = {
    "winter, a minute to midnight": ("2026-01-31T23:59:00Z", date(2026, 1, 31)),
    "winter, midnight": ("2026-02-01T00:00:00Z", date(2026, 2, 1)),
    "summer, a minute to midnight in London": ("2026-06-30T22:59:00Z", date(2026, 6, 30)),
    "summer, midnight in London": ("2026-06-30T23:00:00Z", date(2026, 7, 1)),
    "before clocks go forward": ("2026-03-28T23:30:00Z", date(2026, 3, 28)),
    "after clocks go forward": ("2026-03-29T23:30:00Z", date(2026, 3, 30)),
    "before clocks go back": ("2026-10-24T23:30:00Z", date(2026, 10, 25)),
    "after clocks go back": ("2026-10-25T23:30:00Z", date(2026, 10, 25)),
    "told in another zone": ("2026-06-30T20:30:00-03:00", date(2026, 7, 1)),
}


@pytest.mark.parametrize(("moment", "day"), DAYS.values(), ids=DAYS)
def test_the_day_is_the_one_on_the_wall(moment: str, day: date) -> None:
    assert local_date(datetime.fromisoformat(moment)) == day


def test_the_system_clock_knows_its_zone() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_fixed_clock_stands_until_it_is_turned() -> None:
    clock = FixedClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert clock.move(days=1, hours=2) == clock.now() == datetime(2026, 11, 3, 11, tzinfo=UTC)


def test_a_fixed_clock_shows_utc_whatever_it_is_told() -> None:
    clock = FixedClock(datetime(2026, 11, 2, 9, tzinfo=timezone(timedelta(hours=5))))
    assert clock.now().isoformat() == "2026-11-02T04:00:00+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 11, 2, 9))  # noqa: DTZ001  this is the mistake
