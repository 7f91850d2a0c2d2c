"""Supervision: who, how often, and what a record needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.core.permissions import Role
from spotcheck.learning.rules.supervision import (
    State,
    Talks,
    addition_wanting,
    in_time_from,
    peers,
    record_wanting,
    seen_in_words,
    state_of,
    told,
)

TODAY = date(2026, 11, 2)
C, S, M, Q, R, A = Role


@pytest.mark.parametrize(
    ("mine", "theirs", "are"),
    [
        ({S}, {C}, False),
        ({S}, {S}, True),  # a supervisor does not read what their peers agreed
        ({S}, {C, S}, True),
        ({S}, {M}, True),
        ({S, M}, {S}, False),
        ({M}, {S}, False),
        ({Q}, {M}, False),
        ({C}, {S}, False),  # the permission table keeps it from them
    ],
)
def test_who_is_kept_from_whose_records(mine: set[Role], theirs: set[Role], are: bool) -> None:
    assert peers(mine, theirs) is are


@pytest.mark.parametrize(
    ("talks", "state", "says"),
    [
        (Talks(), State.NONE_YET, "No talk is kept yet."),
        (
            Talks(date(2026, 9, 1), date(2026, 9, 1)),
            State.IN_TIME,
            "Last talk on 1 September 2026. The next is due by 1 December 2026.",
        ),
        (
            Talks(date(2026, 8, 10), date(2026, 8, 10)),
            State.DUE_SOON,
            "Last talk on 10 August 2026. The next is due by 10 November 2026.",
        ),
        (
            Talks(date(2026, 8, 1), date(2026, 8, 1)),
            State.LATE,
            "Last talk on 1 August 2026. The next is due by 1 November 2026.",
        ),
        # A talk without practice seen does not move the day.
        (
            Talks(date(2026, 10, 20), date(2026, 8, 1)),
            State.LATE,
            "Last talk on 20 October 2026, with no practice seen. The next is due by 1 November 2026.",
        ),
        (
            Talks(date(2026, 10, 20), None),
            State.LATE,
            "Last talk on 20 October 2026. No practice was seen for it.",
        ),
    ],
)
def test_it_is_due_three_months_after_a_talk_that_stood_on_observed_practice(
    talks: Talks, state: State, says: str
) -> None:
    assert state_of(talks, today=TODAY) is state
    assert str(told(talks)) == says


GOOD = {
    "held_on": TODAY,
    "practice": "Read the chart first.",
    "step": "Leads the round on Friday.",
    "step_on": date(2026, 11, 6),
    "concerns": True,
}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"concerns": False}, set()),
        ({"concerns": None}, {"concerns"}),
        ({"held_on": date(2026, 11, 3)}, {"held_on"}),
        ({"held_on": date(2026, 9, 3)}, {"held_on"}),
        ({"held_on": None}, {"held_on"}),
        ({"practice": " ", "step": ""}, {"practice", "step"}),
        ({"step_on": date(2026, 11, 1)}, {"step_on"}),
        ({"step_on": None}, {"step_on"}),
    ],
)
def test_what_a_record_needs(changed: dict[str, object], wrong: set[str]) -> None:
    assert set(record_wanting(**{**GOOD, **changed}, today=TODAY)) == wrong  # type: ignore[arg-type]


def test_what_it_stands_on_is_said_also_when_it_is_nothing() -> None:
    assert str(seen_in_words(1)) == "It stands on one look at practice."
    assert "No practice was seen" in str(seen_in_words(0))
    assert addition_wanting(" ") and not addition_wanting("Thank you.")


def test_from_one_day_on_a_talk_leaves_the_next_in_time_and_before_it_the_next_is_due() -> None:
    for days in range(800):
        today = date(2026, 1, 1) + timedelta(days=days)
        first = in_time_from(today)
        states = [state_of(Talks(day, day), today=today) for day in (first, first - timedelta(days=1))]
        assert states == [State.IN_TIME, State.DUE_SOON], today
