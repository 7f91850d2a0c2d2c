"""Reads of the messages that someone is at risk, and where somebody may send one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.database import db
from spotcheck.core.permissions import GRANTS, Standing, Thing, Tie, Verb
from spotcheck.messages import rules
from spotcheck.messages.models import Alert
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import invited_to, services

MOST = 3  # banners on one page


@dataclass(frozen=True, slots=True)
class Seen:
    """A message with the names that go with it."""

    alert: Alert
    service: Service
    raised_by: str
    taken_by: str | None


def alert(organisation_id: uuid.UUID, alert_id: uuid.UUID) -> Alert | None:
    return db.session.get(Alert, (organisation_id, alert_id))


def seen(alert: Alert) -> Seen:
    """One message with its names."""
    row = db.session.execute(_with_names(alert.organisation_id).where(Alert.id == alert.id)).one()
    return Seen(*row)


def open_for(standing: Standing) -> list[Seen]:
    """What this person sees on every page: messages nobody has yet, that they can take or that they raised."""
    query = _with_names(standing.organisation_id).where(
        Alert.taken_at.is_(None), sa.or_(_where(standing, Verb.TAKE_ALERT), Alert.raised_by_id == standing.person_id)
    )
    return _read(query.order_by(Alert.raised_at, Alert.id))


def shown_to(standing: Standing, *, at: datetime) -> list[Seen]:
    """What is above every page of this person: what is open, longest first, then for an hour who has what they
    raised."""
    mine = Alert.raised_by_id == standing.person_id
    query = _with_names(standing.organisation_id).where(
        sa.or_(
            sa.and_(Alert.taken_at.is_(None), sa.or_(_where(standing, Verb.TAKE_ALERT), mine)),
            sa.and_(Alert.taken_at > at - rules.ANSWERED_FOR, Alert.taken_by_id != standing.person_id, mine),
        )
    )
    return _read(query.order_by(Alert.taken_at.is_not(None), Alert.raised_at, Alert.id))


def raised_and_open(standing: Standing) -> list[Alert]:
    """What this person raised and nobody has yet, oldest first."""
    query = sa.select(Alert).where(
        Alert.organisation_id == standing.organisation_id,
        Alert.taken_at.is_(None),
        Alert.raised_by_id == standing.person_id,
    )
    return list(db.session.scalars(query.order_by(Alert.raised_at, Alert.id)))


def how_many_raised(standing: Standing) -> sa.ScalarSelect[int]:
    """How many of these there are, to ask with something else."""
    return (
        sa.select(sa.func.count(Alert.id))
        .where(
            Alert.organisation_id == standing.organisation_id,
            Alert.taken_at.is_(None),
            Alert.raised_by_id == standing.person_id,
        )
        .scalar_subquery()
    )


def raised_by(standing: Standing, *, at: datetime) -> list[Seen]:
    """What this person raised, while they are told what became of it, newest first."""
    query = _with_names(standing.organisation_id).where(
        Alert.raised_by_id == standing.person_id,
        sa.or_(Alert.taken_at.is_(None), Alert.taken_at > at - rules.SAID_AFTER),
    )
    return _read(query.order_by(Alert.raised_at.desc(), Alert.id.desc()))


def lately(standing: Standing, *, at: datetime) -> list[Seen]:
    """The messages of the last four weeks that this person may read, newest first."""
    query = _with_names(standing.organisation_id).where(
        Alert.raised_at > at - rules.KEPT_IN_SIGHT, _where(standing, Verb.SEE_ALERT)
    )
    return _read(query.order_by(Alert.raised_at.desc(), Alert.id.desc()).limit(20))


def services_to_tell(standing: Standing, *, at: datetime) -> list[Service]:
    """Where this person may say that someone is at risk: where they hold a role or were invited to verify."""
    reach = standing.services_for(Verb.RAISE_ALERT)
    return services(standing.organisation_id, None if reach is None else reach | invited_to(standing, at=at))


def service_thing(standing: Standing, service_id: uuid.UUID, *, at: datetime) -> Thing:
    """What the permission table asks about a message from this service."""
    invited = service_id in invited_to(standing, at=at)
    ties = frozenset({(Tie.VERIFIER, standing.person_id)}) if invited else frozenset()
    return Thing(standing.organisation_id, service_id, ties)


def _where(standing: Standing, verb: Verb) -> sa.ColumnElement[bool]:
    """The messages for which this person is granted `verb`, by role or because they raised it."""
    reach = standing.services_for(verb)
    if reach is None:
        return sa.true()
    granted: sa.ColumnElement[bool] = Alert.service_id.in_(reach)
    if Tie.AUTHOR in GRANTS[verb]:
        granted = sa.or_(granted, Alert.raised_by_id == standing.person_id)
    return granted


def _with_names(organisation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    raiser, taker = aliased(Person), aliased(Person)
    return (
        sa.select(Alert, Service, raiser.name, taker.name)
        .join(Service, sa.and_(Service.organisation_id == Alert.organisation_id, Service.id == Alert.service_id))
        .join(raiser, sa.and_(raiser.organisation_id == Alert.organisation_id, raiser.id == Alert.raised_by_id))
        .outerjoin(taker, sa.and_(taker.organisation_id == Alert.organisation_id, taker.id == Alert.taken_by_id))
        .where(Alert.organisation_id == organisation_id)
    )


def _read(query: sa.Select[*tuple[Any, ...]]) -> list[Seen]:
    return [Seen(*row) for row in db.session.execute(query)]
