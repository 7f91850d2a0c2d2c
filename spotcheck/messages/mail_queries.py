"""Reads about mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.messages import mail_rules as rules
from spotcheck.messages.mail_models import Letter, MailAddress, Notice
from spotcheck.messages.mail_rules import Kind, Wants
from spotcheck.organisation.models import Person


def address_of(organisation_id: uuid.UUID, person_id: uuid.UUID) -> MailAddress | None:
    query = sa.select(MailAddress).where(
        MailAddress.organisation_id == organisation_id, MailAddress.person_id == person_id
    )
    return db.session.scalar(query)


def confirmed(organisation_id: uuid.UUID, people: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, Wants]]:
    """Who of these people gave an address and confirmed it."""
    wanted = set(people)
    if not wanted:
        return []
    query = sa.select(MailAddress.person_id, MailAddress.wants).where(
        MailAddress.organisation_id == organisation_id,
        MailAddress.person_id.in_(wanted),
        MailAddress.confirmed_at.is_not(None),
    )
    return [(person, Wants(wants)) for person, wants in db.session.execute(query)]


def waiting_notices(organisation_id: uuid.UUID, *, at: datetime) -> dict[MailAddress, list[Notice]]:
    """What is to be told to those who work here still, by person; what is too old is left out."""
    query = (
        sa.select(MailAddress, Notice)
        .join(
            Notice,
            sa.and_(Notice.organisation_id == MailAddress.organisation_id, Notice.person_id == MailAddress.person_id),
        )
        .join(Person, sa.and_(Person.organisation_id == Notice.organisation_id, Person.id == Notice.person_id))
        .where(
            Notice.organisation_id == organisation_id,
            Notice.made_at >= at - rules.WAITS_AT_MOST,
            MailAddress.confirmed_at.is_not(None),
            Person.ended_at.is_(None),
        )
        .order_by(Notice.made_at, Notice.id)
    )
    found: dict[MailAddress, list[Notice]] = {}
    for one, notice in db.session.execute(query):
        found.setdefault(one, []).append(notice)
    return found


def last_daily(organisation_id: uuid.UUID, person_id: uuid.UUID) -> datetime | None:
    query = sa.select(sa.func.max(Letter.made_at)).where(
        Letter.organisation_id == organisation_id, Letter.person_id == person_id, Letter.kind == Kind.DAILY.value
    )
    return db.session.scalar(query)


def organisations_to_write_for(at: datetime) -> list[uuid.UUID]:
    """Where something is to be told that can go now, or is too old to be told at all."""
    now = sa.or_(
        Notice.act,
        MailAddress.wants == Wants.AT_ONCE.value,
        sa.true() if rules.daily_is_due(None, at=at) else sa.false(),
        Notice.made_at < at - rules.WAITS_AT_MOST,
    )
    query = (
        sa.select(Notice.organisation_id)
        .join(
            MailAddress,
            sa.and_(MailAddress.organisation_id == Notice.organisation_id, MailAddress.person_id == Notice.person_id),
        )
        .where(now)
    )
    old = sa.select(Letter.organisation_id).where(Letter.made_at < at - rules.KEPT_FOR)
    return list(db.session.scalars(sa.union(query, old)))


def letters_due(at: datetime) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """The letters to send now, the oldest first."""
    query = sa.select(Letter.organisation_id, Letter.id).where(Letter.next_try_at <= at).order_by(Letter.next_try_at)
    return [(organisation, one) for organisation, one in db.session.execute(query.limit(500))]


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """A letter that a mail server would not take, or does not take for now."""

    name: str
    tries: int
    made_at: datetime
    given_up: bool
    says: str | None


def not_delivered(organisation_id: uuid.UUID) -> list[NotDelivered]:
    """What an administrator should know: the newest first. The address is its person's own."""
    query = (
        sa.select(Person.name, Letter)
        .join(Person, sa.and_(Person.organisation_id == Letter.organisation_id, Person.id == Letter.person_id))
        .where(
            Letter.organisation_id == organisation_id,
            Letter.sent_at.is_(None),
            sa.or_(Letter.given_up_at.is_not(None), Letter.tries > 0),
        )
        .order_by(Letter.made_at.desc(), Letter.id)
        .limit(50)
    )
    return [
        NotDelivered(name, one.tries, one.made_at, one.given_up_at is not None, one.says)
        for name, one in db.session.execute(query)
    ]
