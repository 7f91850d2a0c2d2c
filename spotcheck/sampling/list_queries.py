"""The list of draws, and what became of the records of each.

What the rooms above know of a draw is asked of their tables by name: this room stands below them.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist
from spotcheck.core.database import Moment, db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.organisation.models import Service
from spotcheck.sampling.models import Draw
from spotcheck.sampling.rules import too_many_set_aside


def _named(table: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(table, sa.column("organisation_id", sa.Uuid()), sa.column("id", sa.Uuid()), *columns)


_REQUIREMENT = _named("requirement", sa.column("action_id", sa.Uuid()))
_ACTION = _named("action", sa.column("number", sa.Integer()))
_CHECK = _named("check", sa.column("draw_id", sa.Uuid()), sa.column("finished_at", Moment()))
_MET = sa.table(
    "sampled_record",
    sa.column("organisation_id", sa.Uuid()),
    sa.column("check_id", sa.Uuid()),
    sa.column("set_aside", sa.Text()),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One check of a draw's records: how many were opened, and how many of them set aside."""

    finished_at: datetime
    opened: int
    set_aside: int

    @property
    def read(self) -> int:
        return self.opened - self.set_aside

    @property
    def too_many(self) -> bool:
        return too_many_set_aside(self.set_aside, self.opened)


@dataclass(frozen=True, slots=True)
class Listed:
    """One draw of a list. `action`: the number of the action it is for."""

    draw: Draw
    service: str
    checklist: str
    action: int | None
    readings: list[Reading]


def draws_listed(standing: Standing, *, before: int | None = None, most: int = 30) -> list[Listed]:
    """The draws this person may see, newest first; with `before`, those with a lower number. Two queries."""
    query = (
        sa.select(Draw, Service.name, Checklist.title, _ACTION.c.number)
        .join(Service, sa.and_(Service.organisation_id == Draw.organisation_id, Service.id == Draw.service_id))
        .join(Checklist, sa.and_(Checklist.organisation_id == Draw.organisation_id, Checklist.id == Draw.checklist_id))
        .outerjoin(
            _REQUIREMENT,
            sa.and_(_REQUIREMENT.c.organisation_id == Draw.organisation_id, _REQUIREMENT.c.id == Draw.requirement_id),
        )
        .outerjoin(
            _ACTION,
            sa.and_(
                _ACTION.c.organisation_id == _REQUIREMENT.c.organisation_id, _ACTION.c.id == _REQUIREMENT.c.action_id
            ),
        )
        .where(visible_to(standing))
        .order_by(Draw.number.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(Draw.number < before)
    rows = db.session.execute(query).all()
    readings = readings_of(standing.organisation_id, [draw.id for draw, *_ in rows])
    return [Listed(draw, service, title, action, readings[draw.id]) for draw, service, title, action in rows]


def visible_to(standing: Standing) -> sa.ColumnElement[bool]:
    """The draws of the services this person may see draws of, those they made, and those of an action they verify."""
    here = Draw.organisation_id == standing.organisation_id
    services = standing.services_for(Verb.SEE_DRAW)
    if services is None:
        return here
    verified = sa.select(_REQUIREMENT.c.id).where(
        _REQUIREMENT.c.organisation_id == standing.organisation_id, _REQUIREMENT.c.action_id.in_(standing.verifies)
    )
    mine = (Draw.service_id.in_(services), Draw.drawn_by_id == standing.person_id, Draw.requirement_id.in_(verified))
    return sa.and_(here, sa.or_(*mine))


def draws_with_readings(
    organisation_id: uuid.UUID, requirement_ids: Collection[uuid.UUID]
) -> dict[Draw, list[Reading]]:
    """Every draw ever made for these requirements, in the order they were made, each with the finished checks of it,
    oldest first. One query."""
    met = sa.and_(_MET.c.organisation_id == _CHECK.c.organisation_id, _MET.c.check_id == _CHECK.c.id)
    opened, set_aside = (
        sa.select(sa.func.count(column)).where(met).scalar_subquery() for column in (_MET.c.check_id, _MET.c.set_aside)
    )
    query = (
        sa.select(Draw, _CHECK.c.finished_at, opened, set_aside)
        .outerjoin(_CHECK, sa.and_(_CHECK.c.organisation_id == Draw.organisation_id, _CHECK.c.draw_id == Draw.id))
        .where(Draw.organisation_id == organisation_id, Draw.requirement_id.in_(requirement_ids))
        .order_by(Draw.number, _CHECK.c.finished_at)
    )
    found: dict[Draw, list[Reading]] = {}
    for draw, finished_at, n, aside in db.session.execute(query):
        found.setdefault(draw, []).extend([Reading(finished_at, n, aside)] if n else [])
    return found


def readings_of(organisation_id: uuid.UUID, draw_ids: Collection[uuid.UUID]) -> defaultdict[uuid.UUID, list[Reading]]:
    """The finished checks of these draws, oldest first. One query."""
    query = (
        sa.select(_CHECK.c.draw_id, _CHECK.c.finished_at, sa.func.count(), sa.func.count(_MET.c.set_aside))
        .join(_MET, sa.and_(_MET.c.organisation_id == _CHECK.c.organisation_id, _MET.c.check_id == _CHECK.c.id))
        .where(_CHECK.c.organisation_id == organisation_id, _CHECK.c.draw_id.in_(draw_ids))
        .group_by(_CHECK.c.id, _CHECK.c.draw_id, _CHECK.c.finished_at)
        .order_by(_CHECK.c.finished_at)
    )
    found: defaultdict[uuid.UUID, list[Reading]] = defaultdict(list)
    for draw_id, finished_at, opened, set_aside in db.session.execute(query):
        found[draw_id].append(Reading(finished_at, opened, set_aside))
    return found
