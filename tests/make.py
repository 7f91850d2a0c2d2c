"""Things for tests, made by the product's own operations. A maker asks for what a test is about and fills in the rest.

An action is made in one go: all its steps lie at `at`, so everything seen later can be evidence.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.clock import local_date
from spotcheck.core.ids import new_id
from spotcheck.organisation.operations import add_person
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.verifying import invite_verifier
from spotcheck.sampling.models import Draw
from spotcheck.standards.queries import standard_by_key
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.rules.conditions import NOTHING, Conditions
from spotcheck.tracker.rules.words import FindingKind, Look, Risk, State
from tests.cast import Cast, Member, an_account

STANDARD = "prn-recorded"


class Asks(NamedTuple):
    """One part of a plan: `size` looks, at most `allowed` missed, within `weeks` of done."""

    look: Look
    size: int
    allowed: int = 0
    weeks: int = 4
    second_size: int = 0
    second_allowed: int = 0
    asks: Conditions = NOTHING


A_SAMPLE = Asks(Look.SAMPLE, 10, 1)
IN_TWO_STEPS = Asks(Look.SAMPLE, 10, 0, second_size=10, second_allowed=2)
AN_OBSERVATION = Asks(Look.OBSERVATION, 1)
AN_INTERVIEW = Asks(Look.INTERVIEW, 1)

# The standard that each kind of look is about, and a starter checklist that asks for it.
_ABOUT = {
    Look.SAMPLE: (STANDARD, "mar-prn-sample"),
    Look.OBSERVATION: ("prn-plan-followed", "medicines-observation"),
    Look.INTERVIEW: (STANDARD, "prn-interview"),
    Look.VOICE: (STANDARD, "medicines-voice"),
}


def a_finding(
    cast: Cast,
    *,
    at: datetime,
    by: Member | None = None,
    service_id: uuid.UUID | None = None,
    source_id: uuid.UUID | None = None,
) -> Finding:
    """A gap of Hazel Court, found by Samuel, unless others are named."""
    by = by or cast.samuel
    return operations.record_finding(
        service_id=service_id or cast.hazel,
        standard_id=standard_id(by.organisation_id),
        kind=FindingKind.GAP,
        text="Some entries give no reason.",
        risk=Risk.MEDIUM,
        seen=24,
        met=13,
        source_id=source_id,
        look=Look.SAMPLE,
        by=by.standing(),
        at=at,
    )


def an_action(
    cast: Cast,
    state: State = State.AGREED,
    *,
    at: datetime,
    plan: Sequence[Asks] = (A_SAMPLE,),
    lead: Member | None = None,
    by: Member | None = None,
    service_id: uuid.UUID | None = None,
    title: str = "The reason stands beside every PRN entry",
) -> Action:
    """An action of Hazel Court on its way to `state`: led by Priya and agreed by Samuel, unless others are named.

    For a closed one, the looks are Grace's and everything they show is in place.
    """
    lead, manager = lead or cast.priya, by or cast.samuel
    action = operations.propose_action(
        service_id=service_id or cast.hazel,
        standard_id=standard_id(manager.organisation_id),
        title=title,
        change="A prompt at the end of each round: time, dose, reason, effect.",
        by=manager.standing(),
        at=at,
    )
    for asks in plan:
        a_requirement(action, asks, by=manager, at=at)
    if state is State.PROPOSED:
        return action
    if state is State.WITHDRAWN:
        operations.withdraw(action, reason="The service stopped giving PRN.", by=manager.standing(), at=at)
        return action
    agree(action, lead=lead, by=manager, at=at)
    if state is State.AGREED:
        return action
    done(action, at=at)
    if state is State.CLOSED:
        for requirement in queries.plan_of(action):
            looks(cast, requirement, at=at + timedelta(hours=1))
        operations.close(action, words="Seen on two shifts.", by=manager.standing(), at=at + timedelta(hours=2))
    return action


def a_done_action(
    cast: Cast, *plan: Asks, at: datetime, lead: Member | None = None, by: Member | None = None
) -> tuple[Action, Requirement]:
    """An action that was reported done at `at`, and the first part of its plan."""
    action = an_action(cast, State.DONE, at=at, plan=plan or (A_SAMPLE,), lead=lead, by=by)
    return action, queries.plan_of(action)[0]


def a_requirement(
    action: Action, asks: Asks, *, by: Member, at: datetime, reason: str = "It was agreed."
) -> Requirement:
    """One more look in the plan of this action."""
    standard, checklist = _ABOUT[asks.look]
    found = checklist_by_key(action.organisation_id, checklist)
    assert found is not None
    return operations.add_requirement(
        action,
        standard_id=standard_id(action.organisation_id, standard),
        checklist_id=found.id,
        size=asks.size,
        allowed=asks.allowed,
        weeks=asks.weeks,
        second_size=asks.second_size,
        second_allowed=asks.second_allowed,
        asks=asks.asks,
        reason=reason,
        by=by.standing(),
        at=at,
    )


def agree(action: Action, *, lead: Member, by: Member, at: datetime) -> None:
    operations.agree(
        action,
        lead_id=lead.id,
        due_on=local_date(at),
        support="Two hours off the floor.",
        criteria="Nine of ten entries give time, dose, reason and effect.",
        by=by.standing(),
        at=at,
    )


def done(action: Action, *, at: datetime) -> None:
    """Reported done by whoever leads it."""
    assert action.lead_id is not None
    lead = standing_of(action.organisation_id, action.lead_id, at=at)
    operations.report_done(action, words="The prompt is in use.", by=lead, at=at)


def a_draw(
    requirement: Requirement,
    by: Member,
    *,
    at: datetime,
    population: int = 40,
    counted_by: Member | None = None,
) -> Draw:
    """The records of a planned sample, drawn and counted by the same person unless another one counted."""
    return operations.draw_for_requirement(
        requirement,
        population=population,
        left_out=0,
        left_out_reason=None,
        counted_by_id=(counted_by or by).id,
        by=by.standing(),
        at=at,
    )


def looked(
    requirement: Requirement,
    by: Member,
    *,
    at: datetime,
    of: Member | None = None,
    draw: Draw | None = None,
    usable: int | None = None,
    misses: int = 0,
    read_from: int | None = None,
    read_to: int | None = None,
) -> operations.Brought:
    """What a check that began at `at` says about this requirement. A sample reads what was drawn."""
    return operations.Brought(
        requirement_id=requirement.id,
        source_id=new_id(),
        began_at=at,
        captured_by=by.id,
        observed=of.id if of else None,
        shift="early",
        draw_id=draw.id if draw else None,
        usable=usable if usable is not None else draw.size if draw else 1,
        misses=misses,
        read_from=read_from,
        read_to=read_to,
    )


def evidence_for(
    requirement: Requirement,
    by: Member,
    *,
    at: datetime,
    reviewed_by: Member | None = None,
    stands: bool = True,
    of: Member | None = None,
    draw: Draw | None = None,
    usable: int | None = None,
    misses: int = 0,
) -> Evidence:
    """A look by this person that began at `at`, brought at once; reviewed too when a reviewer is named."""
    brought = looked(requirement, by, at=at, of=of, draw=draw, usable=usable, misses=misses)
    evidence = operations.bring_evidence(brought, by=by.standing(), at=at)
    return review(brought, reviewed_by, at=at, stands=stands) if reviewed_by else evidence


def review(brought: operations.Brought, by: Member, *, at: datetime, stands: bool = True) -> Evidence:
    return operations.bring_evidence(brought, by=by.standing(), at=at, reviewed_by=by.id, stands=stands)


def looks(cast: Cast, requirement: Requirement, *, at: datetime, misses: int = 0) -> None:
    """Every look this requirement asks for, captured by Grace and reviewed by Ruth; `misses` in the first ones."""
    if Look(requirement.kind) is Look.SAMPLE:
        draw = a_draw(requirement, cast.grace, at=at)
        evidence_for(requirement, cast.grace, at=at, draw=draw, misses=misses, reviewed_by=cast.ruth)
        return
    for number in range(requirement.size):
        missed = int(number < misses)
        evidence_for(requirement, cast.grace, at=at, of=cast.tomasz, misses=missed, reviewed_by=cast.ruth)


def a_verifier(
    action: Action, *, by: Member, at: datetime, until: datetime | None = None, name: str = "Vera"
) -> Member:
    """Somebody from outside with a sign-in, invited for this action, for 30 days unless told otherwise."""
    account = an_account(name.casefold(), at)
    person = add_person(name, account_id=account.id, outside=True, by=by.standing(), at=at)
    invite_verifier(
        person,
        action.id,
        service_id=action.service_id,
        until=until or at + timedelta(days=30),
        by=by.standing(),
        at=at,
    )
    return Member(name, account.sign_in, person.organisation_id, person.id, at)


def standard_id(organisation_id: uuid.UUID, key: str = STANDARD) -> uuid.UUID:
    found = standard_by_key(organisation_id, key)
    assert found is not None
    return found.id


def a_closed_action(cast: Cast, *plan: Asks, at: datetime) -> Action:
    """An action that closed two hours after it was reported done at `at`."""
    return an_action(cast, State.CLOSED, at=at, plan=plan or (A_SAMPLE,))


def steps_of(action: Action, weeks: int = 12) -> tuple[Requirement, Requirement]:
    """The two steps of the look so many weeks after closing; of its first standard."""
    planned = [one for one in queries.drift_of(action) if one.drift_weeks == weeks]
    first = next(one for one in planned if one.after_id is None)
    return first, next(one for one in planned if one.after_id == first.id)
