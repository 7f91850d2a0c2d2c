"""Actions and what belongs to them, from what a person may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie, Verb
from spotcheck.organisation.models import Person, Service, Verifier
from spotcheck.organisation.queries import how_many_give_care
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement


def action(organisation_id: uuid.UUID, action_id: uuid.UUID) -> Action | None:
    return db.session.get(Action, (organisation_id, action_id))


def requirement(organisation_id: uuid.UUID, requirement_id: uuid.UUID) -> Requirement | None:
    return db.session.get(Requirement, (organisation_id, requirement_id))


def finding(organisation_id: uuid.UUID, finding_id: uuid.UUID) -> Finding | None:
    return db.session.get(Finding, (organisation_id, finding_id))


def action_thing(action: Action, *, at: datetime) -> Thing:
    """What the permission table needs to know of an action: its service, its lead, its verifiers of today."""
    return thing_with(action, invited_people(action, at=at), at=at)


def invited_people(action: Action, *, at: datetime) -> list[tuple[Person, Verifier]]:
    """Who was invited from outside and may come now or later, with the invitation."""
    query = (
        sa.select(Person, Verifier)
        .join(Verifier, sa.and_(Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id))
        .where(
            Verifier.organisation_id == action.organisation_id,
            Verifier.action_id == action.id,
            *_may_come(at),
        )
        .order_by(Person.name)
    )
    return [(person, invitation) for person, invitation in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an action belongs, whether its lead does not work there any more, and how many people give care there."""

    service: str
    topic: str
    topic_id: uuid.UUID
    topic_key: str
    lead_left: bool
    give_care: int


def opened(
    organisation_id: uuid.UUID, action_id: uuid.UUID, *, at: datetime
) -> tuple[Action, Place, list[tuple[Person, Verifier]]] | None:
    """An action with its place, and who was invited from outside and may come now or later; one query."""
    lead = aliased(Person)
    give_care = how_many_give_care(organisation_id, Action.service_id, at=at)
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Action, Service.name, Topic, lead.ended_at, give_care, Person, Verifier)
        .join(Service, sa.and_(Service.organisation_id == Action.organisation_id, Service.id == Action.service_id))
        .join(Standard, sa.and_(Standard.organisation_id == Action.organisation_id, Standard.id == Action.standard_id))
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .outerjoin(lead, sa.and_(lead.organisation_id == Action.organisation_id, lead.id == Action.lead_id))
        .outerjoin(
            Verifier,
            sa.and_(
                Verifier.organisation_id == Action.organisation_id, Verifier.action_id == Action.id, *_may_come(at)
            ),
        )
        .outerjoin(Person, sa.and_(Person.organisation_id == Verifier.organisation_id, Person.id == Verifier.person_id))
        .where(Action.organisation_id == organisation_id, Action.id == action_id)
        .order_by(Person.name)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    action, service, topic, left, give_care_here, *_ = rows[0]
    invited = [(person, invitation) for *_, person, invitation in rows if invitation is not None]
    return action, Place(service, topic.name, topic.id, topic.key, left is not None, give_care_here), invited


def _may_come(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Now or later."""
    return Verifier.until_at > at, sa.or_(Verifier.ended_at.is_(None), Verifier.ended_at > at)


def thing_with(action: Action, invited: Iterable[tuple[Person, Verifier]], *, at: datetime) -> Thing:
    """The same, when the invitations were read already."""
    ties = {(Tie.VERIFIER, person.id) for person, invitation in invited if invitation.from_at <= at}
    if action.lead_id is not None:
        ties.add((Tie.LEAD, action.lead_id))
    return Thing(action.organisation_id, action.service_id, frozenset(ties))


def visible_to(standing: Standing) -> sa.ColumnElement[bool]:
    """The actions this person may see: of their services, those they lead, and those they were invited to verify."""
    return sa.or_(*ways_to(standing))


def to_agree(standing: Standing, action_ids: Collection[uuid.UUID]) -> list[Action]:
    """Those of these actions that are in a service where this person agrees actions, by their numbers."""
    if not action_ids:
        return []
    services = standing.services_for(Verb.AGREE_ACTION)
    theirs = sa.true() if services is None else Action.service_id.in_(services)
    query = sa.select(Action).where(visible_to(standing), theirs, Action.id.in_(action_ids))
    return list(db.session.scalars(query.order_by(Action.number)))


def ways_to(standing: Standing) -> list[sa.ColumnElement[bool]]:
    """The same one by one, each of which the database answers from an index."""
    services = standing.services_for(Verb.SEE_ACTION)
    if services is None:
        return [Action.organisation_id == standing.organisation_id]
    of_services = sa.and_(Action.organisation_id == standing.organisation_id, Action.service_id.in_(services))
    return [of_services, *mine(standing)]


def mine(standing: Standing) -> list[sa.ColumnElement[bool]]:
    """Those this person leads, and those they were invited to verify, if any."""
    own = Action.organisation_id == standing.organisation_id
    found = [sa.and_(own, Action.lead_id == standing.person_id)]
    if standing.verifies:
        found.append(sa.and_(own, Action.id.in_(standing.verifies)))
    return found


def plan_of(action: Action) -> list[Requirement]:
    """The requirements in force, in the order they were made; without what is looked at after closing."""
    return [one for one in every_requirement(action) if one.replaced_at is None and one.drift_weeks is None]


def drift_of(action: Action) -> list[Requirement]:
    """The looks planned for after closing that are in force, first steps and second ones."""
    return [one for one in every_requirement(action) if one.replaced_at is None and one.drift_weeks is not None]


def every_requirement(action: Action) -> list[Requirement]:
    """The requirements in force and those that were replaced, in the order they were made."""
    query = sa.select(Requirement).where(
        Requirement.organisation_id == action.organisation_id, Requirement.action_id == action.id
    )
    return list(db.session.scalars(query.order_by(Requirement.made_at, Requirement.id)))


def evidence_of(action: Action) -> list[Evidence]:
    """The newest evidence of each check, of every round."""
    query = sa.select(Evidence).where(
        Evidence.organisation_id == action.organisation_id,
        Evidence.action_id == action.id,
        Evidence.superseded.is_(False),
    )
    return list(db.session.scalars(query.order_by(Evidence.began_at, Evidence.id)))


def findings_of(action: Action) -> list[Finding]:
    """What led to this action, oldest first."""
    query = sa.select(Finding).where(Finding.organisation_id == action.organisation_id, Finding.action_id == action.id)
    return list(db.session.scalars(query.order_by(Finding.found_at, Finding.id)))


def standards_asked_by(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> set[uuid.UUID]:
    """The standards that any published version of this checklist asks about."""
    query = (
        sa.select(Item.standard_id)
        .join(
            ChecklistVersion,
            sa.and_(ChecklistVersion.organisation_id == Item.organisation_id, ChecklistVersion.id == Item.version_id),
        )
        .where(Item.organisation_id == organisation_id, ChecklistVersion.checklist_id == checklist_id)
    )
    return set(db.session.scalars(query.distinct()))
