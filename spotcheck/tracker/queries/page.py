"""Everything that the page of one action tells, in five queries at most."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist
from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.around_queries import people_around
from spotcheck.organisation.models import Person, Verifier
from spotcheck.sampling.list_queries import Reading, draws_with_readings
from spotcheck.sampling.models import Draw
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.queries.actions import findings_of
from spotcheck.tracker.queries.closing import action_facts, evidence_fact, requirement_facts
from spotcheck.tracker.rules.closing import Closing, closing
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.history_words import people_in
from spotcheck.tracker.rules.holding import Holding, holding
from spotcheck.tracker.rules.independence import MAY_LEAD, CouldVerify, could_verify
from spotcheck.tracker.rules.words import State

Invited = Sequence[tuple[Person, Verifier]]


@dataclass(frozen=True, slots=True)
class Known:
    """Names of people, for somebody who may see them; words for a reader (R12)."""

    names: Mapping[uuid.UUID, str]
    shown: bool

    def name(self, person_id: uuid.UUID | None, otherwise: Sentence | None = None) -> str | Sentence:
        found = self.names.get(person_id) if self.shown and person_id else None
        return found or otherwise or say("Somebody")

    def shown_name(self, name: str) -> str | Sentence:
        """A name that was read already, for whoever may see it."""
        return name if self.shown else say("Somebody")

    def listed(self, person_ids: Iterable[uuid.UUID]) -> list[str]:
        """By name; empty for a reader."""
        return sorted(self.names[one] for one in person_ids if one in self.names) if self.shown else []


@dataclass(frozen=True, slots=True)
class Told:
    """One action with all that its page shows. `plan` is in force; `replaced` is not any more."""

    action: Action
    standards: Mapping[uuid.UUID, str]
    checklists: Mapping[uuid.UUID, str]
    answer: Closing
    holding: Holding
    drift: Sequence[Requirement]  # looks after closing, of now and before
    plan: Sequence[Requirement]
    replaced: Sequence[Requirement]
    draws: Sequence[Draw]
    readings: Mapping[uuid.UUID, Sequence[Reading]]  # what became of the records of each draw
    evidence: Sequence[Evidence]
    findings: Sequence[Finding]
    standings: Mapping[uuid.UUID, Standing]  # of everybody with a sign-in and a role that reaches the service
    able: CouldVerify
    invited: Invited
    came_before: Sequence[tuple[uuid.UUID, str]]  # from outside, who could be asked again
    lines: Sequence[HistoryLine]
    known: Known

    @property
    def used(self) -> bool:
        """Whether looking has begun: a record was drawn, or evidence came, since it was reported done (R7)."""
        rounds = {draw.round for draw in self.draws} | {row.round for row in self.evidence}
        return self.action.state == State.DONE.value and self.action.round in rounds


def told(action: Action, standing: Standing, invited: Invited, *, inviting: Standing | None, at: datetime) -> Told:
    """What the page of this action tells to this person; `invited` are its people from outside, `inviting` whoever
    looks where they could invite others."""
    asked, evidence = _plan(action)
    drift = [one for one, _, _ in asked if one.drift_weeks is not None]
    plan = [one for one, _, _ in asked if one.replaced_at is None and one.drift_weeks is None]
    standards = {one.standard_id: text for one, text, _ in asked}
    begun = action.round > 0 and asked
    drawn = draws_with_readings(action.organisation_id, [one.id for one, _, _ in asked]) if begun else {}
    draws = list(drawn)
    facts = _facts(plan, standards)
    brought = _brought(evidence, draws)
    lines = history.lines(action.organisation_id, "action", action.id)
    around = people_around(
        action.organisation_id,
        action.service_id,
        named=_named(action, lines, invited) if standing.sees_names else (),
        inviting=inviting,
        action_id=action.id,
        at=at,
    )
    return Told(
        action=action,
        standards=standards,
        checklists={one.checklist_id: title for one, _, title in asked},
        answer=closing(action_facts(action), facts, brought, today=local_date(at)),
        holding=holding(*_as_closed(action, drift, standards), brought),
        drift=drift,
        plan=plan,
        replaced=[one for one, _, _ in asked if one.replaced_at is not None and one.drift_weeks is None],
        draws=draws,
        readings={draw.id: readings for draw, readings in drawn.items()},
        evidence=evidence,
        findings=findings_of(action),
        standings=around.standings,
        able=could_verify(action.lead_id, around.standings, _coming(invited, at)),
        invited=invited if standing.sees_names else (),
        came_before=around.came_before,
        lines=lines,
        known=Known(around.names if standing.sees_names else {}, standing.sees_names),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could lead an action, and what would follow for its verification."""

    id: uuid.UUID
    name: str | Sentence
    roles: Sequence[str]
    likely: bool  # works as more than a care worker here
    closers: Sequence[str]
    gap: Sentence | None


