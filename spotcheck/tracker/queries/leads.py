"""Who can be chosen to lead actions of several services."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.organisation.models import Person, RoleHeld
from spotcheck.organisation.queries import held_at
from spotcheck.tracker.rules.independence import MAY_LEAD


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody with a sign-in. `reach`: the services they work in; None: across the organisation."""

    id: uuid.UUID
    name: str
    reach: frozenset[uuid.UUID] | None


def leads_at(organisation_id: uuid.UUID, service_ids: Collection[uuid.UUID], *, at: datetime) -> dict[uuid.UUID, Lead]:
    """Everybody who works in one of these services or across, by name. One query."""
    query = (
        sa.select(Person.id, Person.name, RoleHeld.service_id)
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
    found: dict[uuid.UUID, Lead] = {}
    for person_id, name, service_id in db.session.execute(query):
        before = found.get(person_id, Lead(person_id, name, frozenset()))
        reach = None if service_id is None or before.reach is None else before.reach | {service_id}
        found[person_id] = Lead(person_id, name, reach)
    return found
