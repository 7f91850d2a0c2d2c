"""The next step of an action, for each person who may look at it: one sentence, and at most one button."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from spotcheck.core.permissions import Verb
from spotcheck.tracker.rules.closing import Closing, closing
from spotcheck.tracker.rules.doors import Door, You, doors
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.next_step import NextStep, Told, next_step
from spotcheck.tracker.rules.words import Look, State

PRIYA, SAMUEL, GRACE, RUTH, NADIA = (uuid.UUID(int=number) for number in range(1, 6))
DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
ACTION = ActionFacts(uuid.UUID(int=10), State.DONE, PRIYA, round=1, done_at=DONE_AT)
WATCHED = RequirementFacts(uuid.UUID(int=20), Look.OBSERVATION, 1, 0, 4, "The chart is read first.")
TOLD = Told(due_on=date(2026, 11, 20), lead="Priya", closers=("Ruth", "Samuel"), ended_on=TODAY, reason="It moved.")

DECIDES = {
    Verb.AGREE_ACTION, Verb.CHANGE_PLAN, Verb.CLOSE_ACTION, Verb.WITHDRAW_ACTION, Verb.REVIEW_CHECK, Verb.CAPTURE,
}  # fmt: skip
THE_LEAD = You(PRIYA, frozenset({Verb.REPORT_DONE, Verb.CAPTURE}))
LEADING_MANAGER = You(PRIYA, frozenset({Verb.REPORT_DONE, *DECIDES}))
MANAGER = You(SAMUEL, frozenset(DECIDES))
SUPERVISOR = You(GRACE, frozenset({Verb.CAPTURE}))
READER = You(NADIA, frozenset())


def seen(**other: Any) -> EvidenceFacts:
    """One observation by Grace that counts, judged by Ruth."""
    known = {
        "requirement_id": WATCHED.id, "source_id": uuid.UUID(int=99), "round": 1,
        "began_at": DONE_AT + timedelta(days=1), "captured_by": GRACE, "observed": uuid.UUID(int=7), "shift": "early",
        "draw": None, "usable": 1, "misses": 0, "reviewed_by": RUTH, "stands": True,
    }  # fmt: skip
    return EvidenceFacts(**{**known, **other})


def answer(state: State, *evidence: EvidenceFacts, plan: bool = True, today: date = TODAY) -> Closing:
    return closing(replace(ACTION, state=state), [WATCHED] if plan else [], evidence, today=today)


def step(
    you: You, state: State, *evidence: EvidenceFacts, plan: bool = True, today: date = TODAY, told: Told = TOLD
) -> NextStep:
    answered = answer(state, *evidence, plan=plan, today=today)
    return next_step(replace(ACTION, state=state), answered, you, told, today=today)


WAITING = seen(reviewed_by=None, stands=False)


@pytest.mark.parametrize(
    ("you", "state", "evidence", "door"),
    [
        (MANAGER, State.PROPOSED, (), Door.AGREE),
        (SUPERVISOR, State.PROPOSED, (), None),
        (READER, State.PROPOSED, (), None),
        (THE_LEAD, State.AGREED, (), Door.REPORT_DONE),
        (MANAGER, State.AGREED, (), None),
        (READER, State.AGREED, (), None),
        (MANAGER, State.DONE, (), Door.LOOK),
        (SUPERVISOR, State.DONE, (), Door.LOOK),
        (THE_LEAD, State.DONE, (), None),
        (LEADING_MANAGER, State.DONE, (), None),
        (READER, State.DONE, (), None),
        (MANAGER, State.DONE, (WAITING,), Door.REVIEW),
        (SUPERVISOR, State.DONE, (WAITING,), None),
        (LEADING_MANAGER, State.DONE, (WAITING,), None),
        (MANAGER, State.DONE, (seen(),), Door.CLOSE),
        (SUPERVISOR, State.DONE, (seen(),), None),
        (LEADING_MANAGER, State.DONE, (seen(),), None),
        (MANAGER, State.CLOSED, (seen(),), None),
        (MANAGER, State.WITHDRAWN, (), None),
    ],
)
def test_there_is_one_next_step_for_whoever_looks(
    you: You, state: State, evidence: tuple[EvidenceFacts, ...], door: Door | None
) -> None:
    found = step(you, state, *evidence)
    assert found.door is door
    assert found.yours is (door is not None)
    assert (found.button is not None) is (door is not None)
    assert str(found.title) and str(found.says)


def test_the_plan_comes_before_agreeing() -> None:
    assert step(MANAGER, State.PROPOSED, plan=False).door is Door.PLAN


def test_nobody_is_asked_to_review_what_they_captured() -> None:
    captured = replace(WAITING, captured_by=SAMUEL)
    assert step(MANAGER, State.DONE, captured).door is not Door.REVIEW


def test_nobody_is_asked_to_review_a_check_of_their_own_practice() -> None:
    observed = replace(WAITING, observed=SAMUEL)
    assert step(MANAGER, State.DONE, observed).door is not Door.REVIEW


def test_when_the_last_day_has_passed_a_manager_gives_a_new_one() -> None:
    late = step(MANAGER, State.DONE, today=date(2026, 12, 1))
    assert (late.door, late.id) == (Door.NEW_WINDOW, WATCHED.id)
    assert step(SUPERVISOR, State.DONE, today=date(2026, 12, 1)).door is None


def test_an_overdue_action_asks_its_manager_to_talk() -> None:
    late = step(MANAGER, State.AGREED, told=replace(TOLD, due_on=date(2026, 11, 8)))
    assert late.door is Door.CHANGE_TERMS
    assert "Priya" in str(late.title)


def test_the_lead_learns_who_closes() -> None:
    assert "Ruth or Samuel" in str(step(THE_LEAD, State.DONE, seen()).says)


def test_the_lead_learns_that_nobody_could_close() -> None:
    assert "verifier" in str(step(THE_LEAD, State.DONE, seen(), told=replace(TOLD, closers=())).says)


def test_whoever_may_invite_is_led_there_when_nobody_could_close() -> None:
    nobody = replace(TOLD, closers=())
    inviting = replace(LEADING_MANAGER, may=LEADING_MANAGER.may | {Verb.INVITE_VERIFIER})
    assert step(inviting, State.DONE, seen(), told=nobody).door is Door.INVITE
    assert step(SUPERVISOR, State.DONE, seen(), told=nobody).door is None


def test_a_lead_who_has_left_is_replaced_by_whoever_agrees_actions() -> None:
    left = replace(TOLD, lead_left=True)
    assert step(MANAGER, State.AGREED, told=left).door is Door.CHANGE_TERMS
    assert "has left" in str(step(SUPERVISOR, State.AGREED, told=left).title)


@pytest.mark.parametrize("state", State)
def test_a_reader_finds_no_door(state: State) -> None:
    assert doors(replace(ACTION, state=state), answer(state), READER) == frozenset()


def test_the_lead_of_a_done_action_can_neither_look_nor_review_nor_close_nor_change_the_plan() -> None:
    found = doors(ACTION, answer(State.DONE, seen()), LEADING_MANAGER)
    assert found == {Door.WITHDRAW}


def test_closing_is_no_door_while_something_is_missing() -> None:
    assert Door.CLOSE not in doors(ACTION, answer(State.DONE), MANAGER)
    assert Door.CLOSE in doors(ACTION, answer(State.DONE, seen()), MANAGER)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_has_ended_has_no_doors(state: State) -> None:
    assert doors(replace(ACTION, state=state), answer(state), LEADING_MANAGER) == frozenset()
