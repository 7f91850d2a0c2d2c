"""R10: someone is at risk now. What is kept, what is said to whom, and until when."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.messages import rules
from spotcheck.messages.rules import Message

FORM = uuid.UUID(int=1)
HOME, OTHER_HOME, GRACE, TOMASZ = (uuid.UUID(int=number) for number in range(2, 6))
SAID = Message(HOME, GRACE, "On the floor by the lift.")
NOW = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)


def test_a_message_is_kept_under_the_id_of_its_form() -> None:
    assert rules.id_for(FORM, SAID, None) == FORM


def test_sent_twice_it_is_once() -> None:
    assert rules.id_for(FORM, SAID, SAID) == FORM


@pytest.mark.parametrize(
    "other",
    [
        Message(HOME, GRACE, "Awake now, in pain."),
        Message(OTHER_HOME, GRACE, SAID.words),
        Message(HOME, TOMASZ, SAID.words),
    ],
)
def test_something_else_from_the_same_page_is_another_message_and_that_one_is_once_too(other: Message) -> None:
    kept = rules.id_for(FORM, other, SAID)
    assert kept != FORM
    assert kept == rules.id_for(FORM, other, SAID)


@pytest.mark.parametrize(
    ("name", "number", "says"),
    [
        ("On-call manager", "01632 960016", "Ring On-call manager: 01632 960016."),
        (None, "01632 960016", "Ring the manager on call: 01632 960016."),
        ("On-call manager", None, "Ring the manager of Hazel Court yourself: no on-call number is kept here."),
        (None, None, "Ring the manager of Hazel Court yourself: no on-call number is kept here."),
    ],
)
def test_whom_to_ring(name: str | None, number: str | None, says: str) -> None:
    assert str(rules.ring(name, number, "Hazel Court")) == says


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("01632 960016", "Not yet seen by anyone: ring 01632 960016."),
        (None, "Not yet seen by anyone: ring the manager yourself."),
    ],
)
def test_until_somebody_has_it_the_phone_says_so(number: str | None, says: str) -> None:
    assert str(rules.not_seen_yet(number)) == says


@pytest.mark.parametrize(
    ("hours_ago", "says"),
    [
        (0, "Samuel has it, since 14:32 today"),
        (14, "Samuel has it, since 00:32 today"),
        (15, "Samuel has it, since 23:32 on 1 November 2026"),
    ],
)
def test_then_it_says_who_has_it_and_since_when(hours_ago: int, says: str) -> None:
    assert str(rules.has_it("Samuel", NOW - timedelta(hours=hours_ago), NOW)) == says


@pytest.mark.parametrize(
    ("taken_hours_ago", "said"), [(None, True), (0, True), (12.9, True), (13, False), (100, False)]
)
def test_whoever_raised_it_is_told_for_the_rest_of_the_shift(taken_hours_ago: float | None, said: bool) -> None:
    taken_at = None if taken_hours_ago is None else NOW - timedelta(hours=taken_hours_ago)
    assert rules.is_said_to_author(taken_at, NOW) is said
