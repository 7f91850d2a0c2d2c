"""Reads of grants, with all that decides about them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.statements import Statement
from spotcheck.delivery.models import Grant, OrganisationKey, Phone
from spotcheck.delivery.rules.captured import Given
from spotcheck.delivery.rules.grants import GrantFacts
from spotcheck.organisation.models import Account, Person, SignInSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A grant as plain values. `facts`: what `rules.grants.grant_state` asks about it."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    phone_id: uuid.UUID
    person_id: uuid.UUID | None
    public: str
    given: Given
    facts: GrantFacts


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A key of the grant's organisation that is not retired: what was sealed to it can be opened."""

    organisation_id: uuid.UUID
    id: uuid.UUID
    public: str
    private: str


@dataclass(frozen=True, slots=True)
class FoundGrant:
    """`key` None: its organisation has no such key, or has retired it."""

    grant: Known
    key: KeyInUse | None


def find_grant(grant_id: uuid.UUID, key_id: uuid.UUID | None = None) -> FoundGrant | None:
    """The grant that an envelope names, of whichever organisation, with the key it was sealed to. One query."""
    row = _FIND.row(grant=grant_id, key=key_id)
    if row is None:
        return None
    known, key = row[:_GRANT], row[_GRANT:]
    organisation_id, phone_id, person_id, public, given_at, device_at, until, signed_out, left, ended, lost = known
    facts = GrantFacts(
        given_at=given_at,
        capture_until=until,
        signed_out_at=signed_out,
        phone_lost_at=lost,
        left_at=left,
        account_ended_at=ended,
    )
    grant = Known(
        id=grant_id,
        organisation_id=organisation_id,
        phone_id=phone_id,
        person_id=person_id,
        public=public,
        given=Given(at=given_at, device_at=device_at),
        facts=facts,
    )
    return FoundGrant(grant, KeyInUse(organisation_id, *key) if key[0] is not None else None)


def grant_of_session(organisation_id: uuid.UUID, session_id: uuid.UUID, public: str) -> Grant | None:
    """The grant of this sign-in for this signing key."""
    query = sa.select(Grant).where(
        Grant.organisation_id == organisation_id, Grant.session_id == session_id, Grant.public == public
    )
    return db.session.scalars(query).one_or_none()


def own_grant(phone: Phone) -> Grant | None:
    """The grant that a phone has for nobody in particular."""
    query = sa.select(Grant).where(
        Grant.organisation_id == phone.organisation_id, Grant.phone_id == phone.id, Grant.person_id.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def grant_of_token(token_digest: str) -> Grant | None:
    """Whose sign-out this is."""
    return db.session.scalars(sa.select(Grant).where(Grant.sign_out_digest == token_digest)).one_or_none()


# Asked of every envelope, so it is made once.
_OF_GRANT = (
    Grant.organisation_id,
    Grant.phone_id,
    Grant.person_id,
    Grant.public,
    Grant.given_at,
    Grant.device_at,
    Grant.capture_until,
    SignInSession.ended_at,
    Person.ended_at,
    Account.ended_at,
    Phone.lost_at,
)
_GRANT = len(_OF_GRANT)
_FIND = Statement(
    sa.select(*_OF_GRANT, OrganisationKey.id, OrganisationKey.public, OrganisationKey.private)
    .join(Phone, sa.and_(Phone.organisation_id == Grant.organisation_id, Phone.id == Grant.phone_id))
    .outerjoin(Person, sa.and_(Person.organisation_id == Grant.organisation_id, Person.id == Grant.person_id))
    .outerjoin(
        SignInSession,
        sa.and_(
            SignInSession.organisation_id == Grant.organisation_id,
            SignInSession.id == Grant.session_id,
        ),
    )
    .outerjoin(Account, Account.id == SignInSession.account_id)
    .outerjoin(
        OrganisationKey,
        sa.and_(
            OrganisationKey.organisation_id == Grant.organisation_id,
            OrganisationKey.id == sa.bindparam("key"),
            OrganisationKey.retired_at.is_(None),
        ),
    )
    .where(Grant.id == sa.bindparam("grant"))
)
