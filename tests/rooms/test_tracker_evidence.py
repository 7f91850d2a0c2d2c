"""What follows when evidence is brought, reviewed, corrected: sent back at once, reopened, or ready to close (R6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import bring_evidence, close, replace_requirement
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import AN_INTERVIEW, AN_OBSERVATION, Asks
from tests.refused import not_closed
from tests.support.rows import every_row

DONE = MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = DONE + DAY


def newest(action: Action) -> str:
    return lines(action.organisation_id, "action", action.id)[0].what


# A miss.


def test_a_sample_with_a_miss_too_many_sends_it_back_at_once(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER, misses=2)
    assert (action.state, action.sent_back) == (State.AGREED, 1)
    line = lines(cast.organisation_id, "action", action.id)[0]
    assert line.what == "sent back"
    assert line.payload is not None
    assert "2 of 10 missed, 1 allowed." in line.payload["reason"]


def test_a_miss_decides_nothing_before_its_review(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, misses=1)
    assert action.state == State.DONE


def test_a_miss_that_does_not_count_sends_nothing_back(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=DONE, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    make.evidence_for(requirement, cast.priya, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    assert action.state == State.DONE


def test_a_miss_first_and_enough_good_looks_after_is_too_late(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    assert action.state == State.AGREED
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "not been reported done" in not_closed(action, cast.samuel, at=LATER)
    assert action.sent_back == 1


def test_the_loop_a_miss_then_done_again_then_closed(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER, misses=2)
    make.done(action, at=LATER + DAY)
    make.looks(cast, requirement, at=LATER + 2 * DAY)
    close(action, words="It holds now.", by=cast.samuel.standing(), at=LATER + 3 * DAY)
    assert (action.state, action.round, action.sent_back) == (State.CLOSED, 2, 1)


def test_two_requirements_missed_in_one_look_back(cast: Cast) -> None:
    action, first = make.a_done_action(cast, AN_OBSERVATION, AN_INTERVIEW, at=DONE)
    make.evidence_for(first, cast.grace, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    second = queries.plan_of(action)[1]
    make.evidence_for(second, cast.grace, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    assert action.sent_back == 1


# Brought again.


def test_the_same_evidence_twice_is_once(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    first = bring_evidence(brought, by=cast.grace.standing(), at=LATER)
    before = every_row()
    assert bring_evidence(brought, by=cast.grace.standing(), at=LATER + HOUR) is first
    assert every_row() == before


def test_the_same_review_twice_is_once(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    first = make.review(brought, cast.ruth, at=LATER)
    before = every_row()
    assert make.review(brought, cast.ruth, at=LATER + HOUR) is first
    assert every_row() == before


def test_the_newest_of_a_check_counts_and_the_earlier_ones_are_kept(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    first = bring_evidence(brought, by=cast.grace.standing(), at=LATER)
    second = make.review(brought, cast.ruth, at=LATER)
    assert queries.evidence_of(action) == [second]
    assert (first.superseded, first.revision, second.revision) == (True, 1, 2)


def test_who_looked_when_and_at_what_stays_as_first_brought(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    first = make.looked(requirement, cast.priya, at=DONE, draw=draw)
    bring_evidence(first, by=cast.priya.standing(), at=LATER)
    better = replace(
        first, captured_by=cast.grace.id, began_at=LATER, observed=cast.tomasz.id, shift="night", draw_id=None
    )
    made = make.review(better, cast.ruth, at=LATER)
    assert (made.captured_by_id, made.began_at, made.observed_id) == (cast.priya.id, DONE, None)
    assert (made.shift, made.draw_id) == ("early", draw.id)
    assert "Still to come: 10 records" in not_closed(action, cast.samuel, at=LATER)


# Corrected after its review.


def test_a_correction_waits_for_a_review_before_anybody_closes(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    make.review(brought, cast.ruth, at=LATER)
    bring_evidence(replace(brought, misses=1), by=cast.grace.standing(), at=LATER + HOUR)
    assert newest(action) == "evidence corrected"
    assert "waits for a review" in not_closed(action, cast.samuel, at=LATER + HOUR)
    assert action.missing == 1


def test_a_correction_reviewed_as_a_miss_sends_it_back(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    make.review(brought, cast.ruth, at=LATER)
    worse = replace(brought, misses=1)
    bring_evidence(worse, by=cast.grace.standing(), at=LATER + HOUR)
    make.review(worse, cast.ruth, at=LATER + HOUR)
    assert (action.state, action.sent_back) == (State.AGREED, 1)


CORRECTIONS = {
    "too many misses": {"misses": 2},
    "too few records": {"usable": 9},
    "nothing to see": {"usable": 0},
}


@pytest.mark.parametrize("change", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_closed_action_stays_closed_while_a_correction_waits(cast: Cast, change: dict[str, int]) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    brought = make.looked(requirement, cast.grace, at=LATER, draw=draw)
    make.review(brought, cast.ruth, at=LATER)
    close(action, words="Ten of ten.", by=cast.samuel.standing(), at=LATER)
    worse = replace(brought, **change)
    bring_evidence(worse, by=cast.grace.standing(), at=LATER + HOUR)
    assert (action.state, action.reopened) == (State.CLOSED, 0)
    make.review(worse, cast.ruth, at=LATER + 2 * HOUR)
    assert (action.state, action.reopened, action.closed_at) == (State.AGREED, 1, None)
    assert newest(action) == "reopened"


def test_a_closed_action_is_reopened_when_its_evidence_is_found_not_to_stand(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    make.review(brought, cast.ruth, at=LATER)
    close(action, words="Seen.", by=cast.samuel.standing(), at=LATER)
    make.review(brought, cast.samuel, at=LATER + HOUR, stands=False)
    assert (action.state, action.reopened) == (State.AGREED, 1)


def test_a_closed_action_stays_closed_when_a_correction_changes_nothing_that_counts(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER)
    brought = make.looked(requirement, cast.grace, at=LATER, draw=draw)
    make.review(brought, cast.ruth, at=LATER)
    close(action, words="Ten of ten.", by=cast.samuel.standing(), at=LATER)
    make.review(replace(brought, misses=1), cast.ruth, at=LATER + HOUR)
    assert (action.state, action.missing) == (State.CLOSED, 0)


def test_a_miss_that_is_reviewed_after_closing_reopens_it(cast: Cast) -> None:
    action = make.an_action(cast, State.CLOSED, at=DONE, plan=[AN_OBSERVATION])
    (requirement,) = queries.plan_of(action)
    make.evidence_for(requirement, cast.grace, at=DONE + HOUR, of=cast.amina, misses=1, reviewed_by=cast.ruth)
    assert (action.state, action.reopened) == (State.AGREED, 1)


def test_a_correction_of_what_was_withdrawn_moves_nothing(cast: Cast) -> None:
    action = make.an_action(cast, State.WITHDRAWN, at=DONE, plan=[AN_OBSERVATION])
    (requirement,) = queries.plan_of(action)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, misses=1, reviewed_by=cast.ruth)
    assert action.state == State.WITHDRAWN


# What is stored beside the state, because lists ask for it, is what the rule says.


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["look", "review", "distrust", "correct", "replace"]),
            st.integers(0, 3),
            st.booleans(),
        ),
        max_size=8,
    )
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_number_of_missing_things_is_what_the_rule_says(cast: Cast, steps: list[tuple[str, int, bool]]) -> None:
    with db.session.begin_nested() as whole_story:
        action, _ = make.a_done_action(cast, Asks(Look.OBSERVATION, 2, 1), AN_INTERVIEW, at=DONE)
        seen = []
        for number, (step, which, missed) in enumerate(steps, start=1):
            at = LATER + number * HOUR
            if step == "look":
                plan = queries.plan_of(action)
                brought = make.looked(plan[which % 2], cast.grace, at=at, of=cast.tomasz, misses=int(missed))
                bring_evidence(brought, by=cast.grace.standing(), at=at)
                seen.append(brought)
            elif step == "replace" and not seen and action.state == State.DONE:
                terms = {"size": 1, "allowed": 0, "weeks": 4, "reason": "Fewer shifts."}
                replace_requirement(queries.plan_of(action)[0], **terms, by=cast.samuel.standing(), at=at)
            elif seen and step == "correct":
                changed = replace(seen[which % len(seen)], misses=int(missed))
                bring_evidence(changed, by=cast.grace.standing(), at=at)
            elif seen:
                make.review(seen[which % len(seen)], cast.ruth, at=at, stands=step == "review")
            answer = queries.closing_of(action, at=at)
            assert action.missing == sum(not one.settled for one in answer.weighed)
            if action.state == State.DONE:
                assert (action.missing == 0) is answer.met
        whole_story.rollback()
