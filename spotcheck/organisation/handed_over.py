"""A phone in other hands: its session opens no page until its owner unlocks it. Kept on the session's own row."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.organisation.models import Account, Person, SignInSession
from spotcheck.organisation.queries import digest, is_somebody_at


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Whose phone it is, and for what it is in other hands. `covered`: that is over, only the cover is shown."""

    organisation_id: uuid.UUID
    session_id: uuid.UUID
    person_id: uuid.UUID
    sign_in: str
    about: uuid.UUID
    since: datetime
    covered: bool


def handed_over(token: str, *, at: datetime) -> HandedOver | None:
    """What this session is handed over for; None when it is not, or has ended. One query."""
    row = db.session.execute(
        sa.select(SignInSession, Account.sign_in)
        .join(
            Person,
            sa.and_(Person.organisation_id == SignInSession.organisation_id, Person.id == SignInSession.person_id),
        )
        .join(Account, Account.id == SignInSession.account_id)
        .where(
            SignInSession.token_digest == digest(token),
            SignInSession.handed_at.is_not(None),
            SignInSession.ended_at.is_(None),
            SignInSession.ends_at > at,
            Account.ended_at.is_(None),
            is_somebody_at(at),
        )
    ).one_or_none()
    if row is None:
        return None
    held, name = row
    if held.handed_for is None or held.handed_at is None:
        raise LookupError("what is handed over says for what, and since when")
    covered = held.covered_at is not None
    return HandedOver(held.organisation_id, held.id, held.person_id, name, held.handed_for, held.handed_at, covered)


def hand_over(organisation_id: uuid.UUID, session_id: uuid.UUID, about: uuid.UUID, *, at: datetime) -> None:
    """From here on this session opens nothing but what it is handed over for."""
    held = db.session.get_one(SignInSession, (organisation_id, session_id))
    held.handed_at, held.handed_for, held.covered_at = at, about, None


def cover(handed: HandedOver, *, at: datetime) -> None:
    """It was given back: nothing is shown until its owner unlocks it. Twice is once."""
    held = db.session.get_one(SignInSession, (handed.organisation_id, handed.session_id))
    held.covered_at = held.covered_at or at


def unlock(handed: HandedOver) -> None:
    """Its owner has it again. Whoever calls this has seen their password."""
    held = db.session.get_one(SignInSession, (handed.organisation_id, handed.session_id))
    held.handed_at = held.handed_for = held.covered_at = None
