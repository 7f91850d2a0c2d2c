"""Who may be asked a short question: one rule for every way of asking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.learning.rules.asking import ToAsk, asking_wanting, may_be_asked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def days(n: float) -> datetime:
    return NOW - timedelta(days=n)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (ToAsk(works_here=True), None),
        (ToAsk(works_here=False), "do not work here any more"),
        (ToAsk(works_here=True, oneself=True), "cannot ask yourself"),
        (ToAsk(works_here=True, waiting=1), None),
        (ToAsk(works_here=True, waiting=2), "Two questions wait"),
        (ToAsk(works_here=True, last_asked=days(0)), "again from 21 February 2027"),
        (ToAsk(works_here=True, last_asked=days(89.9)), "again from 23 November 2026"),
        (ToAsk(works_here=True, last_asked=days(90)), None),
        (ToAsk(works_here=True, last_asked=days(400)), None),
    ],
)
def test_who_may_be_asked(about: ToAsk, says: str | None) -> None:
    refused = " ".join(map(str, may_be_asked(about, at=NOW)))
    assert (says in refused) if says else not refused


@pytest.mark.parametrize(
    ("workers", "items", "due_on", "wrong"),
    [
        (["w"], ["a"], TODAY, set()),
        (["w"], ["a", "b"], TODAY + timedelta(days=28), set()),
        ([], ["a"], TODAY, {"worker"}),
        (["w"], [], TODAY, {"item"}),
        (["w"], ["a", "b", "c"], TODAY, {"item"}),
        (["w"], ["a"], None, {"due_on"}),
        (["w"], ["a"], TODAY - timedelta(days=1), {"due_on"}),
        (["w"], ["a"], TODAY + timedelta(days=29), {"due_on"}),
    ],
)
def test_what_asking_still_needs(workers: list[str], items: list[str], due_on: date | None, wrong: set[str]) -> None:
    assert set(asking_wanting(workers=workers, items=items, due_on=due_on, today=TODAY)) == wrong
