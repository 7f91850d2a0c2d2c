"""R12: a manager outside the check may hold it back from the person observed, with a reason, for 28 days at most."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.checks.rules.holding import (
    Held,
    held_until,
    holding_refused,
    holding_wanting,
    last_day_to_hold,
    shown_from,
)

GRACE, TOMASZ, SAMUEL = (uuid.uuid4() for _ in range(3))
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = MONDAY.date()


@pytest.mark.parametrize(
    ("by", "captured", "observed", "refused"),
    [
        (SAMUEL, GRACE, TOMASZ, False),
        (SAMUEL, SAMUEL, TOMASZ, True),
        (SAMUEL, GRACE, SAMUEL, True),
        (SAMUEL, GRACE, None, True),
    ],
)
def test_r12_only_somebody_outside_the_check_holds_it_back(by, captured, observed, refused):
    assert bool(holding_refused(by, captured_by=captured, observed=observed)) is refused


@pytest.mark.parametrize(
    ("days", "reason", "fields"),
    [
        (1, "Another colleague is being spoken to first.", []),
        (28, "Another colleague is being spoken to first.", []),
        (29, "Another colleague is being spoken to first.", ["until"]),
        (0, "Another colleague is being spoken to first.", ["until"]),
        (-1, "Another colleague is being spoken to first.", ["until"]),
        (None, "Another colleague is being spoken to first.", ["until"]),
        (7, " ", ["reason"]),
        (None, "", ["reason", "until"]),
    ],
)
def test_r12_a_day_within_28_and_a_reason(days, reason, fields):
    until = None if days is None else TODAY + timedelta(days=days)
    assert sorted(holding_wanting(until, reason, [], today=TODAY)) == fields


def test_r12_28_days_count_from_the_first_time_however_often_it_is_held_back():
    first = Held(MONDAY - timedelta(days=20), MONDAY - timedelta(days=10))
    assert last_day_to_hold([first], today=TODAY) == TODAY + timedelta(days=8)
    assert not holding_wanting(TODAY + timedelta(days=8), "Still talking.", [first], today=TODAY)
    assert "until" in holding_wanting(TODAY + timedelta(days=9), "Still talking.", [first], today=TODAY)


def test_r12_after_28_days_it_cannot_be_held_back_again():
    first = Held(MONDAY - timedelta(days=28), MONDAY - timedelta(days=10))
    wanting = holding_wanting(TODAY + timedelta(days=1), "Still talking.", [first], today=TODAY)
    assert "longest" in str(wanting["until"])


UNTIL = MONDAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("holds", "at", "expected"),
    [
        ([], MONDAY, None),
        ([Held(MONDAY, UNTIL)], MONDAY, UNTIL),
        ([Held(MONDAY, UNTIL)], UNTIL - timedelta(seconds=1), UNTIL),
        ([Held(MONDAY, UNTIL)], UNTIL, None),
        ([Held(MONDAY, UNTIL, ended_at=MONDAY + timedelta(days=1))], MONDAY + timedelta(days=1), None),
        ([Held(MONDAY, UNTIL, ended_at=MONDAY), Held(MONDAY, UNTIL)], MONDAY, UNTIL),
    ],
)
def test_r12_holding_back_ends_by_itself_or_earlier(holds, at, expected):
    assert held_until(holds, at=at) == expected


def test_it_is_shown_when_the_day_begins_where_care_is_given():
    assert shown_from(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
