"""What came from phones and could not be opened, counted for an administrator: why, from whose phone, since when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.words import Sentence
from spotcheck.delivery.models import Grant, Phone, Quarantined
from spotcheck.delivery.rules.envelope import Unreadable
from spotcheck.delivery.rules.quarantine import Explained, explained
from spotcheck.organisation.models import Person


@dataclass(frozen=True, slots=True)
class FromPhone:
    """So many from one phone. `person`: who signed in on it, None for somebody who had not."""

    phone: str
    person: str | None
    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Unopened:
    """What could not be opened for one reason, with what an administrator can do about it."""

    why: Explained
    number: int
    from_phones: tuple[FromPhone, ...]

    @property
    def sentences(self) -> tuple[Sentence, Sentence]:
        return self.why.what, self.why.then


def unopened(organisation_id: uuid.UUID) -> list[Unopened]:
    """One query; never many rows, as there is room for a few hundred only."""
    rows = db.session.execute(
        sa.select(
            Quarantined.why,
            Phone.name,
            Person.name,
            sa.func.count(),
            sa.func.min(Quarantined.received_at, type_=Quarantined.received_at.type),
        )
        .join(Grant, sa.and_(Grant.organisation_id == Quarantined.organisation_id, Grant.id == Quarantined.grant_id))
        .join(Phone, sa.and_(Phone.organisation_id == Grant.organisation_id, Phone.id == Grant.phone_id))
        .outerjoin(Person, sa.and_(Person.organisation_id == Grant.organisation_id, Person.id == Grant.person_id))
        .where(Quarantined.organisation_id == organisation_id)
        .group_by(Quarantined.why, Phone.id, Phone.name, Person.id, Person.name)
    ).all()
    found = []
    for why in Unreadable:
        ours = sorted((FromPhone(*row[1:]) for row in rows if row[0] == why.value), key=lambda one: one.since)
        if ours:
            found.append(Unopened(explained(why), sum(one.number for one in ours), tuple(ours)))
    return found
