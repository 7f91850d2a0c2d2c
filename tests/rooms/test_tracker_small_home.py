"""R3: a home with one manager and one deputy can run a whole story, with a verifier from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.permissions import Role
from spotcheck.organisation.models import Person
from spotcheck.organisation.operations import add_person, found_organisation, give_role, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.standards.operations import adopt_standards
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Member, an_account
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_OBSERVATION, Asks
from tests.refused import not_closed

DONE = MORNING
LATER = DONE + timedelta(days=1)
AGAIN = LATER + timedelta(days=1)


@dataclass(frozen=True)
class Home:
    magda: Member  # manages
    derek: Member  # her deputy
    worker: Person
    action: Action  # proposed by Magda, with a sample and an observation to come


@pytest.fixture
def home(app: Flask) -> Home:
    """Two people who lead, look and judge, and one worker without a sign-in."""
    founder = found_organisation("Two of Us", administrator="Magda", account_id=an_account("magda", DONE).id, at=DONE)
    by = standing_of(founder.organisation_id, founder.id, at=DONE)
    adopt_standards(by.organisation_id, by=by, at=DONE)
    adopt_starters(by.organisation_id, by=by, at=DONE)
    service = open_service("The Cottage", "care home", by=by, at=DONE)
    deputy = add_person("Derek", account_id=an_account("derek", DONE).id, by=by, at=DONE)
    give_role(founder, Role.MANAGER, service, by=by, at=DONE)
    give_role(deputy, Role.MANAGER, service, by=by, at=DONE)
    magda = Member("Magda", "magda", by.organisation_id, founder.id, DONE)
    action = operations.propose_action(
        service_id=service.id,
        standard_id=make.standard_id(by.organisation_id),
        title="The reason stands beside every PRN entry",
        change="A prompt at the end of each round.",
        by=magda.standing(),
        at=DONE,
    )
    for asks in (A_SAMPLE, AN_OBSERVATION):
        make.a_requirement(action, asks, by=magda, at=DONE)
    derek = Member("Derek", "derek", by.organisation_id, deputy.id, DONE)
    return Home(magda, derek, add_person("Winston", by=by, at=DONE), action)


def test_the_two_alone_are_told_that_they_need_somebody_else(home: Home) -> None:
    gap = queries.could_verify_action(home.action, home.derek.id, at=DONE).gap
    assert "Whoever looks again cannot review what they saw, and there is nobody else." in str(gap)


def test_with_a_verifier_the_gap_is_gone(home: Home) -> None:
    make.a_verifier(home.action, by=home.magda, at=DONE)
    assert queries.could_verify_action(home.action, home.derek.id, at=DONE).gap is None


@pytest.mark.parametrize("closer", ["magda", "vera"])
def test_the_whole_story_with_a_miss_on_the_way(home: Home, closer: str) -> None:
    action, magda, derek = home.action, home.magda, home.derek
    vera = make.a_verifier(action, by=magda, at=DONE)
    make.agree(action, lead=derek, by=magda, at=DONE)
    sample, observation = queries.plan_of(action)

    make.done(action, at=DONE)
    draw = make.a_draw(sample, magda, at=LATER)
    make.evidence_for(sample, magda, at=LATER, draw=draw, misses=3, reviewed_by=vera)
    assert (action.state, action.sent_back) == (State.AGREED, 1)

    make.done(action, at=LATER)
    draw = make.a_draw(sample, magda, at=AGAIN)
    make.evidence_for(sample, magda, at=AGAIN, draw=draw, misses=1, reviewed_by=vera)
    watched = Member(home.worker.name, "", action.organisation_id, home.worker.id, DONE)
    make.evidence_for(observation, vera, at=AGAIN, of=watched, reviewed_by=magda)
    said = "You lead this action, so somebody else closes it: Magda or Vera."
    assert not_closed(action, derek, at=AGAIN) == said
    operations.close(action, words="Nine of ten.", by={"magda": magda, "vera": vera}[closer].standing(), at=AGAIN)
    assert action.state == State.CLOSED


def test_three_workers_are_enough_for_a_plan_of_different_ones(home: Home) -> None:
    action, magda, derek = home.action, home.magda, home.derek
    vera = make.a_verifier(action, by=magda, at=DONE)
    staff = [Member(name, "", action.organisation_id, add_person(name, by=magda.standing(), at=DONE).id, DONE)
             for name in ("Winnie", "Pat", "Lou")]  # fmt: skip
    sample, alone = queries.plan_of(action)
    for old in (sample, alone):
        operations.take_away_requirement(old, reason="", by=magda.standing(), at=DONE)
    different = Conditions(frozenset({Differ.WORKERS, Differ.DAYS}), observers=2)
    asked = make.a_requirement(action, Asks(Look.OBSERVATION, 3, asks=different), by=magda, at=DONE)
    make.agree(action, lead=derek, by=magda, at=DONE)
    make.done(action, at=DONE)
    for days, (who, of, judge) in enumerate(
        [(magda, staff[0], vera), (magda, staff[1], vera), (magda, staff[1], vera), (vera, staff[2], magda)], start=1
    ):
        assert queries.closing_of(action, at=LATER).missing
        make.evidence_for(asked, who, at=DONE + timedelta(days=days), of=of, reviewed_by=judge)
    operations.close(action, words="Three of three.", by=vera.standing(), at=DONE + timedelta(days=5))
    assert action.state == State.CLOSED
