"""The days that the tracker can be narrowed to: what is due when. Pure; the database asks for the same days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from spotcheck.core.words import say


class Due(StrEnum):
    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    NO_DAY = "none"


DUE_NAMES = {
    Due.OVERDUE: say("Overdue"),
    Due.WEEK: say("Due this week"),
    Due.MONTH: say("Due this month"),
    Due.NO_DAY: say("No day yet"),
}


def days(due: Due, today: date) -> tuple[date, date]:
    """The first and the last day that an agreed action can be due on. A week ends on Sunday."""
    match due:
        case Due.OVERDUE:
            return date.min, today - timedelta(days=1)
        case Due.WEEK:
            return today, today + timedelta(days=6 - today.weekday())
        case Due.MONTH:
            return today, today.replace(day=monthrange(today.year, today.month)[1])
        case Due.NO_DAY:
            raise ValueError("no day is no span of days")
