"""R8: closing plans later looks; what they show leaves the action closed, asks for a second step, or opens it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from spotcheck.core.clock import local_date
from spotcheck.core.history import lines
from spotcheck.core.refusals import Why
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.operations import bring_evidence, change_terms, close
from spotcheck.tracker.rules.holding import Held
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION
from tests.refused import not_closed, refused
from tests.support.rows import every_row

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_12_WEEKS = MORNING + timedelta(weeks=12) + 3 * HOUR
IN_26_WEEKS = MORNING + timedelta(weeks=26) + 3 * HOUR


def verdicts(action: Action, at: datetime) -> list[Held]:
    return [look.verdict for look in queries.holding_of(action, at=at).looks]


def asked(cast: Cast, at: datetime) -> list[tuple[Requirement, int]]:
    return [(need.requirement, need.remaining) for need in queries.needs_at(cast.grace.standing(), at=at)]


# Closing plans them.


def test_closing_plans_three_looks_in_two_steps(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    planned = queries.drift_of(action)
    assert len(planned) == 6
    assert {one.drift_weeks for one in planned if one.after_id is None} == {12, 26, 52}
    assert {(one.size, one.allowed) for one in planned if one.after_id is None} == {(5, 1)}
    assert {(one.size, one.allowed) for one in planned if one.after_id} == {(5, 0)}
    assert action.next_look_on == local_date(MORNING) + timedelta(weeks=12)


def test_they_are_no_part_of_the_plan_it_closed_on(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    (part,) = queries.plan_of(action)
    assert part.drift_weeks is None
    assert [one.requirement.id for one in queries.closing_of(action, at=MORNING).weighed] == [part.id]


def test_a_plan_of_two_standards_is_looked_at_again_for_both(cast: Cast) -> None:
    action = make.a_closed_action(cast, A_SAMPLE, AN_OBSERVATION, AN_INTERVIEW, at=MORNING)
    again = {(one.kind, one.standard_id) for one in queries.drift_of(action)}
    assert len(again) == len({one.standard_id for one in queries.plan_of(action)})
    assert ("sample", queries.plan_of(action)[0].standard_id) in again


def test_closing_that_is_refused_plans_nothing(cast: Cast) -> None:
    action, _ = make.a_done_action(cast, at=MORNING)
    not_closed(action, cast.samuel, at=MORNING + DAY)
    assert not queries.drift_of(action)


# They are asked for when their day comes.


def test_nobody_is_asked_before_the_day(cast: Cast) -> None:
    make.a_closed_action(cast, at=MORNING)
    assert not asked(cast, IN_12_WEEKS - DAY)


def test_on_the_day_five_records_are_asked_for(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    assert asked(cast, IN_12_WEEKS) == [(first, 5)]


def test_the_lead_hears_why_they_cannot(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    (need,) = queries.needs_at(cast.priya.standing(), at=IN_12_WEEKS)
    assert need.refused == queries.capture_refused(cast.priya.standing(), first, at=IN_12_WEEKS)
    assert "You lead this action" in str(need.refused[0])


def test_records_are_not_drawn_before_the_day(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, second = make.steps_of(action)
    said = refused(make.a_draw, first, cast.grace, at=IN_12_WEEKS - DAY)
    assert "too early" in said
    assert "not asked for now" in refused(make.a_draw, second, cast.grace, at=IN_12_WEEKS)


def test_the_lead_neither_draws_nor_counts(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    assert "You lead this action" in refused(make.a_draw, first, cast.priya, at=IN_12_WEEKS)
    said = refused(make.a_draw, first, cast.grace, at=IN_12_WEEKS, counted_by=cast.priya, why=Why.INVALID)
    assert "lead does not count" in said


# What they show.


def test_five_of_five_is_holding_and_it_stays_closed(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    make.looks(cast, make.steps_of(action)[0], at=IN_12_WEEKS)
    assert (action.state, verdicts(action, IN_12_WEEKS)) == (State.CLOSED, [Held.HOLDING, Held.OPEN, Held.OPEN])
    assert action.next_look_on == local_date(MORNING) + timedelta(weeks=26)
    assert not asked(cast, IN_12_WEEKS)


def test_one_miss_asks_for_five_more_within_a_week(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, second = make.steps_of(action)
    make.looks(cast, first, at=IN_12_WEEKS, misses=1)
    assert (action.state, verdicts(action, IN_12_WEEKS)[0]) == (State.CLOSED, Held.MIXED)
    (need,) = queries.needs_at(cast.grace.standing(), at=IN_12_WEEKS)
    assert (need.requirement, need.remaining) == (second, 5)
    assert need.weighed.last_day == local_date(IN_12_WEEKS) + timedelta(weeks=1)
    make.looks(cast, second, at=IN_12_WEEKS + DAY)
    assert verdicts(action, IN_12_WEEKS)[0] is Held.HOLDING


def test_a_second_step_that_nobody_takes_stays_asked_for_and_is_never_holding(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, second = make.steps_of(action)
    make.looks(cast, first, at=IN_12_WEEKS, misses=1)
    late = IN_12_WEEKS + timedelta(weeks=6)
    assert [one for one, _ in asked(cast, late)] == [second]
    assert verdicts(action, late)[0] is Held.MIXED


@pytest.mark.parametrize("misses", [2, 5])
def test_more_than_one_miss_opens_it_again_at_once(cast: Cast, misses: int) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    lead, text = action.lead_id, "2 of 5" if misses == 2 else "5 of 5"
    make.looks(cast, make.steps_of(action)[0], at=IN_12_WEEKS, misses=misses)
    assert (action.state, action.reopened, action.lead_id) == (State.AGREED, 1, lead)
    assert (action.due_on, action.next_look_on, action.closed_at) == (None, None, None)
    assert action.closed_before_by_id == cast.samuel.id
    line = lines(action.organisation_id, "action", action.id)[0]
    assert (line.what, text in (line.payload or {})["reason"]) == ("reopened", True)


def test_a_miss_in_the_second_step_opens_it_again(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, second = make.steps_of(action)
    make.looks(cast, first, at=IN_12_WEEKS, misses=1)
    make.looks(cast, second, at=IN_12_WEEKS + DAY, misses=1)
    assert (action.state, action.reopened) == (State.AGREED, 1)


def test_opening_again_ends_what_was_planned_with_the_reason(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    later, _ = make.steps_of(action, 26)
    make.looks(cast, first, at=IN_12_WEEKS, misses=2)
    assert not queries.drift_of(action)
    assert "2 of 5 missed" in (later.replaced_reason or "")
    assert not asked(cast, IN_26_WEEKS)
    assert "is open again" in refused(make.a_draw, later, cast.grace, at=IN_26_WEEKS)


def test_after_opening_again_a_new_day_is_agreed_and_the_loop_goes_round(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    make.looks(cast, make.steps_of(action)[0], at=IN_12_WEEKS, misses=2)
    day = local_date(IN_12_WEEKS) + timedelta(weeks=2)
    change_terms(
        action, lead_id=action.lead_id, due_on=day, reason="It drifted.", by=cast.samuel.standing(), at=IN_12_WEEKS
    )
    make.done(action, at=IN_12_WEEKS + DAY)
    make.looks(cast, queries.plan_of(action)[0], at=IN_12_WEEKS + 2 * DAY)
    close(action, words="It holds.", by=cast.samuel.standing(), at=IN_12_WEEKS + 3 * DAY)
    assert (action.state, action.round, action.reopened) == (State.CLOSED, 2, 1)
    assert {one.drift_round for one in queries.drift_of(action)} == {2}
    assert make.steps_of(action)[0].opens_on == local_date(IN_12_WEEKS + 3 * DAY) + timedelta(weeks=12)


# It comes again, is corrected, comes late.


def test_a_correction_waits_and_then_weighs_again(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    draw = make.a_draw(first, cast.grace, at=IN_12_WEEKS)
    brought = make.looked(first, cast.grace, at=IN_12_WEEKS + HOUR, draw=draw)
    bring_evidence(brought, by=cast.grace.standing(), at=IN_12_WEEKS + HOUR)
    make.review(brought, cast.ruth, at=IN_12_WEEKS + HOUR)
    one_missed = replace(brought, misses=1)
    bring_evidence(one_missed, by=cast.grace.standing(), at=IN_12_WEEKS + DAY)
    assert verdicts(action, IN_12_WEEKS + DAY)[0] is Held.OPEN
    make.review(one_missed, cast.ruth, at=IN_12_WEEKS + DAY)
    assert verdicts(action, IN_12_WEEKS + DAY)[0] is Held.MIXED
    make.review(replace(brought, misses=0), cast.ruth, at=IN_12_WEEKS + 2 * DAY)
    assert verdicts(action, IN_12_WEEKS + 2 * DAY)[0] is Held.HOLDING
    make.review(replace(brought, misses=3), cast.ruth, at=IN_12_WEEKS + 3 * DAY)
    assert (action.state, action.reopened) == (State.AGREED, 1)


def test_what_comes_again_changes_nothing_twice(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    draw = make.a_draw(first, cast.grace, at=IN_12_WEEKS)
    brought = make.looked(first, cast.grace, at=IN_12_WEEKS + HOUR, draw=draw, misses=2)
    bring_evidence(brought, by=cast.grace.standing(), at=IN_12_WEEKS + HOUR)
    make.review(brought, cast.ruth, at=IN_12_WEEKS + DAY)
    before = every_row()
    make.review(brought, cast.ruth, at=IN_12_WEEKS + 2 * DAY)
    assert every_row() == before
    assert action.reopened == 1


def test_a_late_look_still_counts_and_the_next_one_takes_its_place_in_the_end(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    late = IN_12_WEEKS + timedelta(weeks=8)
    assert [one for one, _ in asked(cast, late)] == [first]
    assert [one for one, _ in asked(cast, IN_26_WEEKS)] == [make.steps_of(action, 26)[0]]
    assert "taken the place" in refused(make.a_draw, first, cast.grace, at=IN_26_WEEKS)
    make.looks(cast, first, at=late)
    assert verdicts(action, late)[0] is Held.HOLDING


def test_what_comes_after_it_opened_again_decides_nothing_of_the_next_round(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    first, _ = make.steps_of(action)
    make.looks(cast, first, at=IN_12_WEEKS, misses=2)
    make.done(action, at=IN_12_WEEKS + DAY)
    late = make.evidence_for(first, cast.grace, at=IN_12_WEEKS + 2 * DAY, usable=5, reviewed_by=cast.ruth)
    assert (late.round, action.state) == (1, State.DONE)
    assert "Still to come: 10 records" in not_closed(action, cast.samuel, at=IN_12_WEEKS + 2 * DAY)


def test_the_evidence_it_closed_on_still_opens_it_when_it_is_corrected(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=MORNING)
    brought = make.looked(requirement, cast.grace, at=MORNING + HOUR, of=cast.tomasz)
    make.review(brought, cast.ruth, at=MORNING + HOUR)
    close(action, words="Seen.", by=cast.samuel.standing(), at=MORNING + 2 * HOUR)
    make.review(replace(brought, misses=1), cast.ruth, at=IN_12_WEEKS)
    assert (action.state, action.reopened, queries.drift_of(action)) == (State.AGREED, 1, [])


def test_another_service_and_another_organisation_see_nothing_of_it(cast: Cast) -> None:
    make.a_closed_action(cast, at=MORNING)
    for who in (cast.leila, cast.outsider):
        assert not queries.needs_at(who.standing(), at=IN_12_WEEKS)
