"""R9: what comes again. The same standard after closing; two gaps of a topic; a topic in many services."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.tracker.rules.repeats import Gap, Repeat, in_words, repeats

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
