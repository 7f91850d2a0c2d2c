"""R7: the decision rule is fixed before the first record is drawn; afterwards it is only replaced, with a reason."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from spotcheck.core.chances import Scheme
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Differ
from spotcheck.tracker.rules.plan import (
    DEFAULT_WEEKS,
    DEFAULTS,
    Rule,
    new_window_refused,
    numbers,
    plan_change_refused,
    requirement_refused,
    rule_refused,
    taking_away_refused,
    usual_conditions,
)
from spotcheck.tracker.rules.words import Look, State

LEAD, MANAGER = uuid.UUID(int=1), uuid.UUID(int=2)
TODAY = date(2026, 11, 16)
LAST_DAY = date(2026, 11, 30)

FIXED = {
    "ten records, one missed": (Look.SAMPLE, 10, 1, 4, []),
    "one record": (Look.SAMPLE, 1, 0, 1, []),
    "sixty records": (Look.SAMPLE, 60, 3, 26, []),
    "no records": (Look.SAMPLE, 0, 0, 4, ["size"]),
    "sixty-one records": (Look.SAMPLE, 61, 0, 4, ["size"]),
    "twenty observations": (Look.OBSERVATION, 20, 0, 4, []),
    "twenty-one observations": (Look.OBSERVATION, 21, 0, 4, ["size"]),
    "twenty-one interviews": (Look.INTERVIEW, 21, 0, 4, ["size"]),
    "every look may be missed": (Look.SAMPLE, 10, 10, 4, ["allowed"]),
    "all but one may be missed": (Look.SAMPLE, 10, 9, 4, []),
    "fewer than none missed": (Look.SAMPLE, 10, -1, 4, ["allowed"]),
    "no weeks": (Look.SAMPLE, 10, 1, 0, ["weeks"]),
    "half a year and a week": (Look.SAMPLE, 10, 1, 27, ["weeks"]),
    "twenty people": (Look.VOICE, 20, 4, 4, []),
    "twenty-one people": (Look.VOICE, 21, 4, 4, ["size"]),
    "nothing fits": (Look.INTERVIEW, -1, 5, -1, ["size", "allowed", "weeks"]),
}


@pytest.mark.parametrize(("look", "size", "allowed", "weeks", "wrong"), FIXED.values(), ids=FIXED)
def test_what_a_requirement_can_ask(look: Look, size: int, allowed: int, weeks: int, wrong: list[str]) -> None:
    assert list(requirement_refused(look, size=size, allowed=allowed, weeks=weeks)) == wrong


@pytest.mark.parametrize("look", Look)
def test_the_usual_plan_can_be_asked(look: Look) -> None:
    size, allowed = DEFAULTS[look]
    assert requirement_refused(look, size=size, allowed=allowed, weeks=DEFAULT_WEEKS) == {}


DIFFERENT, ON_DAYS, ON_SHIFTS = (Conditions(frozenset({what})) for what in Differ)
ASKED = {
    "three of different workers": (Look.OBSERVATION, 3, 4, DIFFERENT, []),
    "three on different shifts": (Look.INTERVIEW, 3, 4, ON_SHIFTS, []),
    "more than there are shifts": (Look.INTERVIEW, 4, 4, ON_SHIFTS, ["differ"]),
    "seven days in a week": (Look.OBSERVATION, 7, 1, ON_DAYS, []),
    "eight days in a week": (Look.OBSERVATION, 8, 1, ON_DAYS, ["differ"]),
    "records of different workers": (Look.SAMPLE, 10, 4, DIFFERENT, ["differ"]),
    "people of different workers": (Look.VOICE, 5, 4, DIFFERENT, ["differ"]),
    "by three people": (Look.OBSERVATION, 3, 4, Conditions(observers=3), []),
    "by more people than looks": (Look.OBSERVATION, 2, 4, Conditions(observers=3), ["observers"]),
    "by four people": (Look.OBSERVATION, 5, 4, Conditions(observers=4), ["observers"]),
    "by nobody": (Look.OBSERVATION, 5, 4, Conditions(observers=0), ["observers"]),
}


@pytest.mark.parametrize(("look", "size", "weeks", "asks", "wrong"), ASKED.values(), ids=ASKED)
def test_what_looks_can_be_asked_to_differ_in(
    look: Look, size: int, weeks: int, asks: Conditions, wrong: list[str]
) -> None:
    assert list(rule_refused(look, Rule(Scheme(size, 0), weeks, asks=asks))) == wrong


PEOPLE = {
    "three looks, three people": (Look.OBSERVATION, 3, 3, DIFFERENT),
    "three looks, two people": (Look.OBSERVATION, 3, 2, NOTHING),
    "one look": (Look.INTERVIEW, 1, 9, NOTHING),
    "records": (Look.SAMPLE, 10, 20, NOTHING),
}


@pytest.mark.parametrize(("look", "size", "workers", "asks"), PEOPLE.values(), ids=PEOPLE)
def test_different_workers_is_usual_wherever_there_are_enough(
    look: Look, size: int, workers: int, asks: Conditions
) -> None:
    assert usual_conditions(look, size, workers) == asks


USUAL = {
    "ten records": (Look.SAMPLE, 10, 1),
    "nine records": (Look.SAMPLE, 9, 0),
    "three observations": (Look.OBSERVATION, 3, 0),
    "five people": (Look.VOICE, 5, 1),
    "four people": (Look.VOICE, 4, 0),
}


@pytest.mark.parametrize(("look", "size", "allowed"), USUAL.values(), ids=USUAL)
def test_how_many_may_be_missed_when_nothing_is_said(look: Look, size: int, allowed: int) -> None:
    assert numbers(look, size, None, None) == (size, allowed, DEFAULT_WEEKS)


ONLY = "This is the only look that is planned. Replace it, or add another one first."
SUPPORTS = "What would be left can support, and never closes an action alone. Add another look first."
TAKEN = {
    "a proposal can be emptied": (State.PROPOSED, [], []),
    "the last one of an agreed action": (State.AGREED, [], [ONLY]),
    "the last one that can close": (State.AGREED, [Look.VOICE], [SUPPORTS]),
    "one that only supports": (State.DONE, [Look.SAMPLE], []),
    "one of two": (State.AGREED, [Look.VOICE, Look.INTERVIEW], []),
}


@pytest.mark.parametrize(("state", "left", "says"), TAKEN.values(), ids=TAKEN)
def test_of_an_agreed_plan_one_look_stays_that_can_close(state: State, left: list[Look], says: list[str]) -> None:
    assert [str(sentence) for sentence in taking_away_refused(state, left)] == says


ENDED = "This action has ended, so its plan stays as it is."
LEADS = "You lead this action, so somebody else changes how it is verified."
BEGUN = "Looking has begun, so the plan stands. To change it, send the action back first, with a reason."
WHY = "Give a reason for changing what was agreed. It is kept in the history."

CHANGES: dict[str, tuple[State, dict[str, Any], list[str]]] = {
    "a proposal, by anybody, without a reason": (State.PROPOSED, {"by": LEAD, "reason": ""}, []),
    "agreed, with a reason": (State.AGREED, {}, []),
    "agreed, without a reason": (State.AGREED, {"reason": " "}, [WHY]),
    "agreed, by the lead": (State.AGREED, {"by": LEAD}, [LEADS]),
    "done and nothing seen yet": (State.DONE, {}, []),
    "done and looking has begun": (State.DONE, {"used_in_this_round": True}, [BEGUN]),
    "done, by the lead": (State.DONE, {"by": LEAD}, [LEADS]),
    "everything at once": (State.DONE, {"by": LEAD, "used_in_this_round": True, "reason": ""}, [LEADS, BEGUN, WHY]),
    "closed": (State.CLOSED, {}, [ENDED]),
    "withdrawn": (State.WITHDRAWN, {}, [ENDED]),
}


@pytest.mark.parametrize(("state", "change", "says"), CHANGES.values(), ids=CHANGES)
def test_when_a_plan_can_change(state: State, change: dict[str, Any], says: list[str]) -> None:
    usual = {"lead_id": LEAD, "by": MANAGER, "used_in_this_round": False, "reason": "The service is smaller."}
    assert [str(sentence) for sentence in plan_change_refused(state, **{**usual, **change})] == says


NOT_DONE = "A window begins when the action is reported done."
WINDOWS: dict[str, tuple[State, dict[str, Any], dict[str, str]]] = {
    "a day later": (State.DONE, {}, {}),
    "the same day": (
        State.DONE,
        {"until": LAST_DAY},
        {"until_on": "Choose a day after the last day, and not in the past."},
    ),
    "a shorter window": (
        State.DONE,
        {"until": LAST_DAY - timedelta(days=1)},
        {"until_on": "Choose a day after the last day, and not in the past."},
    ),
    "no day": (State.DONE, {"until": None}, {"until_on": "Choose a day after the last day, and not in the past."}),
    "later than the last day, and yet past": (
        State.DONE,
        {"last_day": TODAY - timedelta(days=9), "until": TODAY - timedelta(days=1)},
        {"until_on": "Choose a day after the last day, and not in the past."},
    ),
    "today, when the window has ended": (
        State.DONE,
        {"last_day": TODAY - timedelta(days=9), "until": TODAY},
        {},
    ),
    "half a year from now": (State.DONE, {"until": TODAY + timedelta(weeks=26)}, {}),
    "longer than any plan": (
        State.DONE,
        {"until": TODAY + timedelta(weeks=26, days=1)},
        {"until_on": "Choose a day in the next 26 weeks."},
    ),
    "no reason": (
        State.DONE,
        {"reason": ""},
        {"reason": "Give a reason for the new last day. It is kept in the history."},
    ),
    "by the lead": (
        State.DONE,
        {"by": LEAD},
        {"until_on": "You lead this action, so somebody else gives it more time."},
    ),
    "agreed": (State.AGREED, {}, {"until_on": NOT_DONE}),
    "closed": (State.CLOSED, {}, {"until_on": NOT_DONE}),
}


@pytest.mark.parametrize(("state", "change", "says"), WINDOWS.values(), ids=WINDOWS)
def test_when_a_window_can_be_longer(state: State, change: dict[str, Any], says: dict[str, str]) -> None:
    usual: dict[str, Any] = {
        "lead_id": LEAD,
        "by": MANAGER,
        "last_day": LAST_DAY,
        "until": LAST_DAY + timedelta(days=1),
        "today": TODAY,
        "reason": "Two were on leave.",
    }
    refused = new_window_refused(state, **{**usual, **change})
    assert {name: str(sentence) for name, sentence in refused.items()} == says
