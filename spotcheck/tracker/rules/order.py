"""The order of a list of open actions: what is late first, then what is ready to close, then by the day that is shown.

Pure. The database asks the same in `queries.places`; a test compares both."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import NamedTuple

from spotcheck.tracker.rules.words import State

NEVER = date.max  # an action without a day comes after those with one


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


def place(state: State, *, due_on: date | None, look_by: date | None, missing: int, today: date) -> Place:
    """`missing`: how many requirements are not met; none of a done action means that it is ready to close."""
    day = day_that_counts(state, due_on=due_on, look_by=look_by)
    if day is not None:
        return Place(Group.LATE if day < today else Group.COMING, day)
    return Place(Group.READY if state is State.DONE and not missing else Group.NO_DAY, NEVER)