def candidates(told: Told, *, at: datetime) -> list[Candidate]:
    """Everybody with a sign-in who works at this service or across, with who could verify if they led it (R3).

    Asks the database nothing."""
    outside = _coming(told.invited, at)
    found = []
    for person_id, standing in told.standings.items():
        roles = {held.role for held in standing.roles} & MAY_LEAD
        if not roles:
            continue
        able = could_verify(person_id, told.standings, outside)
        found.append(
            Candidate(
                id=person_id,
                name=told.known.name(person_id),
                roles=[role.value for role in Role if role in roles],
                likely=bool(roles - {Role.CARE_WORKER}),
                closers=told.known.listed(able.close),
                gap=able.gap,
            )
        )
    return sorted(found, key=lambda one: (not one.likely, str(one.name).casefold()))


def _plan(action: Action) -> tuple[list[tuple[Requirement, str, str]], list[Evidence]]:
    """Each part of the plan, of now and before, with its standard's sentence and its checklist's title; and the newest
    evidence of each check for any of them, of every round."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Requirement, Standard.text, Checklist.title, Evidence)
        .join(
            Standard,
            sa.and_(Standard.organisation_id == Requirement.organisation_id, Standard.id == Requirement.standard_id),
        )
        .join(
            Checklist,
            sa.and_(Checklist.organisation_id == Requirement.organisation_id, Checklist.id == Requirement.checklist_id),
        )
        .outerjoin(
            Evidence,
            sa.and_(
                Evidence.organisation_id == Requirement.organisation_id,
                Evidence.requirement_id == Requirement.id,
                Evidence.superseded.is_(False),
            ),
        )
        .where(Requirement.organisation_id == action.organisation_id, Requirement.action_id == action.id)
        .order_by(Requirement.made_at, Requirement.id)
    )
    asked: dict[uuid.UUID, tuple[Requirement, str, str]] = {}
    evidence: list[Evidence] = []
    for one, text, title, row in db.session.execute(query):
        asked[one.id] = (one, text, title)
        evidence += [row] if row is not None else []
    return list(asked.values()), sorted(evidence, key=lambda row: (row.began_at, row.id))


def _as_closed(
    action: Action, drift: Sequence[Requirement], standards: dict[uuid.UUID, str]
) -> tuple[ActionFacts, list[RequirementFacts]]:
    """What the looks after the last closing are weighed by. When it is open again they are told as they were: whoever
    leads it now had no part in that."""
    facts = action_facts(action)
    planned = _facts([one for one in drift if one.drift_round == action.round], standards)
    if facts.state is State.AGREED and planned:
        facts = replace(facts, state=State.CLOSED, lead_id=None)
    return facts, planned


def _facts(requirements: Sequence[Requirement], standards: dict[uuid.UUID, str]) -> list[RequirementFacts]:
    return [requirement_facts(one, standards) for one in requirements]


def _brought(evidence: Sequence[Evidence], draws: Sequence[Draw]) -> list[EvidenceFacts]:
    drawn = {draw.id: draw for draw in draws}
    return [evidence_fact(row, drawn.get(row.draw_id) if row.draw_id else None) for row in evidence]


def _coming(invited: Invited, at: datetime) -> frozenset[uuid.UUID]:
    """Those from outside who can come now."""
    return frozenset(
        person.id
        for person, invitation in invited
        if invitation.from_at <= at and person.account_id is not None and person.ended_at is None
    )


def _named(action: Action, lines: Sequence[HistoryLine], invited: Invited) -> set[uuid.UUID]:
    """Everybody whom the page may name, beside those who work here."""
    named = {
        action.lead_id, action.proposed_by_id, action.agreed_by_id, action.done_by_id, action.closed_by_id,
        *(person.id for person, _ in invited), *(line.by_id for line in lines),
        *(one for line in lines for one in people_in(line.payload or {})),
    }  # fmt: skip
    return {one for one in named if one is not None}
