"""A one-time link to a short question: how long it works, what it is worth, how it is read, what it never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.links import (
    LENGTH,
    LETTERS,
    Lasts,
    Moments,
    State,
    code_of,
    ends_at,
    in_words,
    making_refused,
    may_close,
    plain,
    state,
)

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("lasts", "last_day", "hours"),
    [
        (Lasts.HOUR, date(2026, 11, 9), 1),
        (Lasts.DAY, date(2026, 11, 2), 24),
        (Lasts.ITS_DAY, date(2026, 11, 2), 14.99972),  # to the last second of that day
        (Lasts.ITS_DAY, date(2026, 11, 30), 7 * 24),  # never longer than a week
        (Lasts.ITS_DAY, date(2026, 10, 30), 1),  # its day is over: long enough to answer now
    ],
)
def test_a_link_works_until_the_day_of_its_question_and_never_longer_than_a_week(lasts, last_day, hours):
    assert (ends_at(lasts, last_day=last_day, at=AT) - AT).total_seconds() == pytest.approx(hours * 3600, abs=2)


def moments(**changed):
    return Moments(**{"ends_at": AT + HOUR, **changed})


@pytest.mark.parametrize(
    ("of", "at", "opened", "worth"),
    [
        (moments(), AT, None, State.WAITING),
        (moments(), AT + HOUR, None, State.OVER),
        (moments(used_at=AT), AT, None, State.USED),
        (moments(revoked_at=AT), AT, None, State.REVOKED),
        (moments(used_at=AT, revoked_at=AT), AT + HOUR, None, State.USED),
        # Opened in time, on a bus: there is an hour to write.
        (moments(), AT + 1.5 * HOUR, AT + 0.9 * HOUR, State.WAITING),
        (moments(), AT + 1.9 * HOUR, AT + 0.9 * HOUR, State.OVER),
        (moments(), AT + 1.1 * HOUR, AT + HOUR, State.OVER),
        (moments(used_at=AT), AT, AT, State.USED),
        (moments(revoked_at=AT), AT, AT, State.REVOKED),
    ],
)
def test_what_a_link_is_worth(of, at, opened, worth):
    assert state(of, at=at, opened_at=opened) is worth


def test_each_state_is_said_in_words_of_its_own():
    said = [
        str(in_words(worth, moments(used_at=AT, revoked_at=AT), opened_at=opened))
        for worth in State
        for opened in (None, AT)
    ]
    assert len(set(said)) == len(State) + 1


@pytest.mark.parametrize("odd", ["oneself", "works_here", "open_now"])
def test_no_link_is_made_where_nothing_could_be_answered_with_it(odd):
    usual = {"oneself": False, "works_here": True, "open_now": True}
    assert making_refused(**usual) == ()
    assert len(making_refused(**{**usual, odd: not usual[odd]})) == 1


def test_a_code_is_read_however_it_was_typed():
    code = code_of([20, 7, 22, 1, 0, 2, 31, 4, 9, 26, 24, 13])
    assert code == "M7P1-02Z4-9TRD"
    assert plain(code) == plain(" m7pL o2z4 9trd ") == plain("M7PI02Z49TRD")


def test_a_code_holds_sixty_bits_and_no_letter_that_is_taken_for_another():
    assert len(set(LETTERS)) == 32
    assert not set("ILOU") & set(LETTERS)
    assert LENGTH * 5 == 60
    assert all(plain(letter) == letter for letter in LETTERS)


def test_r6_an_answer_by_link_never_counts_towards_closing():
    assert {door: may_close(door) for door in Door} == {
        Door.SIGNED_IN: True,
        Door.LINK: False,
        Door.HANDED_OVER: True,
    }
