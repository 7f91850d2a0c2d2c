"""R9: late things rise, each rung once; empty rungs and the same person twice are passed over."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.core.permissions import Role
from spotcheck.tracker.rules.rising import (
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
    told_now,
)
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
    ("reason", "new_on", "wrong"),
    [
        ("The cards came late.", DUE, set()),
        ("  ", DUE, {"reason"}),
        ("The cards came late.", None, {"new_on"}),
        ("The cards came late.", DUE - timedelta(days=1), {"new_on"}),
        ("", None, {"reason", "new_on"}),
    ],
)
def test_an_acknowledgement_has_a_reason_and_a_new_day(reason: str, new_on: date | None, wrong: set[str]) -> None:
    assert set(acknowledgement_refused(reason=reason, new_on=new_on, today=DUE)) == wrong


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
