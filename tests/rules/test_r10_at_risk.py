"""R10: someone is at risk now. What is kept, what is said to whom, and until when."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.core.clock import LONDON
from spotcheck.messages import rules
from spotcheck.messages.rules import Message, Wait

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


SAID_AT = datetime(2026, 11, 2, 14, 32, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEFORE_TEN, TEN, AFTER_TEN = timedelta(minutes=9, seconds=59), timedelta(minutes=10), timedelta(minutes=10, seconds=1)


@pytest.mark.parametrize(
    ("waited", "wait"),
    [
        (timedelta(0), Wait.NEW),
        (timedelta(seconds=-5), Wait.NEW),  # a phone whose clock is ahead
        (BEFORE_TEN, Wait.NEW),
        (TEN, Wait.CHASED),
        (AFTER_TEN, Wait.CHASED),
        (timedelta(minutes=29, seconds=59), Wait.CHASED),
        (timedelta(minutes=30), Wait.PRESSED),
        (timedelta(days=90), Wait.PRESSED),
    ],
)
def test_it_is_chased_when_nobody_has_it_for_ten_minutes(waited: timedelta, wait: Wait) -> None:
    assert rules.wait(SAID_AT, SAID_AT + waited) is wait


LATE_EVENING = datetime(2026, 11, 2, 23, 55, tzinfo=LONDON)
BEFORE_CLOCKS_GO_BACK = datetime(2026, 10, 25, 1, 55, tzinfo=LONDON)  # five minutes later it is 01:00 again
BEFORE_CLOCKS_GO_FORWARD = datetime(2026, 3, 29, 0, 55, tzinfo=LONDON)  # five minutes later it is 02:00


@pytest.mark.parametrize("said_at", [LATE_EVENING, BEFORE_CLOCKS_GO_BACK, BEFORE_CLOCKS_GO_FORWARD])
@pytest.mark.parametrize(("waited", "wait"), [(BEFORE_TEN, Wait.NEW), (TEN, Wait.CHASED), (AFTER_TEN, Wait.CHASED)])
def test_midnight_and_the_clocks_that_change_take_no_minute_and_give_none(
    said_at: datetime, waited: timedelta, wait: Wait
) -> None:
    at = (said_at.astimezone(UTC) + waited).astimezone(LONDON)
    assert rules.wait(said_at, at) is wait


@pytest.mark.parametrize(
    ("waited", "says"),
    [
        (MINUTE, "1 minute"),
        (timedelta(minutes=12, seconds=59), "12 minutes"),
        (timedelta(minutes=60), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_how_long_nobody_has_it_is_said_in_whole_minutes_hours_or_days(waited: timedelta, says: str) -> None:
    assert str(rules.how_long(SAID_AT, SAID_AT + waited)) == says


@pytest.mark.parametrize(
    ("number", "waited", "says"),
    [
        ("01632 960016", BEFORE_TEN, "Not yet seen by anyone: ring 01632 960016."),
        (None, BEFORE_TEN, "Not yet seen by anyone: ring the manager yourself."),
        ("01632 960016", TEN, "Nobody has answered for 10 minutes: ring 01632 960016."),
        (None, 45 * MINUTE, "Nobody has answered for 45 minutes: ring the manager yourself."),
    ],
)
def test_until_somebody_has_it_the_phone_says_so(number: str | None, waited: timedelta, says: str) -> None:
    assert str(rules.ring_yourself(number, SAID_AT, SAID_AT + waited)) == says


SAYS = "Tomasz says that someone is at risk at Hazel Court."


@pytest.mark.parametrize(
    ("waited", "says", "now"),
    [
        (BEFORE_TEN, SAYS, "14:32 today"),
        (TEN, f"Nobody has answered for 10 minutes. {SAYS}", "Said at 14:32 today. Take it if you can."),
        (
            40 * MINUTE,
            f"Still nobody has answered, after 40 minutes. {SAYS}",
            "Said at 14:32 today. Do not wait for somebody else: take it now.",
        ),
        (
            timedelta(hours=10),
            f"Still nobody has answered, after 10 hours. {SAYS}",
            "Said at 14:32 on 2 November 2026. Do not wait for somebody else: take it now.",
        ),
    ],
)
def test_a_manager_reads_it_in_stronger_words_the_longer_nobody_has_it(waited: timedelta, says: str, now: str) -> None:
    at = SAID_AT + waited
    assert str(rules.said_by("Tomasz", "Hazel Court", SAID_AT, at)) == says
    assert str(rules.what_now(SAID_AT, at)) == now


@pytest.mark.parametrize(
    ("waited", "says"),
    [(BEFORE_TEN, "Not yet seen by anyone"), (TEN, "Nobody has answered for 10 minutes")],
)
def test_where_it_stands_in_one_line(waited: timedelta, says: str) -> None:
    assert str(rules.state(None, SAID_AT, None, SAID_AT + waited)) == says
    assert str(rules.state("Ruth", SAID_AT, SAID_AT, SAID_AT + waited)) == "Ruth has it, since 14:32 today"


@pytest.mark.parametrize(
    ("what", "waited", "says"),
    [
        ("raised", timedelta(0), "said that someone is at risk"),
        ("taken", BEFORE_TEN, "has it"),
        ("taken", TEN, "has it, after 10 minutes"),
    ],
)
def test_history_keeps_how_long_it_was_chased(what: str, waited: timedelta, says: str) -> None:
    assert str(rules.in_history(what, SAID_AT, SAID_AT + waited)) == says


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
