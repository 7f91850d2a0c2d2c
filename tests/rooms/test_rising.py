"""R9 in the tracker: what is late rises to people, each rung once, and what they say to it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.core import history
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.refusals import Refusal
from spotcheck.organisation.leaving import end_work
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.rising import acknowledge, choose_ladder, rise
from spotcheck.tracker.queries.rising import ladder_of, organisations_to_look_at, risen_to
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules.rising import USUAL, Cause, Ladder, Rung
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.make import AN_OBSERVATION


def after(clock: FixedClock, cast: Cast, *, days: int) -> list[str]:
    """Turn the clock to so many days after the morning, and say who was told then, on which rung."""
    clock.set(MORNING + timedelta(days=days))
    rise(cast.organisation_id, at=clock.now())
    return told(cast, on=days)


def told(cast: Cast, *, on: int | None = None) -> list[str]:
    everybody = {one.id: one.name for one in vars(cast).values() if isinstance(one, Member)}
    query = sa.select(Rise).where(Rise.organisation_id == cast.organisation_id).order_by(Rise.raised_at, Rise.id)
    day = None if on is None else MORNING + timedelta(days=on)
    return [f"{one.rung}: {everybody[one.to_id]}" for one in db.session.scalars(query) if day in {None, one.raised_at}]


def the_rise(cast: Cast, to: Member) -> Rise:
    query = sa.select(Rise).where(Rise.organisation_id == cast.organisation_id, Rise.to_id == to.id)
    return db.session.scalars(query.order_by(Rise.raised_at.desc())).first() or pytest.fail("it did not rise")


@pytest.fixture
def overdue(cast: Cast) -> Action:
    """Led by Priya, agreed by Samuel, due on the morning of the test."""
    return make.an_action(cast, at=MORNING, plan=(AN_OBSERVATION,))


@pytest.mark.usefixtures("overdue")
def test_over_a_year_each_rung_is_told_once(cast: Cast, clock: FixedClock) -> None:
    year = {days: some for days in range(366) if (some := after(clock, cast, days=days))}
    assert year == {
        1: ["lead: Priya"],
        7: ["manager: Samuel"],
        14: ["quality lead: Ruth"],
        28: ["governance: Nadia"],
    }


@pytest.mark.usefixtures("overdue")
def test_a_clock_that_stood_still_tells_every_rung_once(cast: Cast, clock: FixedClock) -> None:
    everybody = {"lead: Priya", "manager: Samuel", "quality lead: Ruth", "governance: Nadia"}
    assert set(after(clock, cast, days=40)) == everybody
    assert after(clock, cast, days=41) == []


@pytest.mark.usefixtures("overdue")
def test_the_same_day_twice_is_once(cast: Cast, clock: FixedClock) -> None:
    at = clock.move(days=1)
    assert [rise(cast.organisation_id, at=at) for _ in range(3)] == [1, 0, 0]
    assert organisations_to_look_at(at) == [cast.other_organisation_id]


def test_a_verification_whose_window_ends_rises_too(cast: Cast, clock: FixedClock) -> None:
    make.a_done_action(cast, AN_OBSERVATION, at=MORNING)
    last = 4 * 7
    assert after(clock, cast, days=last) == []
    assert after(clock, cast, days=last + 1) == ["lead: Priya"]
    assert the_rise(cast, cast.priya).why == Cause.VERIFICATION_LATE.value


def test_what_came_back_has_time_for_its_second_try(cast: Cast, clock: FixedClock) -> None:
    action, _ = make.a_done_action(cast, AN_OBSERVATION, at=MORNING)
    back = clock.move(days=20)
    operations.send_back(action, reason="Not on every trolley.", by=cast.samuel.standing(), at=back)
    assert after(clock, cast, days=20) == []
    assert after(clock, cast, days=21) == ["lead: Priya"]
    assert the_rise(cast, cast.priya).days == 1


def test_a_lead_who_left_is_passed_over(cast: Cast, clock: FixedClock, overdue: Action) -> None:
    assert overdue.lead_id == cast.priya.id
    end_work(cast.priya.person, by=cast.admin.standing(), at=clock.now())
    assert after(clock, cast, days=7) == ["manager: Samuel"]


def test_the_manager_moves_the_day_and_both_days_are_kept(cast: Cast, clock: FixedClock, overdue: Action) -> None:
    after(clock, cast, days=7)
    rose, new = the_rise(cast, cast.samuel), local_date(clock.now() + timedelta(days=10))
    acknowledge(rose, reason="The cards came late.", new_on=new, by=cast.samuel.standing(), at=clock.now())
    assert (overdue.due_on, rose.new_on, rose.day_on, rose.moved) == (new, new, local_date(MORNING), True)
    assert risen_to(cast.priya.standing(), at=clock.now()) == []
    newest = history.lines(cast.organisation_id, "action", overdue.id)[:2]
    assert {line.what for line in newest} == {"acknowledged", "terms changed"}
    assert {(line.payload or {})["reason"] for line in newest} == {"The cards came late."}


def test_the_new_day_is_a_lateness_of_its_own(cast: Cast, clock: FixedClock, overdue: Action) -> None:
    after(clock, cast, days=7)
    new = local_date(clock.now() + timedelta(days=10))
    acknowledge(the_rise(cast, cast.samuel), reason="Late.", new_on=new, by=cast.samuel.standing(), at=clock.now())
    assert {days: some for days in range(8, 60) if (some := after(clock, cast, days=days))} == {
        18: ["lead: Priya"],
        24: ["manager: Samuel"],
        31: ["quality lead: Ruth"],
        45: ["governance: Nadia"],
    }
    assert overdue.due_on == new


def test_the_lead_says_what_to_expect_and_puts_nothing_off(cast: Cast, clock: FixedClock, overdue: Action) -> None:
    after(clock, cast, days=1)
    rose = the_rise(cast, cast.priya)
    acknowledge(rose, reason="Late.", new_on=local_date(clock.now()), by=cast.priya.standing(), at=clock.now())
    assert (overdue.due_on, rose.moved) == (local_date(MORNING), False)
    assert after(clock, cast, days=7) == ["manager: Samuel"]


def test_where_the_lead_works_elsewhere_now_another_lead_comes_before_the_day(
    cast: Cast, clock: FixedClock, overdue: Action
) -> None:
    after(clock, cast, days=7)
    overdue.lead_id = cast.leila.id
    rose, new = the_rise(cast, cast.samuel), local_date(clock.now() + timedelta(days=10))
    acknowledge(rose, reason="Priya moved.", new_on=new, by=cast.samuel.standing(), at=clock.now())
    assert (rose.new_on, rose.moved, overdue.due_on) == (new, False, local_date(MORNING))


@pytest.mark.usefixtures("overdue")
def test_nobody_acknowledges_for_another_or_twice(cast: Cast, clock: FixedClock) -> None:
    after(clock, cast, days=1)
    rose, new = the_rise(cast, cast.priya), local_date(clock.now())
    with pytest.raises(Refusal, match="Whoever it rose to says this"):
        acknowledge(rose, reason="Late.", new_on=new, by=cast.samuel.standing(), at=clock.now())
    acknowledge(rose, reason="Late.", new_on=new, by=cast.priya.standing(), at=clock.now())
    with pytest.raises(Refusal, match="was acknowledged already"):
        acknowledge(rose, reason="Other.", new_on=new, by=cast.priya.standing(), at=clock.now())
    assert rose.reason == "Late."


@pytest.mark.usefixtures("overdue")
def test_what_is_done_waits_for_nobodys_word(cast: Cast, clock: FixedClock, overdue: Action) -> None:
    after(clock, cast, days=1)
    assert [action.id for _, action in risen_to(cast.priya.standing(), at=clock.now())] == [overdue.id]
    operations.report_done(overdue, words="In use.", by=cast.priya.standing(), at=clock.now())
    assert overdue.state == State.DONE.value
    assert risen_to(cast.priya.standing(), at=clock.now()) == []


@pytest.mark.usefixtures("overdue")
def test_an_organisation_chooses_its_own_days(cast: Cast, clock: FixedClock) -> None:
    chosen = Ladder(2, 3, 4, 5)
    choose_ladder(chosen, by=cast.admin.standing(), at=MORNING)
    choose_ladder(chosen, by=cast.admin.standing(), at=MORNING)
    assert (ladder_of(cast.organisation_id), ladder_of(cast.other_organisation_id)) == (chosen, USUAL)
    assert [after(clock, cast, days=days) for days in range(1, 6)] == [
        [],
        ["lead: Priya"],
        ["manager: Samuel"],
        ["quality lead: Ruth"],
        ["governance: Nadia"],
    ]
    assert len(history.lines(cast.organisation_id, "ladder", cast.organisation_id)) == 1
    with pytest.raises(Refusal):
        choose_ladder(Ladder(9, 3, 4, 5), by=cast.admin.standing(), at=MORNING)
    assert ladder_of(cast.organisation_id).days()[Rung.LEAD] == 2


def test_nothing_rises_from_another_organisation(app: Flask, cast: Cast, clock: FixedClock, overdue: Action) -> None:
    at = clock.move(days=30)
    assert rise(cast.other_organisation_id, at=at) == 0
    assert (told(cast), overdue.due_on) == ([], local_date(MORNING))
