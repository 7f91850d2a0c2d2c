"""Everything that the page of one action tells, read in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist
from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.models import Person, Service, Verifier
from spotcheck.organisation.queries import names, standings_reaching
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import draws_of
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.queries.actions import every_requirement, evidence_of, findings_of
from spotcheck.tracker.queries.closing import closing_of, could_verify_action, used_in_this_round
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.history_words import people_in
from spotcheck.tracker.rules.independence import CouldVerify, could_verify


@dataclass(frozen=True, slots=True)
class Known:
    """Names of people, for somebody who may see them; words for a reader (R12)."""

    names: dict[uuid.UUID, str]
    shown: bool

    def name(self, person_id: uuid.UUID | None, otherwise: Sentence | None = None) -> str | Sentence:
        if self.shown and person_id in self.names:
            return self.names[person_id]
        return otherwise or say("Somebody")

    def listed(self, person_ids: Iterable[uuid.UUID]) -> list[str]:
        """By name; empty for a reader."""
        return sorted(self.names[one] for one in person_ids if one in self.names) if self.shown else []


@dataclass(frozen=True, slots=True)
class Told:
    """One action with all that its page shows. `plan` is in force; `replaced` is not any more."""

    action: Action
    service: str
    topic: str
    standards: dict[uuid.UUID, str]
    checklists: dict[uuid.UUID, str]
    answer: Closing
    plan: Sequence[Requirement]
    replaced: Sequence[Requirement]
    used: bool  # looking has begun in this round
    draws: Sequence[Draw]
    evidence: Sequence[Evidence]
    findings: Sequence[Finding]
    able: CouldVerify
    invited: Sequence[tuple[str, datetime]]
    lines: Sequence[HistoryLine]
    known: Known


def told(action: Action, standing: Standing, *, at: datetime) -> Told:
    """What the page of this action tells to this person."""
    requirements = every_requirement(action)
    findings = findings_of(action)
    able = could_verify_action(action, action.lead_id, at=at)
    lines = history.lines(action.organisation_id, "action", action.id)
    service, topic = _place(action)
    everybody = {
        action.lead_id, action.proposed_by_id, action.agreed_by_id, action.done_by_id, action.closed_by_id,
        *able.capture, *able.review, *able.close, *(one for line in lines for one in people_in(line.payload or {})),
    }  # fmt: skip
    return Told(
        action=action,
        service=service,
        topic=topic,
        standards=_texts(action, requirements, findings),
        checklists=_titles(action.organisation_id, {one.checklist_id for one in requirements}),
        answer=closing_of(action, at=at),
        plan=[one for one in requirements if one.replaced_at is None],
        replaced=[one for one in requirements if one.replaced_at is not None],
        used=used_in_this_round(action),
        draws=draws_of(action.organisation_id, [one.id for one in requirements]) if requirements else [],
        evidence=evidence_of(action),
        findings=findings,
        able=able,
        invited=_invited(action, at) if standing.sees_names else [],
        lines=lines,
        known=Known(names(action.organisation_id, everybody) if standing.sees_names else {}, standing.sees_names),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could lead an action, and what would follow for its verification."""

    id: uuid.UUID
    name: str
    roles: Sequence[str]
    likely: bool  # works as more than a care worker here
    closers: Sequence[str]
    gap: Sentence | None


def candidates(action: Action, *, at: datetime) -> list[Candidate]:
    """Everybody with a sign-in who works at this service or across, with who could verify if they led it (R3)."""
    standings = standings_reaching(action.organisation_id, action.service_id, at=at)
    invited = could_verify_action(action, None, at=at).close - standings.keys()
    named = names(action.organisation_id, {*standings, *invited})
    found = []
    for person_id, standing in standings.items():
        roles = {held.role for held in standing.roles} & _WORKING
        if not roles:
            continue
        able = could_verify(person_id, standings, frozenset(invited))
        found.append(
            Candidate(
                id=person_id,
                name=named[person_id],
                roles=[role.value for role in Role if role in roles],
                likely=bool(roles - {Role.CARE_WORKER}),
                closers=sorted(named[one] for one in able.close),
                gap=able.gap,
            )
        )
    return sorted(found, key=lambda one: (not one.likely, one.name.casefold()))


# Whoever reads or administers only, across the organisation, is not asked to change practice in a service.
_WORKING = frozenset({Role.CARE_WORKER, Role.SUPERVISOR, Role.MANAGER, Role.QUALITY_LEAD})


def _place(action: Action) -> tuple[str, str]:
    query = (
        sa.select(Service.name, Topic.name)
        .select_from(Service)
        .join(Standard, Standard.organisation_id == Service.organisation_id)
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .where(
            Service.organisation_id == action.organisation_id,
            Service.id == action.service_id,
            Standard.id == action.standard_id,
        )
    )
    service, topic = db.session.execute(query).one()
    return service, topic


def _texts(action: Action, requirements: Sequence[Requirement], findings: Sequence[Finding]) -> dict[uuid.UUID, str]:
    wanted = {action.standard_id, *(one.standard_id for one in requirements), *(one.standard_id for one in findings)}
    query = sa.select(Standard.id, Standard.text).where(
        Standard.organisation_id == action.organisation_id, Standard.id.in_(wanted)
    )
    return dict(db.session.execute(query).all())


def _titles(organisation_id: uuid.UUID, checklist_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not checklist_ids:
        return {}
    query = sa.select(Checklist.id, Checklist.title).where(
        Checklist.organisation_id == organisation_id, Checklist.id.in_(checklist_ids)
    )
    return dict(db.session.execute(query).all())


def _invited(action: Action, at: datetime) -> list[tuple[str, datetime]]:
    """Who was invited from outside and may still come, and until when."""
    query = (
        sa.select(Person.name, Verifier.until_at)
        .join(Verifier, sa.and_(Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id))
        .where(
            Verifier.organisation_id == action.organisation_id,
            Verifier.action_id == action.id,
            Verifier.until_at > at,
            sa.or_(Verifier.ended_at.is_(None), Verifier.ended_at > at),
        )
        .order_by(Person.name)
    )
    return [(name, until) for name, until in db.session.execute(query)]
