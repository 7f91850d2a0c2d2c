"""Where a prompt stands follows from its rows and the day; an answer follows from what was ticked."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.learning.rules.answering import LONGEST_ANSWER, answer_wanting
from spotcheck.learning.rules.reviewing import reviewing_refused
from spotcheck.learning.rules.state import Facts, Judged, State, how_read, next_number, state

TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=3)
KEYS = ("reason", "effect")


def judged(*points: str, alerts: tuple[str, ...] = (), reason: bool = False, days_ago: int = 0) -> Judged:
    on = TODAY - timedelta(days=days_ago)
    return Judged(must_say=KEYS, points=points, alerts=alerts, reason=reason, on=on)


ALL, SOME, NOTHING = judged(*KEYS), judged("reason"), judged()


@pytest.mark.parametrize(
    ("of", "level"),
    [
        (NOTHING, 0),
        (SOME, 1),
        (ALL, 2),
        (judged(*KEYS, reason=True), 3),
        (judged(*KEYS, alerts=("gives more",)), 0),
    ],
)
def test_the_level_is_that_of_an_interview(of: Judged, level: int) -> None:
    assert of.level == level


@pytest.mark.parametrize(
    ("of", "stands", "number"),
    [
        (Facts(due_on=DUE), State.WAITING, 1),
        (Facts(due_on=TODAY), State.WAITING, 1),
        (Facts(due_on=TODAY - timedelta(days=1)), State.PAST, 1),
        (Facts(due_on=DUE, taken_back=True), State.TAKEN_BACK, None),
        (Facts(due_on=DUE, answers=1), State.ANSWERED, None),
        (Facts(due_on=DUE, answers=1, judged=(ALL,)), State.REVIEWED, None),
        (Facts(due_on=DUE, answers=1, judged=(SOME,)), State.ASKED_AGAIN, 2),
        (Facts(due_on=DUE, answers=1, judged=(judged("reason", days_ago=8),)), State.PAST, 2),
        (Facts(due_on=DUE, answers=2, judged=(SOME,)), State.ANSWERED, None),
        (Facts(due_on=DUE, answers=2, judged=(SOME, SOME)), State.REVIEWED, None),
        (Facts(due_on=DUE, answers=1, judged=(SOME,), taken_back=True), State.TAKEN_BACK, None),
    ],
)
def test_where_a_prompt_stands_and_which_answer_may_come(of: Facts, stands: State, number: int | None) -> None:
    assert (state(of, today=TODAY), next_number(of)) == (stands, number)


@pytest.mark.parametrize(
    ("words", "sure", "field"),
    [
        ("I ask first.", False, None),
        ("  \n ", False, "words"),
        ("a" * LONGEST_ANSWER, False, None),
        ("a" * 10_000, False, "words"),
        ("a" * 10_000, True, "words"),
        ("Mrs Smith had pain.", False, "private"),
        ("Mrs Smith had pain.", True, None),
        ("Born 3 May 1941.", False, "private"),
        ("Her number is 943 476 5919.", False, "private"),
    ],
)
def test_what_an_answer_still_needs(words: str, sure: bool, field: str | None) -> None:
    assert list(answer_wanting(words, sure=sure, today=TODAY)) == ([field] if field else [])


def test_nobody_reads_their_own_answer_or_one_they_wrote_down() -> None:
    worker, supervisor, manager = (uuid.uuid4() for _ in range(3))
    for person, refused in ((worker, True), (supervisor, True), (manager, False)):
        assert bool(reviewing_refused(person, worker_id=worker, wrote_down=[supervisor])) is refused


def test_how_an_answer_was_read_says_what_was_said_and_gives_no_mark() -> None:
    for of, says in (
        (Facts(due_on=TODAY), "Waits for an answer"),
        (Facts(due_on=TODAY, answers=1), "Waits to be read"),
        (Facts(due_on=TODAY, answers=2, judged=(NOTHING, SOME)), "Read: some points were talked through"),
        (Facts(due_on=TODAY, answers=1, judged=(ALL,)), "Read: every point was said"),
    ):
        assert str(how_read(of, today=TODAY)) == says
