"""R9: what comes again. The same standard after closing; two gaps of a topic; a topic in many services."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.tracker.rules.repeats import (
    Carried,
    Gap,
    Repeat,
    in_words,
    others_in_words,
    repeats,
    to_flag,
    told_too_often,
)

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HERE = uuid.UUID(int=1)


def gap(days_ago: float, *, service: int = 1, look: int = 1) -> Gap:
    return Gap(uuid.UUID(int=service), uuid.UUID(int=100 * service + look), NOW - timedelta(days=days_ago))


def found(*gaps: Gap, closed: float | None = None, services: int = 10) -> dict[Repeat, int]:
    closed_at = None if closed is None else NOW - timedelta(days=closed)
    return repeats(HERE, closed_at=closed_at, gaps=gaps, services=services, at=NOW)


@pytest.mark.parametrize(
    ("closed", "again"), [(None, False), (0, True), (364, True), (365, True), (365.1, False), (-1, False)]
)
def test_the_same_standard_within_twelve_months_of_closing(closed: float | None, again: bool) -> None:
    assert (Repeat.AFTER_CLOSING in found(closed=closed)) is again


@pytest.mark.parametrize(
    ("gaps", "n"),
    [
        ([gap(1)], None),
        ([gap(1), gap(2)], None),  # one look, two gaps
        ([gap(1, look=1), gap(90, look=2)], 2),
        ([gap(1, look=1), gap(90.1, look=2)], None),
        ([gap(1, look=1), gap(2, look=2), gap(3, look=3)], 3),
        ([gap(1, look=1), gap(2, service=2)], None),
    ],
)
def test_two_gaps_of_one_topic_in_one_service(gaps: list[Gap], n: int | None) -> None:
    assert found(*gaps).get(Repeat.TWICE_HERE) == n


@pytest.mark.parametrize(
    ("places", "services", "n"),
    [
        ([1, 2], 2, None),
        ([1, 2, 3], 3, 3),
        ([1, 2, 3], 30, 3),
        ([1, 2, 3], 31, None),
        ([1, 2, 3, 4], 31, 4),
        ([2, 3, 4], 10, None),  # not here
    ],
)
def test_a_topic_in_three_services_and_a_tenth_of_them(places: list[int], services: int, n: int | None) -> None:
    assert found(*(gap(5, service=place) for place in places), services=services).get(Repeat.IN_MANY) == n


def test_each_repeat_has_its_sentence() -> None:
    assert str(in_words(Repeat.AFTER_CLOSING, 1, "Medication")).startswith("An action about the same standard closed")
    assert str(in_words(Repeat.TWICE_HERE, 2, "Medication")) == ("2 looks at Medication here showed a gap in 90 days.")
    assert str(in_words(Repeat.IN_MANY, 3, "Medication")) == "Medication shows a gap in 3 services in 90 days."


TWICE, MANY, AFTER = Repeat.TWICE_HERE, Repeat.IN_MANY, Repeat.AFTER_CLOSING


@pytest.mark.parametrize(
    ("comes_again", "on_this", "carried", "new"),
    [
        ({TWICE}, set(), set(), {TWICE}),
        ({TWICE}, {TWICE}, {TWICE}, set()),
        ({TWICE}, set(), {TWICE}, set()),  # another open action tells of it
        ({TWICE, MANY}, set(), {TWICE}, {MANY}),
        ({AFTER}, set(), {AFTER, TWICE}, {AFTER}),  # about one action: each tells its own
        ({AFTER, TWICE}, {AFTER}, {TWICE}, set()),
        (set(), set(), {TWICE}, set()),
    ],
)
def test_a_topic_is_told_on_one_action(
    comes_again: set[Repeat], on_this: set[Repeat], carried: set[Repeat], new: set[Repeat]
) -> None:
    assert to_flag(dict.fromkeys(comes_again, 2), on_this=on_this, carried=carried).keys() == new


def carrying(n: int, kind: Repeat, *, days_ago: int, topic: int = 1, service: int = 1) -> Carried:
    topic_id, service_id = uuid.UUID(int=500 + topic), uuid.UUID(int=service)
    return Carried(uuid.UUID(int=n), uuid.UUID(int=900 + n), kind, topic_id, service_id, NOW - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("flags", "go"),
    [
        ([], set()),
        ([carrying(1, TWICE, days_ago=2)], set()),
        ([carrying(1, TWICE, days_ago=2), carrying(2, TWICE, days_ago=1), carrying(3, TWICE, days_ago=3)], {1, 3}),
        ([carrying(1, TWICE, days_ago=2), carrying(2, TWICE, days_ago=2)], {1}),
        ([carrying(1, TWICE, days_ago=2), carrying(2, TWICE, days_ago=1, service=2)], set()),
        ([carrying(1, MANY, days_ago=2), carrying(2, MANY, days_ago=1, service=2)], {1}),
        ([carrying(1, MANY, days_ago=2), carrying(2, MANY, days_ago=1, topic=2)], set()),
        ([carrying(1, MANY, days_ago=2), carrying(2, TWICE, days_ago=1)], set()),
        ([carrying(1, AFTER, days_ago=2), carrying(2, AFTER, days_ago=1)], set()),
    ],
)
def test_of_each_that_is_told_too_often_the_last_noticed_stays(flags: list[Carried], go: set[int]) -> None:
    assert told_too_often(flags) == {uuid.UUID(int=n) for n in go}


def test_the_others_are_named_with_their_topic() -> None:
    assert str(others_in_words(TWICE, "Medication")) == "Also about Medication here:"
    assert "in any service" in str(others_in_words(MANY, "Medication"))
