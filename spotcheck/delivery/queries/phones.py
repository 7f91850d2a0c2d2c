"""Reads of phones: who signed in on which, when, and who may say that one is lost."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Standing, Thing, Tie, Verb
from spotcheck.delivery.models import Grant, Phone
from spotcheck.organisation.models import Person, RoleHeld
from spotcheck.organisation.queries import held_at


@dataclass(frozen=True, slots=True)
class UsedPhone:
    """A phone that somebody signed in on: how often, and when for the last time. `here`: with this very sign-in."""

    phone: Phone
    times: int
    last_at: datetime
    here: bool


def phone(organisation_id: uuid.UUID, phone_id: uuid.UUID) -> Phone | None:
    return db.session.get(Phone, (organisation_id, phone_id))


def phones_of(organisation_id: uuid.UUID, person_id: uuid.UUID, session_id: uuid.UUID | None = None) -> list[UsedPhone]:
    """The phones that this person was made ready on, the one used last first. `session_id`: of whoever asks."""
    query = (
        sa.select(
            Phone,
            sa.func.count(sa.distinct(Grant.session_id)),
            sa.func.max(Grant.given_at, type_=Grant.given_at.type),
        )
        .join(Grant, sa.and_(Grant.organisation_id == Phone.organisation_id, Grant.phone_id == Phone.id))
        .where(Phone.organisation_id == organisation_id, Grant.person_id == person_id)
        .group_by(Phone.organisation_id, Phone.id)
    )
    here = phone_of_session(organisation_id, session_id) if session_id else None
    found = [UsedPhone(one, times, last_at, one.id == here) for one, times, last_at in db.session.execute(query)]
    return sorted(found, key=lambda used: (used.last_at, used.phone.id), reverse=True)


def phone_of_session(organisation_id: uuid.UUID, session_id: uuid.UUID) -> uuid.UUID | None:
    """The phone that this sign-in was made ready on, if it was."""
    query = sa.select(Grant.phone_id).where(Grant.organisation_id == organisation_id, Grant.session_id == session_id)
    return db.session.scalars(query.order_by(Grant.given_at.desc()).limit(1)).first()


def phone_thing(standing: Standing, phone: Phone, *, at: datetime) -> Thing:
    """What the permission table asks about a phone: a service where the asker meets somebody who signs in on it.

    A phone that only people with a role across the organisation use is in no service in particular. Whoever left is
    met where they worked until then.
    """
    people = (
        sa.select(Grant.person_id)
        .where(
            Grant.organisation_id == phone.organisation_id,
            Grant.phone_id == phone.id,
            Grant.person_id.is_not(None),
        )
        .distinct()
    )
    holders = set(db.session.scalars(people))
    query = (
        sa.select(RoleHeld.service_id)
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(
            RoleHeld.organisation_id == phone.organisation_id,
            RoleHeld.person_id.in_(holders),
            sa.or_(sa.and_(*held_at(at)), RoleHeld.ended_at == Person.ended_at),
        )
        .distinct()
    )
    ties = frozenset((Tie.HOLDER, holder) for holder in holders if holder)
    services = set(db.session.scalars(query))
    if services == {None}:
        return Thing(phone.organisation_id, None, ties)
    services.discard(None)
    reach = standing.services_for(Verb.REPORT_PHONE)
    met = services if reach is None else services & reach
    return Thing(phone.organisation_id, min(met or services or {phone.id}, key=str), ties)


def history_of(phones: Sequence[Phone]) -> list[HistoryLine]:
    """What was said of these phones (of one organisation), newest first."""
    if not phones:
        return []
    query = sa.select(HistoryLine).where(
        HistoryLine.organisation_id == phones[0].organisation_id,
        HistoryLine.kind == "phone",
        HistoryLine.thing_id.in_([phone.id for phone in phones]),
    )
    return list(db.session.scalars(query.order_by(HistoryLine.number.desc())))
