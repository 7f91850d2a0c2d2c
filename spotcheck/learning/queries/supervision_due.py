"""How many talks are due, service by service, and one's own: numbers for Today, never names."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing, Verb
from spotcheck.learning.rules.supervision import DECIDING, LOOKING, State, Talks, due_on, in_time_from, state_of
from spotcheck.learning.supervision_models import Supervision
from spotcheck.organisation.models import Person, RoleHeld, Service
from spotcheck.organisation.queries import held_at


@dataclass(frozen=True, slots=True)
class TalksDue:
    """How many talks with others are due at a service, or soon; and by when one's own is, where that is so.

    `own`: at this service. `by` None there: no practice was seen for any talk yet."""

    service_id: uuid.UUID
    service: str
    others: int = 0
    own: bool = False
    by: date | None = None


def talks_due(standing: Standing, *, at: datetime) -> list[TalksDue]:
    """By the services' names. One query."""
    today = local_date(at)
    last = (
        sa.select(
            Supervision.service_id,
            Supervision.worker_id,
            sa.func.max(Supervision.held_on).label("last_on"),
            sa.func.max(sa.case((Supervision.looks > 0, Supervision.held_on))).label("observed_on"),
        )
        .where(Supervision.organisation_id == standing.organisation_id)
        .group_by(Supervision.service_id, Supervision.worker_id)
        .subquery()
    )
    mine = last.c.worker_id == standing.person_id
    late = sa.or_(last.c.observed_on.is_(None), last.c.observed_on < in_time_from(today))
    query = (
        sa.select(
            Service.id,
            Service.name,
            sa.func.count(last.c.worker_id).filter(sa.not_(mine), late),
            sa.func.max(last.c.last_on).filter(mine),
            sa.func.max(last.c.observed_on).filter(mine),
        )
        .join(last, last.c.service_id == Service.id)
        .join(Person, sa.and_(Person.organisation_id == Service.organisation_id, Person.id == last.c.worker_id))
        .where(
            Service.organisation_id == standing.organisation_id,
            Service.ended_at.is_(None),
            Person.ended_at.is_(None),
            _holds(last.c.worker_id, last.c.service_id, tuple(Role), at),
            sa.or_(mine, _supervised_by(standing, last.c.worker_id, last.c.service_id, at)),
        )
        .group_by(Service.id, Service.name)
        .order_by(Service.name)
    )
    found = [_read(*row, today=today) for row in db.session.execute(query)]
    return [one for one in found if one.others or one.own]


def _read(
    service_id: uuid.UUID, name: str, others: int, last_on: date | None, observed_on: date | None, *, today: date
) -> TalksDue:
    talks = Talks(last_on, observed_on)
    own = state_of(talks, today=today) in {State.LATE, State.DUE_SOON}
    return TalksDue(service_id, name, others, own, due_on(talks) if own else None)


def _supervised_by(
    standing: Standing, worker_id: sa.ColumnElement[uuid.UUID], service_id: sa.ColumnElement[uuid.UUID], at: datetime
) -> sa.ColumnElement[bool]:
    """`rules.supervision.peers`, asked of the database: a supervisor keeps no records of other supervisors."""
    reach, deciding = standing.services_for(Verb.SUPERVISE), standing.services_with(DECIDING)
    if deciding is None:
        return sa.true()
    no_peer = sa.or_(service_id.in_(deciding), sa.not_(_holds(worker_id, service_id, LOOKING, at)))
    return no_peer if reach is None else sa.and_(service_id.in_(reach), no_peer)


def _holds(
    worker_id: sa.ColumnElement[uuid.UUID],
    service_id: sa.ColumnElement[uuid.UUID],
    roles: Sequence[Role] | frozenset[Role],
    at: datetime,
) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        RoleHeld.organisation_id == Service.organisation_id,
        RoleHeld.person_id == worker_id,
        RoleHeld.service_id == service_id,
        RoleHeld.role.in_([one.value for one in roles]),
        *held_at(at),
    )
