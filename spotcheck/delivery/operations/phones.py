"""A phone is lost, and may be found again."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery.models import Grant, Phone
from spotcheck.delivery.queries.phones import phone_of_session
from spotcheck.organisation.models import SignInSession


def say_lost(phone: Phone, *, session_id: uuid.UUID, by: Standing, at: datetime) -> None:
    """Everybody who signed in on this phone is signed out there now, and what arrives from it waits for somebody.

    Refused for the phone in one's hand (`session_id`: of whoever says it). Twice is once.
    """
    take_turn(by.organisation_id, phone)
    if phone.lost_at is not None:
        return
    if phone_of_session(by.organisation_id, session_id) == phone.id:
        raise Refusal(Why.NOT_NOW, say("You are using this phone now, so it is not lost. Sign out to leave it."))
    phone.lost_at, phone.lost_by_id = at, by.person_id
    on_it = sa.select(Grant.session_id).where(
        Grant.organisation_id == phone.organisation_id, Grant.phone_id == phone.id, Grant.session_id.is_not(None)
    )
    db.session.execute(
        sa.update(SignInSession)
        .where(
            SignInSession.organisation_id == phone.organisation_id,
            SignInSession.id.in_(on_it),
            SignInSession.ended_at.is_(None),
            SignInSession.ends_at > at,
        )
        .values(ended_at=at)
    )
    history.record(phone.organisation_id, what="lost", kind="phone", thing_id=phone.id, by=by.person_id, at=at)


def say_found(phone: Phone, *, by: Standing, at: datetime) -> None:
    """It can be made ready again, and what it still brings counts as usual. What came meanwhile still waits."""
    take_turn(by.organisation_id, phone)
    if phone.lost_at is None:
        return
    phone.lost_at, phone.lost_by_id = None, None
    history.record(phone.organisation_id, what="found", kind="phone", thing_id=phone.id, by=by.person_id, at=at)
