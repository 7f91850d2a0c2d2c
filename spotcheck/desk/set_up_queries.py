"""How far setting up has come, in three queries."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing, Verb
from spotcheck.desk import set_up_rules as rules
from spotcheck.desk.set_up_rules import Missing, Place
from spotcheck.organisation.models import Invitation, Person, RoleHeld
from spotcheck.organisation.queries import held_at, services


def missing(standing: Standing, *, at: datetime) -> tuple[Missing, ...]:
    """What is still to be set up, for whoever can; empty for everybody else."""
    if standing.services_for(Verb.CHANGE_SERVICES) is not None:
        return ()
    held = _held(standing.organisation_id, at)
    across = held.get(None, set())
    places = [
        Place(
            one.name,
            has_number=one.on_call_number is not None,
            looked_at=rules.looks(held.get(one.id, set()) | across),
            managed=rules.decides(held.get(one.id, set()) | across),
        )
        for one in services(standing.organisation_id)
    ]
    return rules.missing(places, not_joined=_not_joined(standing.organisation_id))


def _held(organisation_id: uuid.UUID, at: datetime) -> dict[uuid.UUID | None, set[Role]]:
    """Which roles are held where; those who were invited count."""
    query = (
        sa.select(RoleHeld.service_id, RoleHeld.role)
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(RoleHeld.organisation_id == organisation_id, Person.ended_at.is_(None), *held_at(at))
        .distinct()
    )
    held: dict[uuid.UUID | None, set[Role]] = {}
    for service_id, role in db.session.execute(query):
        held.setdefault(service_id, set()).add(Role(role))
    return held


def _not_joined(organisation_id: uuid.UUID) -> int:
    """Who works here, was given a link and has no sign-in yet."""
    given = sa.exists().where(Invitation.organisation_id == Person.organisation_id, Invitation.person_id == Person.id)
    query = sa.select(sa.func.count()).where(
        Person.organisation_id == organisation_id,
        Person.account_id.is_(None),
        Person.ended_at.is_(None),
        Person.outside.is_(False),
        given,
    )
    return db.session.scalar(query) or 0
