"""Who can lead actions: those who work where the action is."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.organisation.models import Person, RoleHeld
from spotcheck.organisation.queries import held_at
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.independence import MAY_LEAD


def works_there(action: Action, person_id: uuid.UUID | None, *, at: datetime) -> bool:
    """Whether this person could lead this action: they work at its service, or across."""
    query = sa.select(RoleHeld.id).where(
        RoleHeld.organisation_id == action.organisation_id,
        RoleHeld.person_id == person_id,
        RoleHeld.role.in_([role.value for role in sorted(MAY_LEAD)]),
        sa.or_(RoleHeld.service_id == action.service_id, RoleHeld.service_id.is_(None)),
        *held_at(at),
    )
    return db.session.scalar(query.limit(1)) is not None


def leads_at(organisation_id: uuid.UUID, service_ids: Collection[uuid.UUID], *, at: datetime) -> dict[uuid.UUID, str]:
    """The names of everybody with a sign-in who works in one of these services or across, in order. One query."""
    query = (
        sa.select(Person.id, Person.name)
        .join(RoleHeld, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(
            Person.organisation_id == organisation_id,
            Person.ended_at.is_(None),
            Person.account_id.is_not(None),
            RoleHeld.role.in_([role.value for role in sorted(MAY_LEAD)]),
            sa.or_(RoleHeld.service_id.in_(service_ids), RoleHeld.service_id.is_(None)),
            *held_at(at),
        )
        .order_by(sa.func.lower(Person.name), Person.id)
    )
    return dict(db.session.execute(query).all())
