"""Reads of grants, with all that decides about them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.delivery.models import Grant, Phone
from spotcheck.delivery.rules.grants import GrantFacts
from spotcheck.organisation.models import Account, Person, SignInSession


@dataclass(frozen=True, slots=True)
class FoundGrant:
    """A grant, and what `rules.grants.grant_state` asks about it."""

    grant: Grant
    facts: GrantFacts


def find_grant(grant_id: uuid.UUID) -> FoundGrant | None:
    """The grant that an envelope names, of whichever organisation; None when there is none. One query."""
    row = db.session.execute(_FIND, {"grant": grant_id}).one_or_none()
    if row is None:
        return None
    grant, signed_out_at, left_at, account_ended_at, lost_at = row
    facts = GrantFacts(
        given_at=grant.given_at,
        capture_until=grant.capture_until,
        signed_out_at=signed_out_at,
        phone_lost_at=lost_at,
        left_at=left_at,
        account_ended_at=account_ended_at,
    )
    return FoundGrant(grant, facts)


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
_FIND = (
    sa.select(Grant, SignInSession.ended_at, Person.ended_at, Account.ended_at, Phone.lost_at)
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
    .where(Grant.id == sa.bindparam("grant"))
)
