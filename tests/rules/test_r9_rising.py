"""R9: late things rise, each rung once; empty rungs and the same person twice are passed over."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.core.permissions import Role
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import (
    EVENTS,
    USUAL,
    Cause,
    Ladder,
    Late,
    Rung,
    acknowledgement_refused,
    holders,
    ladder_refused,
    lateness,
    moves_the_day,
    still,
    told_now,
)
from spotcheck.tracker.rules.rising_words import question, what_to_do
from spotcheck.tracker.rules.words import State

DUE = date(2026, 11, 2)
LEAD, MANAGER, DEPUTY, QUALITY, BOARD = (uuid.UUID(int=n) for n in range(1, 6))
ALL = {Rung.LEAD: {LEAD}, Rung.MANAGER: {MANAGER}, Rung.QUALITY_LEAD: {QUALITY}, Rung.GOVERNANCE: {BOARD}}


def late(
    state: State,
    *,
    days: int,
    back_on: date | None = None,
    look_by: date | None = None,
    missing: int = 0,
) -> Late | None:
    today = DUE + timedelta(days=days)
    return lateness(state, due_on=DUE, back_on=back_on, look_by=look_by, missing=missing, today=today)


@pytest.mark.parametrize(
    ("state", "days", "more", "expected"),
    [
        (State.AGREED, 0, {}, None),
        (State.AGREED, 1, {}, Late(Cause.OVERDUE, DUE)),
        (State.AGREED, 40, {"back_on": DUE + timedelta(days=30)}, Late(Cause.OVERDUE, DUE + timedelta(days=30))),
        (State.AGREED, 40, {"back_on": DUE - timedelta(days=3)}, Late(Cause.OVERDUE, DUE)),
        (State.AGREED, 30, {"back_on": DUE + timedelta(days=30)}, None),
        (State.DONE, 1, {"look_by": DUE, "missing": 1}, Late(Cause.VERIFICATION_LATE, DUE)),
        (State.DONE, 0, {"look_by": DUE, "missing": 1}, None),
        (State.DONE, 9, {"look_by": DUE, "missing": 0}, None),
        (State.DONE, 9, {"look_by": None, "missing": 1}, None),
        (State.PROPOSED, 90, {}, None),
        (State.CLOSED, 90, {"look_by": DUE, "missing": 1}, None),
        (State.WITHDRAWN, 90, {}, None),
    ],
)
def test_a_lateness_begins_the_day_after(state: State, days: int, more: dict[str, object], expected: Late) -> None:
    assert late(state, days=days, **more) == expected  # type: ignore[arg-type]  # the table's values fit their names


def test_what_came_back_without_a_day_rises_too() -> None:
    found = lateness(State.AGREED, due_on=None, back_on=DUE, look_by=None, missing=0, today=DUE + timedelta(days=1))
    assert found == Late(Cause.NO_DAY, DUE)
    assert lateness(State.AGREED, due_on=None, back_on=None, look_by=None, missing=0, today=DUE) is None


def rungs(days: int, **more: object) -> list[tuple[Rung, uuid.UUID]]:
    known: dict[str, object] = {"holders": ALL, "risen": (), "told": ()} | more
    return list(told_now(days, USUAL, **known))  # type: ignore[arg-type]  # the table's values fit their names


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, []),
        (1, [Rung.LEAD]),
        (6, [Rung.LEAD]),
        (7, [Rung.LEAD, Rung.MANAGER]),
        (14, [Rung.LEAD, Rung.MANAGER, Rung.QUALITY_LEAD]),
        (27, [Rung.LEAD, Rung.MANAGER, Rung.QUALITY_LEAD]),
        (28, list(Rung)),
        (400, list(Rung)),
    ],
)
def test_each_rung_has_its_day(days: int, told: list[Rung]) -> None:
    assert [rung for rung, _ in rungs(days)] == told


def test_a_rung_that_was_told_is_not_told_again() -> None:
    assert rungs(8, risen={Rung.LEAD, Rung.MANAGER}, told={LEAD, MANAGER}) == []
    assert rungs(14, risen={Rung.LEAD, Rung.MANAGER}, told={LEAD, MANAGER}) == [(Rung.QUALITY_LEAD, QUALITY)]


def test_a_second_manager_who_came_later_is_not_told_of_the_same_lateness() -> None:
    both = ALL | {Rung.MANAGER: {MANAGER, DEPUTY}}
    assert rungs(8, holders=both, risen={Rung.LEAD, Rung.MANAGER}, told={LEAD, MANAGER}) == []


def test_an_empty_rung_is_passed_over() -> None:
    assert rungs(28, holders=ALL | {Rung.QUALITY_LEAD: ()}) == [
        (Rung.LEAD, LEAD),
        (Rung.MANAGER, MANAGER),
        (Rung.GOVERNANCE, BOARD),
    ]


def test_a_manager_who_leads_is_told_once() -> None:
    assert rungs(7, holders=ALL | {Rung.MANAGER: {LEAD}}) == [(Rung.LEAD, LEAD)]
    assert rungs(7, holders=ALL | {Rung.MANAGER: {LEAD, DEPUTY}}) == [(Rung.LEAD, LEAD), (Rung.MANAGER, DEPUTY)]


def test_everybody_on_a_rung_is_told() -> None:
    assert rungs(7, holders=ALL | {Rung.MANAGER: {MANAGER, DEPUTY}})[1:] == [
        (Rung.MANAGER, MANAGER),
        (Rung.MANAGER, DEPUTY),
    ]


def test_who_stands_on_a_rung_is_who_holds_the_role() -> None:
    roles = [(MANAGER, Role.MANAGER), (QUALITY, Role.QUALITY_LEAD), (BOARD, Role.READER), (DEPUTY, Role.SUPERVISOR)]
    assert holders(LEAD, roles) == {rung: frozenset(people) for rung, people in ALL.items()}
    assert holders(None, [])[Rung.LEAD] == frozenset()


@pytest.mark.parametrize(
    ("reason", "new_on", "is_late", "wrong"),
    [
        ("The cards came late.", DUE, True, set()),
        ("  ", DUE, True, {"reason"}),
        ("The cards came late.", None, True, {"new_on"}),
        ("The cards came late.", DUE - timedelta(days=1), True, {"new_on"}),
        ("", None, True, {"reason", "new_on"}),
        ("Night staff are shown it too.", None, False, set()),
        ("", None, False, {"reason"}),
        ("Night staff are shown it too.", DUE, False, set()),
        ("Night staff are shown it too.", DUE - timedelta(days=1), False, {"new_on"}),
    ],
)
def test_an_acknowledgement_has_a_reason_and_where_it_is_late_a_new_day(
    reason: str, new_on: date | None, is_late: bool, wrong: set[str]
) -> None:
    for why in Cause:
        assert set(acknowledgement_refused(why, reason=reason, new_on=new_on, late=is_late, today=DUE)) == wrong


@pytest.mark.parametrize("why", list(Cause))
def test_what_comes_again_is_asked_what_will_be_different(why: Cause) -> None:
    event = why in EVENTS
    assert ("different this time" in str(question(why))) is event
    assert ("different this time" in str(what_to_do(why))) is event


@pytest.mark.parametrize(
    ("why", "state", "is_late", "flagged", "is_so"),
    [
        (Cause.REPEATED, State.AGREED, None, {Repeat.TWICE_HERE}, True),
        (Cause.REPEATED, State.DONE, None, {Repeat.AFTER_CLOSING}, True),
        (Cause.REPEATED, State.CLOSED, None, {Repeat.AFTER_CLOSING}, False),
        (Cause.REPEATED, State.AGREED, None, {Repeat.IN_MANY}, False),
        (Cause.REPEATED, State.AGREED, None, set(), False),
        (Cause.IN_MANY, State.PROPOSED, None, {Repeat.IN_MANY}, True),
        (Cause.IN_MANY, State.PROPOSED, None, {Repeat.TWICE_HERE}, False),
        (Cause.MISSED_TWICE, State.AGREED, None, set(), True),
        (Cause.MISSED_TWICE, State.CLOSED, None, set(), False),
        (Cause.OVERDUE, State.AGREED, Late(Cause.OVERDUE, DUE), set(), True),
        (Cause.OVERDUE, State.AGREED, Late(Cause.OVERDUE, DUE + timedelta(days=1)), set(), False),
        (Cause.OVERDUE, State.DONE, None, {Repeat.TWICE_HERE}, False),
    ],
)
def test_what_rose_is_the_case_while_its_day_or_its_flag_stands(
    why: Cause, state: State, is_late: Late | None, flagged: set[Repeat], is_so: bool
) -> None:
    assert still(why, DUE, state=state, late=is_late, flagged=flagged) is is_so


@pytest.mark.parametrize(
    ("why", "state", "may_agree", "leads", "moves"),
    [
        (Cause.OVERDUE, State.AGREED, True, False, True),
        (Cause.NO_DAY, State.AGREED, True, False, True),
        (Cause.OVERDUE, State.AGREED, True, True, False),
        (Cause.OVERDUE, State.AGREED, False, False, False),
        (Cause.OVERDUE, State.DONE, True, False, False),
        (Cause.VERIFICATION_LATE, State.DONE, True, False, False),
    ],
)
def test_nobody_puts_off_what_they_lead(why: Cause, state: State, may_agree: bool, leads: bool, moves: bool) -> None:
    assert moves_the_day(why, state, may_agree=may_agree, leads=leads) is moves


@pytest.mark.parametrize(
    ("ladder", "wrong"),
    [
        (USUAL, set()),
        (Ladder(1, 2, 3, 365), set()),
        (Ladder(0, 2, 3, 4), {Rung.LEAD}),
        (Ladder(1, 2, 3, 366), {Rung.GOVERNANCE}),
        (Ladder(7, 7, 14, 28), {Rung.MANAGER}),
        (Ladder(30, 7, 14, 40), {Rung.MANAGER, Rung.QUALITY_LEAD}),
    ],
)
def test_each_rung_is_later_than_the_one_before(ladder: Ladder, wrong: set[Rung]) -> None:
    assert set(ladder_refused(ladder.days())) == wrong
