"""Ways round R6 through the plan and its draws: drawing again, drawing less, asking for less after a look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from spotcheck.core.refusals import Why
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.tracker import queries
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.operations import (
    bring_evidence,
    change_terms,
    draw_for_requirement,
    replace_requirement,
    send_back,
    take_away_requirement,
)
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_OBSERVATION, Asks
from tests.refused import not_closed, refused

DONE = MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER, MUCH_LATER = DONE + DAY, DONE + 3 * DAY
TEN_MORE = "Still to come: 10 records drawn at random"


def not_drawn(requirement: Requirement, by: Member, *, counted_by: Member | None = None, **told: Any) -> str:
    """What somebody hears who tries to draw records for this."""
    asked = {
        "population": 40, "left_out": 0, "left_out_reason": None, "counted_by_id": (counted_by or by).id,
        "by": by.standing(), "at": LATER,
    }  # fmt: skip
    return refused(draw_for_requirement, requirement, **{**asked, **told})


def not_replaced(requirement: Requirement, by: Member, **told: Any) -> str:
    """What somebody hears who tries to ask for less."""
    asked = {"size": 1, "allowed": 0, "weeks": 4, "reason": "It takes too long.", "by": by.standing(), "at": LATER}
    return refused(replace_requirement, requirement, **{**asked, **told})


def drawn_by_script(requirement: Requirement, by: Member, *, counted_by: Member | None = None, **told: Any) -> Draw:
    """A draw made past the tracker, as a script might."""
    asked: dict[str, Any] = {"size": 10, "requirement_id": requirement.id, "round": 1, "at": LATER, **told}
    return draw_records(
        service_id=queries.action(requirement.organisation_id, requirement.action_id).service_id,
        checklist_id=requirement.checklist_id,
        population=40,
        left_out=0,
        left_out_reason=None,
        counted_by_id=(counted_by or by).id,
        by=by.standing(),
        **asked,
    )


# Drawing.


def test_a_sample_without_a_draw(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, usable=10, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


def test_a_draw_that_was_for_nothing_in_particular(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    loose = drawn_by_script(requirement, cast.grace, requirement_id=None, round=None)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=loose, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


def test_the_draw_of_another_requirement(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, A_SAMPLE, A_SAMPLE, at=DONE)
    _, other = queries.plan_of(action)
    draw = make.a_draw(other, cast.grace, at=LATER)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, reviewed_by=cast.ruth)
    make.evidence_for(other, cast.grace, at=LATER, draw=draw, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


def test_the_draw_of_an_earlier_round(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    send_back(action, reason="Not yet on nights.", by=cast.samuel.standing(), at=LATER)
    make.done(action, at=LATER + HOUR)
    make.evidence_for(requirement, cast.grace, at=MUCH_LATER, draw=draw, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=MUCH_LATER)


@pytest.mark.parametrize("state", [State.PROPOSED, State.AGREED, State.CLOSED, State.WITHDRAWN])
def test_drawing_while_it_is_not_done(cast: Cast, state: State) -> None:
    action = make.an_action(cast, state, at=DONE)
    (requirement,) = queries.plan_of(action)
    assert "has not been reported done" in not_drawn(requirement, cast.grace)


def test_a_second_draw_when_the_first_was_not_liked(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    make.a_draw(requirement, cast.grace, at=LATER)
    said = not_drawn(requirement, cast.samuel)
    assert said.startswith("Draw 1 was made for this on 3 November 2026")
    assert "a second draw would let us choose the result" in said


def test_the_lead_draws(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    assert "You lead this action" in not_drawn(requirement, cast.priya, counted_by=cast.grace)


def test_the_lead_counts_the_records(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    said = not_drawn(requirement, cast.grace, counted_by=cast.priya, why=Why.INVALID)
    assert said.startswith("The lead does not count the records.")


def test_somebody_of_another_organisation_counted_the_records(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    said = not_drawn(requirement, cast.grace, counted_by=cast.outsider, why=Why.INVALID)
    assert said == "Choose who counted the records."


def test_drawing_for_an_observation(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    assert "for a sample only" in not_drawn(requirement, cast.grace, why=Why.INVALID)


def test_drawing_after_the_window(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    assert "ended on 30 November 2026" in not_drawn(requirement, cast.grace, at=DONE + 29 * DAY)


def test_a_script_draws_fewer_records_than_planned(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    small = drawn_by_script(requirement, cast.grace, size=1)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=small, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


@pytest.mark.parametrize("at", [DONE, DONE - HOUR], ids=["in the moment of done", "before done"])
def test_a_script_draws_before_it_was_done(cast: Cast, at: Any) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    early = drawn_by_script(requirement, cast.grace, at=at)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=early, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


@pytest.mark.parametrize(("drawer", "counter"), [("priya", "grace"), ("grace", "priya")])
def test_a_script_lets_the_lead_draw_or_count(cast: Cast, drawer: str, counter: str) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    theirs = drawn_by_script(requirement, getattr(cast, drawer), counted_by=getattr(cast, counter))
    make.evidence_for(requirement, cast.grace, at=LATER, draw=theirs, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


def test_reading_fewer_records_than_were_drawn(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, usable=9, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


def test_stopping_early_when_the_records_look_bad(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, usable=4, misses=2, reviewed_by=cast.ruth)
    assert (action.state, action.sent_back) == (State.AGREED, 1)


def test_two_halves_of_a_sample(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    for _ in range(2):
        make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, usable=5, reviewed_by=cast.ruth)
    assert TEN_MORE in not_closed(action, cast.samuel, at=LATER)


# Numbers that no look gives.


@pytest.mark.parametrize(
    ("usable", "misses"), [(10, 11), (10, -1), (-1, -1)], ids=["more misses than records", "fewer than none", "minus"]
)
def test_a_script_brings_impossible_numbers(cast: Cast, usable: int, misses: int) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    with pytest.raises(ValueError, match="misses of"):
        make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, usable=usable, misses=misses)


def test_a_script_counts_one_observation_three_times(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 3), at=DONE)
    with pytest.raises(ValueError, match="in one observation"):
        make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, usable=3)


def test_the_same_check_brought_three_times_is_one_look(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 3), at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    for _ in range(3):
        bring_evidence(brought, by=cast.grace.standing(), at=LATER)
        make.review(brought, cast.ruth, at=LATER)
    assert "Still to come: 2 observations" in not_closed(action, cast.samuel, at=LATER)


# Changing what counts, once something was seen.


def test_asking_for_less_after_the_draw(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    make.a_draw(requirement, cast.grace, at=LATER)
    assert "Looking has begun, so the plan stands." in not_replaced(requirement, cast.samuel)


def test_asking_for_less_after_a_miss_that_is_still_allowed(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 3, 1), at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    assert "Looking has begun" in not_replaced(requirement, cast.samuel)


def test_taking_a_part_away_or_adding_one_after_a_look(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 3, 1), A_SAMPLE, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, misses=1)
    told = {"reason": "It takes too long.", "by": cast.samuel.standing(), "at": LATER}
    assert "Looking has begun" in refused(take_away_requirement, requirement, **told)
    assert "Looking has begun" in refused(make.a_requirement, action, AN_OBSERVATION, by=cast.samuel, at=LATER)


def test_a_part_that_is_added_after_the_look_it_would_count(cast: Cast) -> None:
    action, _ = make.a_done_action(cast, A_SAMPLE, at=DONE)
    asked_later = make.a_requirement(action, AN_OBSERVATION, by=cast.samuel, at=LATER)
    make.evidence_for(asked_later, cast.grace, at=LATER - HOUR, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_look_for_a_part_that_was_replaced(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    terms = {"size": 3, "allowed": 0, "weeks": 4, "reason": "Nights too.", "by": cast.samuel.standing(), "at": LATER}
    replace_requirement(requirement, **terms)
    make.evidence_for(requirement, cast.grace, at=MUCH_LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "Still to come: 3 observations" in not_closed(action, cast.samuel, at=MUCH_LATER)
    assert "was replaced already" in not_replaced(requirement, cast.samuel, why=Why.STALE)


def test_the_lead_changes_what_must_be_seen(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE, lead=cast.samuel, by=cast.ruth)
    assert "You lead this action" in not_replaced(requirement, cast.samuel)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_changing_the_plan_of_what_has_ended(cast: Cast, state: State) -> None:
    action = make.an_action(cast, state, at=DONE)
    assert "has ended" in not_replaced(queries.plan_of(action)[0], cast.samuel)


def test_the_lead_steps_aside_after_done_so_that_their_looks_count(cast: Cast) -> None:
    action, _ = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    told = {"lead_id": cast.amina.id, "due_on": LATER.date(), "reason": "Leave.", "at": LATER}
    assert "while the action is agreed" in refused(change_terms, action, by=cast.samuel.standing(), **told)
