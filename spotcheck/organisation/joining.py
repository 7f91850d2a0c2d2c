"""The verbs of the one who was invited: open the link, choose how to sign in. Nobody learns here who has an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import Account, Invitation, Organisation, Person
from spotcheck.organisation.queries import is_somebody_at
from spotcheck.organisation.sign_in import open_account

WORTH_NOTHING = say("This link was used, or has ended. Ask whoever gave it to you for a new one.")


@dataclass(frozen=True, slots=True)
class Invited:
    """What somebody who holds a link is told: who they are here, where, and by whom they were invited."""

    organisation_id: uuid.UUID
    organisation: str
    name: str
    invited_by: str
    sign_in: str | None


def invited(token_digest: str | None, *, at: datetime) -> Invited | None:
    """Whom this link is for, or None when it opens nothing (any more). Changes nothing: a link may be looked at."""
    if not token_digest:
        return None
    inviter = aliased(Person)
    row = db.session.execute(
        sa.select(Invitation, Organisation.name, Person.name, inviter.name)
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .join(Person, _of(Person, Invitation.person_id))
        .join(inviter, _of(inviter, Invitation.invited_by_id))
        .where(Invitation.token_digest == token_digest, is_somebody_at(at), *_worth_something(at))
    ).one_or_none()
    return Invited(row[0].organisation_id, row[1], row[2], row[3], row[0].sign_in) if row else None


def join_with_new_sign_in(token_digest: str, *, sign_in: str, password: str, at: datetime) -> tuple[Account, Person]:
    """Spend the link for a sign-in of their own. Refused by field when name or password cannot be used: not spent then.

    The link is spent before the password is hashed: of a hundred at once, one does the work.
    """
    person = _spend(token_digest, at=at)
    account = open_account(sign_in, password, at=at)
    return account, _joined(person, account, at=at)


def join_with_account(token_digest: str, account: Account, *, at: datetime) -> tuple[Account, Person]:
    """Spend the link for an account whose password was right just now."""
    account_id = account.id
    person = _spend(token_digest, at=at)
    account = db.session.get_one(Account, account_id)
    known = sa.select(Person.id).where(
        Person.organisation_id == person.organisation_id, Person.account_id == account_id
    )
    if db.session.scalar(known) is not None:
        raise Refusal(
            Why.INVALID,
            say("This sign-in is used here already, so it needs no link: sign in with it."),
            say("If something is missing there, tell whoever gave you the link."),
        )
    return account, _joined(person, account, at=at)


def _spend(token_digest: str, *, at: datetime) -> Person:
    """Whose link it was. One UPDATE in the organisation's turn, so of many at once exactly one is let in."""
    found = db.session.execute(
        sa.select(Invitation.organisation_id, Invitation.id).where(Invitation.token_digest == token_digest)
    ).one_or_none()
    if found is None:
        raise Refusal(Why.NOT_NOW, WORTH_NOTHING)
    organisation_id, invitation_id = found
    take_turn(organisation_id)
    person_id = db.session.execute(
        sa.update(Invitation)
        .where(Invitation.organisation_id == organisation_id, Invitation.id == invitation_id, *_worth_something(at))
        .values(taken_at=at)
        .returning(Invitation.person_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    person = db.session.get(Person, (organisation_id, person_id)) if person_id else None
    if person is None or person.ended_at is not None or person.account_id is not None:
        raise Refusal(Why.NOT_NOW, WORTH_NOTHING)
    return person


def _joined(person: Person, account: Account, *, at: datetime) -> Person:
    person.account_id = account.id
    history.record(person.organisation_id, what="joined", kind="person", thing_id=person.id, by=person.id, at=at)
    return person


def _worth_something(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (Invitation.taken_at.is_(None), Invitation.ended_at.is_(None), Invitation.ends_at > at)


def _of(person: type[Person], column: InstrumentedAttribute[uuid.UUID]) -> sa.ColumnElement[bool]:
    return sa.and_(person.organisation_id == Invitation.organisation_id, person.id == column)
