"""What goes out by mail, when, and in which words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.messages.mail_rules import (
    About,
    Kind,
    Wants,
    address_refused,
    at_once,
    daily_is_due,
    next_try,
    wanted,
    words,
)

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
SITE = "https://spotcheck.example.org"


@pytest.mark.parametrize(
    ("about", "wants", "heard", "now"),
    [
        (About.RISEN, Wants.MUST_ACT, True, True),
        (About.RISEN, Wants.DAILY, True, True),
        (About.AT_RISK, Wants.MUST_ACT, True, True),
        (About.SENT_BACK, Wants.DAILY, True, True),
        (About.AGREED, Wants.AT_ONCE, True, True),
        (About.AGREED, Wants.DAILY, True, False),
        (About.AGREED, Wants.MUST_ACT, False, False),
    ],
)
def test_what_one_must_act_on_goes_at_once(about: About, wants: Wants, heard: bool, now: bool) -> None:
    assert (wanted(about, wants), at_once(about, wants)) == (heard, now)


@pytest.mark.parametrize(
    ("at", "last", "due"),
    [
        (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), None, False),
        (datetime(2026, 11, 2, 8, 0, tzinfo=UTC), None, True),
        (datetime(2026, 11, 2, 17, 59, tzinfo=UTC), None, True),
        (datetime(2026, 11, 2, 18, 0, tzinfo=UTC), None, False),
        (datetime(2026, 11, 7, 10, 0, tzinfo=UTC), None, False),  # Saturday
        (datetime(2026, 11, 8, 10, 0, tzinfo=UTC), None, False),
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), None, True),  # eight o'clock in summer
        (datetime(2026, 7, 6, 17, 0, tzinfo=UTC), None, False),
        (MONDAY, MONDAY - timedelta(minutes=30), False),
        (MONDAY, MONDAY - timedelta(days=1), True),
    ],
)
def test_the_daily_mail_goes_once_in_working_hours(at: datetime, last: datetime | None, due: bool) -> None:
    assert daily_is_due(last, at=at) is due


def test_it_is_tried_more_and_more_seldom_and_not_for_ever() -> None:
    waits = [next_try(n, Kind.ACT, made_at=MONDAY, at=MONDAY) for n in range(1, 8)]
    assert [(one - MONDAY).seconds // 60 for one in waits if one] == [1, 5, 15, 60, 240, 240, 240]
    assert next_try(9, Kind.ACT, made_at=MONDAY, at=MONDAY + timedelta(days=5)) is None
    assert next_try(9, Kind.CODE, made_at=MONDAY, at=MONDAY + timedelta(days=1)) is None


@pytest.mark.parametrize("good", ["grace@example.org", "g.h+x@mail.example.org"])
def test_an_address_is_taken_as_it_is_written(good: str) -> None:
    assert address_refused(good) is None


@pytest.mark.parametrize(
    "bad", ["", "grace", "grace@", "@example.org", "a@b", "a b@example.org", "a@example.org\nBcc: x@example.org",
            "a@example.org,b@example.org", "Grace <a@example.org>", "ä@example.org", "a" * 250 + "@example.org"]
)  # fmt: skip
def test_what_is_no_one_address_is_refused(bad: str) -> None:
    assert address_refused(bad) is not None


def test_a_letter_counts_and_links_and_says_why() -> None:
    letter = words(Kind.ACT, {"risen": 2, "at risk": 1}, site=SITE)
    assert str(letter.subject) == "Spotcheck: 3 things wait for you"
    assert "2 late or repeated things rose to you." in letter.text
    assert f"{SITE}/today" in letter.text
    assert "because somebody waits for you to act" in letter.text
    assert f"Change it or take it away: {SITE}/mail" in letter.text


def test_the_daily_letter_says_how_often() -> None:
    letter = words(Kind.DAILY, {"agreed": 1}, site=SITE)
    assert str(letter.subject) == "Spotcheck: one thing is new"
    assert "at most once a day, on working days" in letter.text


def test_the_code_stands_in_the_text_and_not_in_the_subject() -> None:
    letter = words(Kind.CODE, {"code": "2345ABCD"}, site=SITE)
    assert "2345ABCD" not in str(letter.subject)
    assert "2345ABCD" in letter.text
