"""Reads of what arrived."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.core.database import db
from spotcheck.core.statements import Statement
from spotcheck.delivery.models import Arrival, Grant
from spotcheck.delivery.rules.arriving import Came
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.rules import normal_sign_in


@dataclass(frozen=True, slots=True)
class Before:
    """An arrival that came before under the same name, or beside it in the order of its grant."""

    envelope_id: uuid.UUID
    digest: str
    grant_id: uuid.UUID
    sequence: int
    state: str
    reasons: Sequence[str]
    captured_at: datetime | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What came before an envelope. `same`: under its name. `beside`: under other names of the same grant, with the
    same number, or the one before or after it."""

    same: Sequence[Before]
    beside: Sequence[Before]


def around(organisation_id: uuid.UUID, envelope_id: uuid.UUID, grant_id: uuid.UUID, sequence: int | None) -> Around:
    """What an envelope is looked at beside. `sequence` None: its number cannot be read."""
    first, last = (sequence - 1, sequence + 1) if sequence is not None else (None, None)
    asked = {"organisation": organisation_id, "envelope": envelope_id, "grant": grant_id, "first": first, "last": last}
    found = [Before(*row) for row in _AROUND.rows(**asked)]
    same = [one for one in found if one.envelope_id == envelope_id]
    return Around(same, [one for one in found if one.envelope_id != envelope_id])


def early_photos(check: Check) -> list[Arrival]:
    """The photos that came before this check: of its author, or sealed under the same grant as the check itself.

    What waits says which check it waits for, so that no other picture is read. One query, and one where there are any.
    """
    found = _EARLY.rows(organisation=check.organisation_id, author=check.author_id, check=check.id)
    ids = [arrival_id for arrival_id, reasons in found if reasons == [str(check.id)]]
    if not ids:
        return []
    query = sa.select(Arrival).where(Arrival.organisation_id == check.organisation_id, Arrival.id.in_(ids))
    return list(db.session.scalars(query.order_by(Arrival.received_at, Arrival.id)))


def person_who_signs_in_as(organisation_id: uuid.UUID, typed: str) -> uuid.UUID | None:
    """The person of this organisation with this sign-in name. Whoever asks tells nobody whether there is one."""
    return db.session.scalar(
        sa.select(Person.id)
        .join(Account, Account.id == Person.account_id)
        .where(Person.organisation_id == organisation_id, Account.sign_in == normal_sign_in(typed))
    )


def last_signed_in_on(organisation_id: uuid.UUID, phone_id: uuid.UUID) -> uuid.UUID | None:
    """Who was given a grant on this phone last."""
    return db.session.scalar(
        sa.select(Grant.person_id)
        .where(Grant.organisation_id == organisation_id, Grant.phone_id == phone_id, Grant.person_id.is_not(None))
        .order_by(Grant.given_at.desc())
        .limit(1)
    )


# Asked of every envelope, so these are made once.
_ARRIVED = sa.select(
    Arrival.envelope_id,
    Arrival.payload_digest,
    Arrival.grant_id,
    Arrival.sequence,
    Arrival.state,
    Arrival.reasons,
    Arrival.captured_at,
    Arrival.received_at,
).where(Arrival.organisation_id == sa.bindparam("organisation"))
# Two selects and no `or`: each has its index, and SQLite would read all that an organisation ever got.
_AROUND = Statement(
    sa.union_all(
        _ARRIVED.where(Arrival.envelope_id == sa.bindparam("envelope")),
        _ARRIVED.where(
            Arrival.grant_id == sa.bindparam("grant"),
            Arrival.sequence.between(sa.bindparam("first"), sa.bindparam("last")),
            Arrival.envelope_id != sa.bindparam("envelope"),
        ),
    )
)
_CAME_WITH = sa.select(Arrival.grant_id).where(
    Arrival.organisation_id == sa.bindparam("organisation"), Arrival.envelope_id == sa.bindparam("check")
)
_EARLY = Statement(
    sa.select(Arrival.id, Arrival.reasons).where(
        Arrival.organisation_id == sa.bindparam("organisation"),
        Arrival.state == Came.EARLY.value,
        sa.or_(Arrival.author_id == sa.bindparam("author"), Arrival.grant_id.in_(_CAME_WITH)),
    )
)
