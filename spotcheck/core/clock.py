"""What time it is, asked in one place; everything deeper is told (`at=`)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock turned by hand, for tests and for telling a story that lies in the past."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self._at = at.astimezone(UTC)

    def move(self, **timedelta_parts: float) -> datetime:
        """Turn the clock on (`move(days=3, hours=2)`) and say what it shows now."""
        self.set(self._at + timedelta(**timedelta_parts))
        return self._at


def local_date(at: datetime, zone: ZoneInfo = LONDON) -> date:
    """The day on the wall calendar where care is given: due dates and windows are such days."""
    return at.astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo = LONDON) -> datetime:
    """The last second of a day on that calendar."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)
