"""The order of a list of open actions: what is late first, then what is ready to close, then by the day that is shown.

Pure. An action keeps the day it stands on (`stands_on`): so the database finds its place without reading the rest."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from spotcheck.tracker.rules.words import State

NEVER = date.max  # an action without a day comes after those with one
READY = NEVER - timedelta(days=1)  # no day either, but something to do at once


class Group(IntEnum):
    LATE = 0
    READY = 1
    COMING = 2
    NO_DAY = 3


class Place(NamedTuple):
    """Where an action stands in a list; the smaller comes first, and of equals the one that was proposed first."""

    group: Group
    day: date


def day_that_counts(state: State, *, due_on: date | None, look_by: date | None) -> date | None:
    """The day by which something must happen now; `look_by` is the first last day of a look that is missing."""
    return {State.AGREED: due_on, State.DONE: look_by}.get(state)


def stands_on(state: State, *, due_on: date | None, look_by: date | None, missing: int) -> date | None:
    """The day that an open action stands on, or `READY`, or `NEVER`; None once it has ended.

    `missing`: how many requirements are not met; none of a done action means that it is ready to close."""
    if state in {State.CLOSED, State.WITHDRAWN}:
        return None
    day = day_that_counts(state, due_on=due_on, look_by=look_by)
    return day or (READY if state is State.DONE and not missing else NEVER)


def place(day: date, today: date) -> Place:
    """Where whatever stands on this day is found today."""
    if day >= READY:
        return Place(Group.READY if day == READY else Group.NO_DAY, day)
    return Place(Group.LATE if day < today else Group.COMING, day)
