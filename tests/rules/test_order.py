"""The order of a list of open actions is by the day that each row shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.tracker.rules.order import NEVER, READY, Group, place, stands_on
from spotcheck.tracker.rules.words import State

TODAY = date(2026, 11, 9)
BEFORE, AFTER = TODAY - timedelta(days=3), TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("state", "due_on", "look_by", "missing", "group", "day"),
    [
        (State.AGREED, BEFORE, None, 1, Group.LATE, BEFORE),
        (State.AGREED, TODAY, None, 1, Group.COMING, TODAY),
        (State.AGREED, AFTER, BEFORE, 1, Group.COMING, AFTER),
        (State.DONE, BEFORE, AFTER, 1, Group.COMING, AFTER),
        (State.DONE, BEFORE, TODAY, 1, Group.COMING, TODAY),
        (State.DONE, AFTER, BEFORE, 1, Group.LATE, BEFORE),
        (State.DONE, BEFORE, None, 0, Group.READY, READY),
        (State.DONE, BEFORE, None, 1, Group.NO_DAY, NEVER),
        (State.PROPOSED, None, None, 0, Group.NO_DAY, NEVER),
    ],
)
def test_an_action_stands_by_the_day_that_counts_now(
    state: State, due_on: date | None, look_by: date | None, missing: int, group: Group, day: date
) -> None:
    stands = stands_on(state, due_on=due_on, look_by=look_by, missing=missing)
    assert stands == day
    assert place(day, TODAY) == (group, day)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_has_ended_stands_in_no_list_of_open_actions(state: State) -> None:
    assert stands_on(state, due_on=BEFORE, look_by=AFTER, missing=1) is None


def test_late_is_first_then_ready_to_close_then_the_nearest_day_then_what_has_none() -> None:
    in_order = [BEFORE, TODAY - timedelta(days=1), READY, TODAY, AFTER, NEVER]
    places = [place(day, TODAY) for day in in_order]
    assert places == sorted(places)
