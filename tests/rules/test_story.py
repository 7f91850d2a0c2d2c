"""An action in one line: five spots, the day that counts, what comes next."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.tracker.rules import story
from spotcheck.tracker.rules.closing import Closing, closing
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.words import Look, State, day_near, dotted, together

DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
ACTION = ActionFacts(uuid.UUID(int=10), State.DONE, uuid.UUID(int=1), round=1, done_at=DONE_AT)
ASKED = RequirementFacts(uuid.UUID(int=20), Look.INTERVIEW, 3, 0, 4, "Staff can say why.")
PLAN = (ASKED,)
WAITS = EvidenceFacts(
    ASKED.id, uuid.UUID(int=99), 1, DONE_AT + timedelta(days=1), uuid.UUID(int=2), uuid.UUID(int=3), "early", None, 1, 0
)


def answer(state: State = State.DONE, *evidence: EvidenceFacts, plan: tuple[RequirementFacts, ...] = PLAN) -> Closing:
    return closing(replace(ACTION, state=state), plan, evidence, today=TODAY)


@pytest.mark.parametrize(
    ("state", "facts", "spots"),
    [
        (State.PROPOSED, {}, "been now later later later"),
        (State.AGREED, {}, "been been now later later"),
        (State.DONE, {}, "been been been now later"),
        (State.DONE, {"ready": True}, "been been been been now"),
        (State.CLOSED, {}, "been been been been been"),
    ],
)
def test_five_spots_say_where_an_action_is(state: State, facts: dict[str, bool], spots: str) -> None:
    assert [where or "later" for _, where in story.stages(state, **facts)] == spots.split()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Finding Withdrawn"),
        ({"agreed": True}, "Finding Agreed Withdrawn"),
        ({"agreed": True, "done": True}, "Finding Agreed Done Withdrawn"),
    ],
)
def test_the_line_of_a_withdrawn_action_ends_there(facts: dict[str, bool], words: str) -> None:
    line = story.stages(State.WITHDRAWN, **facts)
    assert " ".join(str(said) for said, _ in line) == words
    assert [where for _, where in line] == ["been"] * (len(line) - 1) + ["now"]


@pytest.mark.parametrize(
    ("state", "due_on", "words", "kind"),
    [
        (State.AGREED, date(2026, 11, 20), "By 20 November", ""),
        (State.AGREED, date(2027, 1, 4), "By 4 January 2027", ""),
        (State.AGREED, TODAY, "By today", "now"),
        (State.AGREED, date(2026, 11, 8), "1 day late", "late"),
        (State.AGREED, date(2026, 11, 2), "7 days late", "late"),
        (State.DONE, date(2026, 11, 2), "By 30 November", ""),
        (State.CLOSED, None, "Closed 9 November", ""),
        (State.WITHDRAWN, None, "Withdrawn 9 November", "off"),
    ],
)
def test_the_day_that_counts_in_words(state: State, due_on: date | None, words: str, kind: str) -> None:
    found = story.when(state, answer(state), due_on=due_on, ended_on=TODAY, today=TODAY)
    assert found is not None
    assert (str(found.says), found.kind) == (words, kind)


def test_a_window_that_ended_is_late_too() -> None:
    found = story.when(State.DONE, answer(), due_on=None, ended_on=None, today=date(2026, 12, 3))
    assert found is not None
    assert (str(found.says), found.kind) == ("3 days late", "late")


def test_what_is_proposed_has_no_day() -> None:
    assert story.when(State.PROPOSED, answer(State.PROPOSED), due_on=None, ended_on=None, today=TODAY) is None


@pytest.mark.parametrize(
    ("state", "plan", "evidence", "words"),
    [
        (State.PROPOSED, (), (), "Next: say what must be seen, and agree who leads it and by when."),
        (State.PROPOSED, (ASKED,), (), "Next: agree who leads it and by when."),
        (State.AGREED, (ASKED,), (), "Next: the change is made and reported done."),
        (State.DONE, (ASKED,), (), "Missing: 3 interviews."),
        (State.DONE, (ASKED,), (WAITS,), "Missing: 2 interviews and 1 review."),
        (
            State.DONE, (replace(ASKED, size=1),), (replace(WAITS, reviewed_by=uuid.UUID(int=4), stands=True),),
            "Nothing is missing. Somebody who does not lead it can close it.",
        ),
        (State.CLOSED, (ASKED,), (), "A fresh look showed the change."),
        (State.WITHDRAWN, (ASKED,), (), "Ended without a fresh look: it moved."),
    ],
)  # fmt: skip
def test_what_comes_next_in_one_line(
    state: State, plan: tuple[RequirementFacts, ...], evidence: tuple[EvidenceFacts, ...], words: str
) -> None:
    found = story.in_one_line(state, answer(state, *evidence, plan=plan), due_on=TODAY, today=TODAY, reason="it moved.")
    assert str(found) == words


def test_a_passed_last_day_asks_for_a_new_one() -> None:
    found = story.in_one_line(State.DONE, answer(), due_on=None, today=date(2026, 12, 3), reason=None)
    assert "The last day has passed" in str(found)


@pytest.mark.parametrize(
    ("sent_back", "reopened", "words"),
    [
        (0, 0, None),
        (1, 0, "Sent back once."),
        (3, 0, "Sent back 3 times."),
        (2, 1, "Sent back 2 times. Reopened once."),
    ],
)
def test_how_often_it_came_back(sent_back: int, reopened: int, words: str | None) -> None:
    found = story.came_back(sent_back, reopened)
    assert (str(found) if found else None) == words


def test_the_year_is_said_when_it_is_another() -> None:
    assert day_near(date(2026, 3, 1), TODAY) == "1 March"
    assert day_near(date(2025, 3, 1), TODAY) == "1 March 2025"


def test_short_things_stand_side_by_side() -> None:
    assert str(dotted(["A-12", "Hazel Court", together([])])) == "A-12 · Hazel Court · nothing"
