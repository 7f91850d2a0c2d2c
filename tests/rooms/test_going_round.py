"""Every way round R6 that we could think of: closing without a fresh, independent look. None of them leads anywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.core.permissions import Held, Role, Standing
from spotcheck.core.refusals import Why
from spotcheck.tracker import queries
from spotcheck.tracker.operations import (
    agree,
    bring_evidence,
    close,
    take_away_requirement,
    withdraw,
)
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_OBSERVATION
from tests.refused import not_closed, refused

DONE = MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER, MUCH_LATER = DONE + DAY, DONE + 3 * DAY


# The way that is meant, so that the refusals below are for their reason and no other.


def test_the_straight_way_closes(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER, misses=1)
    close(action, words="Seen on two shifts.", by=cast.samuel.standing(), at=LATER)
    assert action.state == State.CLOSED


# Closing with nothing to show.


@pytest.mark.parametrize("state", [State.PROPOSED, State.AGREED])
def test_before_it_was_reported_done(cast: Cast, state: State) -> None:
    action = make.an_action(cast, state, at=DONE)
    assert "It has not been reported done yet." in not_closed(action, cast.samuel, at=LATER)


def test_with_no_plan_at_all(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE, plan=())
    assert "Say what must be seen before this can close." in not_closed(action, cast.samuel, at=LATER)


def test_agreeing_with_no_plan(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE, plan=())
    terms = {"lead_id": cast.priya.id, "due_on": DONE.date(), "support": "None.", "criteria": "Seen."}
    said = refused(agree, action, **terms, by=cast.samuel.standing(), at=DONE, why=Why.INVALID)
    assert "Add at least one look" in said


def test_taking_the_last_part_of_the_plan_away(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    told = {"reason": "It takes too long.", "by": cast.samuel.standing(), "at": LATER}
    assert "the only look that is planned" in refused(take_away_requirement, requirement, **told)


def test_with_nothing_seen(cast: Cast) -> None:
    action, _ = make.a_done_action(cast, at=DONE)
    assert "Still to come: 10 records drawn at random" in not_closed(action, cast.samuel, at=LATER)


def test_with_one_of_two_parts_seen(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, A_SAMPLE, AN_OBSERVATION, at=DONE)
    make.looks(cast, requirement, at=LATER)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_without_a_word_on_what_was_convincing(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    refused(close, action, words="  ", by=cast.samuel.standing(), at=LATER, why=Why.INVALID)


def test_closing_twice(cast: Cast) -> None:
    action = make.an_action(cast, State.CLOSED, at=DONE)
    assert not_closed(action, cast.ruth, at=LATER) == "This action is closed already."


def test_what_was_withdrawn(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    withdraw(action, reason="It was about another home.", by=cast.samuel.standing(), at=LATER)
    assert not_closed(action, cast.samuel, at=LATER) == "This action was withdrawn, so there is nothing to close."


def test_from_a_page_that_is_stale(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.looks(cast, requirement, at=LATER)
    opened = action.version
    make.looks(cast, requirement, at=LATER)
    said = refused(
        close, action, words="Fine.", by=cast.samuel.standing(), at=LATER, seen_version=opened, why=Why.STALE
    )
    assert "changed while you were looking" in said


# The wrong person.


def test_the_lead_closes(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, lead=cast.samuel, by=cast.ruth, at=DONE)
    make.looks(cast, requirement, at=LATER)
    assert "You lead this action, so somebody else closes it: Ruth." in not_closed(action, cast.samuel, at=LATER)
    close(action, words="Seen on two shifts.", by=cast.ruth.standing(), at=LATER)
    assert action.state == State.CLOSED


@pytest.mark.parametrize("who", ["tomasz", "grace", "nadia", "admin", "joseph", "leila"])
def test_somebody_whose_role_does_not_close_here(cast: Cast, who: str) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    told = {"words": "Fine.", "by": getattr(cast, who).standing(), "at": LATER}
    assert "Closing is for a manager" in refused(close, action, why=Why.NOT_YOU, **told)


def test_roles_that_are_only_claimed(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    boast = Standing(cast.organisation_id, cast.tomasz.id, frozenset({Held(Role.MANAGER), Held(Role.QUALITY_LEAD)}))
    refused(close, action, words="Fine.", by=boast, at=LATER, why=Why.NOT_YOU)


def test_a_verifier_of_another_action(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    other = make.an_action(cast, State.DONE, at=DONE)
    vera = make.a_verifier(other, by=cast.samuel, at=DONE)
    refused(close, action, words="Fine.", by=vera.standing(), at=LATER, why=Why.NOT_YOU)


def test_a_verifier_whose_invitation_has_ended(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.looks(cast, requirement, at=LATER)
    vera = make.a_verifier(action, by=cast.samuel, at=DONE, until=LATER)
    refused(close, action, words="Fine.", by=vera.standing(), at=LATER, why=Why.NOT_YOU)


# The wrong evidence.


def test_the_lead_looks(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.priya, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_the_lead_is_told_so_before_looking(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    (sentence,) = queries.capture_refused(cast.priya.standing(), requirement, at=LATER)
    assert "You lead this action" in str(sentence)


def test_the_lead_reviews(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, lead=cast.samuel, by=cast.ruth, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.samuel)
    assert "Still to come: 1 observation" in not_closed(action, cast.ruth, at=LATER)


@pytest.mark.parametrize("reviewer", ["grace", "tomasz"])
def test_somebody_who_took_part_reviews(cast: Cast, reviewer: str) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    took_part = getattr(cast, reviewer)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=took_part)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_review_in_somebody_else_s_name(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    told = {"by": cast.grace.standing(), "at": LATER, "reviewed_by": cast.ruth.id, "stands": True}
    assert "given by the person who made it" in refused(bring_evidence, brought, why=Why.NOT_YOU, **told)


def test_watching_oneself(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.grace, reviewed_by=cast.ruth)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_what_nobody_reviewed(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz)
    assert "waits for a review" in not_closed(action, cast.samuel, at=LATER)


def test_what_its_reviewer_did_not_trust(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth, stands=False)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_closing_on_good_looks_while_a_worse_one_waits_for_its_review(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.amina, misses=1)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "waits for a review" in not_closed(action, cast.samuel, at=LATER)
    assert action.missing == 1
