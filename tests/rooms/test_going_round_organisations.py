"""R12: somebody of another organisation, whatever they hold there, moves nothing here, even by a script.

Pages answer 404 before they get this far. Here the verbs themselves have no turn for them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.permissions import Held, Role, Standing
from spotcheck.core.refusals import Why
from spotcheck.sampling.operations import draw_records
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import FindingKind, State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import AN_OBSERVATION
from tests.refused import refused
from tests.support.rows import every_row

DONE = MORNING
LATER = DONE + timedelta(days=1)


def everything_elsewhere(cast: Cast) -> Standing:
    """Every role there is, in the other organisation."""
    return Standing(cast.other_organisation_id, cast.outsider.id, frozenset(Held(role) for role in Role))


ON_AN_ACTION: dict[str, tuple[State, Callable[..., Any], dict[str, Any]]] = {
    "agree": (
        State.PROPOSED,
        operations.agree,
        {"lead_id": None, "due_on": None, "support": "None.", "criteria": "Seen."},
    ),
    "change terms": (
        State.AGREED,
        operations.change_terms,
        {"lead_id": None, "due_on": LATER.date(), "reason": "Leave."},
    ),
    "report done": (State.AGREED, operations.report_done, {"words": "It is done."}),
    "close": (State.DONE, operations.close, {"words": "Fine."}),
    "send back": (State.DONE, operations.send_back, {"reason": "Not yet."}),
    "withdraw": (State.DONE, operations.withdraw, {"reason": "No need."}),
    "add to the plan": (
        State.AGREED,
        operations.add_requirement,
        {"standard_id": None, "checklist_id": None, "size": 1, "allowed": 0, "weeks": 4, "reason": "More."},
    ),
}
ON_A_REQUIREMENT: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "replace": (operations.replace_requirement, {"size": 1, "allowed": 0, "weeks": 4, "reason": "Less."}),
    "take away": (operations.take_away_requirement, {"reason": "Less."}),
    "give a new window": (operations.give_new_window, {"until_on": (LATER + timedelta(days=60)).date(), "reason": "."}),
    "draw": (
        operations.draw_for_requirement,
        {"population": 40, "left_out": 0, "left_out_reason": None, "counted_by_id": uuid.UUID(int=1)},
    ),
}


@pytest.mark.parametrize(("state", "verb", "told"), ON_AN_ACTION.values(), ids=ON_AN_ACTION)
def test_a_verb_about_an_action(cast: Cast, state: State, verb: Callable[..., Any], told: dict[str, Any]) -> None:
    action = make.an_action(cast, state, at=DONE)
    no_turn(verb, action, **told, by=everything_elsewhere(cast))


@pytest.mark.parametrize(("verb", "told"), ON_A_REQUIREMENT.values(), ids=ON_A_REQUIREMENT)
def test_a_verb_about_a_part_of_the_plan(cast: Cast, verb: Callable[..., Any], told: dict[str, Any]) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    no_turn(verb, requirement, **told, by=everything_elsewhere(cast))


def test_bringing_evidence(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.outsider, at=LATER)
    before = every_row()
    with pytest.raises(sa.exc.NoResultFound):
        operations.bring_evidence(brought, by=everything_elsewhere(cast), at=LATER)
    assert every_row() == before


def test_reading(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    elsewhere = everything_elsewhere(cast)
    assert queries.action(elsewhere.organisation_id, action.id) is None
    assert queries.requirement(elsewhere.organisation_id, requirement.id) is None
    assert queries.needs_at(elsewhere, at=LATER) == []
    assert queries.standards_asked_by(elsewhere.organisation_id, requirement.checklist_id) == set()


def no_turn(verb: Callable[..., Any], about: Action | Requirement, **told: Any) -> None:
    before = every_row()
    with pytest.raises(LookupError, match="not a thing of organisation"):
        verb(about, at=LATER, **told)
    assert every_row() == before


# People and things of another organisation, named by somebody who works here.


def test_a_lead_from_another_organisation(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE)
    terms = {"due_on": LATER.date(), "support": "None.", "criteria": "Seen."}
    told = {"lead_id": cast.outsider.id, "by": cast.samuel.standing(), "at": DONE, **terms}
    assert refused(operations.agree, action, why=Why.INVALID, **told) == "Choose the one person who leads this."


def test_a_standard_of_another_organisation(cast: Cast) -> None:
    foreign = make.standard_id(cast.other_organisation_id)
    about = {"service_id": cast.hazel, "standard_id": foreign, "by": cast.samuel.standing(), "at": DONE}
    says = "Choose the standard this is about."
    assert refused(operations.propose_action, title="A", change="B", why=Why.INVALID, **about) == says
    finding = {"kind": FindingKind.GAP, "text": "C", **about}
    assert refused(operations.record_finding, why=Why.INVALID, **finding) == says


def test_a_finding_of_another_organisation(cast: Cast) -> None:
    foreign = make.a_finding(cast, at=DONE, by=cast.outsider, service_id=cast.other_service)
    told = {"service_id": cast.hazel, "standard_id": make.standard_id(cast.organisation_id), "at": DONE}
    said = refused(
        operations.propose_action,
        title="A",
        change="B",
        finding_ids=[foreign.id],
        by=cast.samuel.standing(),
        why=Why.INVALID,
        **told,
    )
    assert said == "This finding does not belong to this service."


def test_a_checklist_of_another_organisation(cast: Cast) -> None:
    ours = make.an_action(cast, State.AGREED, at=DONE)
    theirs = make.an_action(cast, State.PROPOSED, at=DONE, by=cast.outsider, service_id=cast.other_service)
    told = {"size": 1, "allowed": 0, "weeks": 4, "reason": "More.", "by": cast.samuel.standing(), "at": DONE}
    foreign = queries.plan_of(theirs)[0].checklist_id
    asked = {"standard_id": make.standard_id(cast.organisation_id), "checklist_id": foreign}
    said = refused(operations.add_requirement, ours, why=Why.INVALID, **asked, **told)
    assert said == "Choose the checklist for this look."


def test_whoever_counted_the_records_works_here(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, at=DONE)
    told = {"population": 40, "left_out": 0, "left_out_reason": None, "size": 10, "at": LATER}
    said = refused(
        draw_records,
        service_id=cast.hazel,
        checklist_id=requirement.checklist_id,
        counted_by_id=cast.outsider.id,
        by=cast.grace.standing(),
        why=Why.INVALID,
        **told,
    )
    assert said == "Choose who counted the records."
