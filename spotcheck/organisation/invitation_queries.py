"""Invitations as those who invite see them: what waits, what was used, who invited whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.database import db
from spotcheck.core.forms import plain_id
from spotcheck.core.permissions import Standing, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation import invitation_rules
from spotcheck.organisation.invitation_rules import State
from spotcheck.organisation.models import Invitation, Person, RoleHeld
from spotcheck.organisation.queries import held_at

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    person_id: uuid.UUID
    name: str
    invited_by: str
    made_at: datetime
    state: State
    says: Sentence


def invitation(organisation_id: uuid.UUID, invitation_id: uuid.UUID) -> Invitation | None:
    return db.session.get(Invitation, (organisation_id, invitation_id))


def newest_of(person: Person) -> Invitation | None:
    """The link that was made last for this person."""
    query = sa.select(Invitation).where(
        Invitation.organisation_id == person.organisation_id, Invitation.person_id == person.id
    )
    return db.session.scalars(query.order_by(Invitation.made_at.desc(), Invitation.id.desc()).limit(1)).first()


def newest_of_each(organisation_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Invitation]:
    """The same for several people, in one query."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    query = sa.select(Invitation).where(Invitation.organisation_id == organisation_id, Invitation.person_id.in_(wanted))
    return {one.person_id: one for one in db.session.scalars(query.order_by(Invitation.made_at, Invitation.id))}


def state_of(found: Invitation, at: datetime) -> State:
    return invitation_rules.state(at, ends_at=found.ends_at, taken_at=found.taken_at, ended_at=found.ended_at)


def says_of(found: Invitation, at: datetime) -> Sentence:
    return invitation_rules.in_words(
        state_of(found, at), ends_at=found.ends_at, taken_at=found.taken_at, ended_at=found.ended_at
    )


def invitations(standing: Standing, *, at: datetime, after: str | None = None) -> tuple[list[Listed], str | None]:
    """Links for people this person may see, the newest first, and where the next page begins. Two queries at most."""
    inviter = aliased(Person)
    query = (
        sa.select(Invitation, Person.name, inviter.name)
        .join(Person, sa.and_(Person.organisation_id == Invitation.organisation_id, Person.id == Invitation.person_id))
        .join(
            inviter,
            sa.and_(inviter.organisation_id == Invitation.organisation_id, inviter.id == Invitation.invited_by_id),
        )
        .where(Invitation.organisation_id == standing.organisation_id, Person.outside.is_(False))
        .order_by(Invitation.made_at.desc(), Invitation.id.desc())
    )
    reach = standing.services_for(Verb.SEE_PEOPLE)
    if reach is not None:
        query = query.where(
            sa.exists().where(
                RoleHeld.organisation_id == Invitation.organisation_id,
                RoleHeld.person_id == Invitation.person_id,
                sa.or_(RoleHeld.service_id.is_(None), RoleHeld.service_id.in_(reach)),
                *held_at(at),
            )
        )
    place = plain_id(after)
    last = invitation(standing.organisation_id, place) if place else None
    if last is not None:
        here = sa.tuple_(Invitation.made_at, Invitation.id)
        query = query.where(
            here < sa.tuple_(sa.literal(last.made_at, Invitation.made_at.type), sa.literal(last.id, sa.Uuid()))
        )
    found = db.session.execute(query.limit(PAGE + 1)).all()
    listed = [
        Listed(one.person_id, name, by, one.made_at, state_of(one, at), says_of(one, at))
        for one, name, by in found[:PAGE]
    ]
    return listed, str(found[PAGE - 1][0].id) if len(found) > PAGE else None
