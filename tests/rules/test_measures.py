"""A count over time: fixed before it is counted, by somebody else than the lead, and never taken away when it shows."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.tracker.rules import measures as rules
from spotcheck.tracker.rules.measures import Direction
from spotcheck.tracker.rules.words import State

TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)
LEAD, GRACE = uuid.UUID(int=1), uuid.UUID(int=2)
GIVEN = {
    "what": "PRN entries without an effect",
    "source": "MAR charts",
    "direction": "lower",
    "baseline_from": date(2026, 9, 28),
    "baseline_weeks": 8,
}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, ()),
        ({"direction": "higher"}, ()),
        ({"direction": "more reports"}, ()),
        ({"baseline_from": TODAY}, ()),
        ({"baseline_from": TODAY - timedelta(weeks=52)}, ()),
        ({"what": ""}, ("what",)),
        ({"source": ""}, ("source",)),
        ({"direction": None}, ("direction",)),
        ({"direction": "sideways"}, ("direction",)),
        ({"baseline_from": None}, ("baseline_from",)),
        ({"baseline_from": TODAY + timedelta(days=1)}, ("baseline_from",)),
        ({"baseline_from": TODAY - timedelta(weeks=52, days=1)}, ("baseline_from",)),
        ({"baseline_weeks": 3}, ("baseline_weeks",)),
        ({"baseline_weeks": 27}, ("baseline_weeks",)),
        ({"beside": rules.MOST_MEASURES}, ("what",)),
        ({"what": "", "source": "", "direction": None}, ("what", "source", "direction")),
    ],
)
def test_what_is_counted_from_where_and_which_way_is_said_beforehand(
    change: dict[str, object], wrong: tuple[str, ...]
) -> None:
    assert tuple(rules.measure_refused(**{**GIVEN, **change}, today=TODAY)) == wrong  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(State))
def test_whoever_leads_it_does_not_count_and_nobody_does_once_it_is_withdrawn(state: State) -> None:
    assert bool(rules.counting_refused(state, lead_id=LEAD, by=LEAD))
    assert bool(rules.counting_refused(state, lead_id=LEAD, by=GRACE)) is (state is State.WITHDRAWN)
    assert bool(rules.counting_refused(state, lead_id=None, by=GRACE)) is (state is State.WITHDRAWN)


def test_the_weeks_that_can_be_counted_are_over() -> None:
    assert rules.weeks_that_ended(date(2026, 11, 4), TODAY) == [
        date(2026, 11, 16),
        date(2026, 11, 9),
        date(2026, 11, 2),
    ]
    assert rules.weeks_that_ended(TODAY, TODAY) == []
    assert rules.weeks_that_ended(MONDAY - timedelta(weeks=1), MONDAY) == [MONDAY - timedelta(weeks=1)]
    assert rules.weeks_that_ended(MONDAY - timedelta(weeks=1), MONDAY - timedelta(days=1)) == []


LAST = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("week", "count", "before", "reason", "wrong"),
    [
        (LAST, 0, None, "", ()),
        (LAST, 9999, None, "", ()),
        (LAST, 7, 7, "", ()),  # the same again
        (LAST, 7, 9, "Two charts were read twice.", ()),
        (LAST, 7, 9, "", ("reason",)),
        (MONDAY, 7, None, "", ("week",)),  # not over yet
        (date(2026, 9, 21), 7, None, "", ("week",)),  # before the first week
        (None, 7, None, "", ("week",)),
        (LAST, -1, None, "", ("count",)),
        (LAST, 10000, None, "", ("count",)),
        (LAST, None, None, "", ("count",)),
        (None, None, None, "", ("week", "count")),
    ],
)
def test_a_week_is_counted_when_it_is_over_and_corrected_with_a_reason(
    week: date | None, count: int | None, before: int | None, reason: str, wrong: tuple[str, ...]
) -> None:
    first = date(2026, 9, 28)
    refused = rules.week_refused(week=week, count=count, first=first, today=TODAY, before=before, reason=reason)
    assert tuple(refused) == wrong


def test_a_count_that_began_to_show_something_stays() -> None:
    assert rules.taking_away_refused(counted_since_done=True)
    assert not rules.taking_away_refused(counted_since_done=False)


def test_every_direction_has_its_words() -> None:
    assert set(rules.DIRECTIONS) == set(rules.DIRECTION_HINTS) == set(Direction)
