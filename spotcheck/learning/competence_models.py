"""What is needed to be signed off in a topic, in numbered versions; who was signed off, on which looks, until when."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class Competence(Owned, Base):
    """What is asked of a topic, `number` from 1: replaced by the next one with a reason, and never edited.

    `items`: "checklist key/item key" of what must be done well in an observation; none: everything that was seen.
    Once it has ended the topic is not asked about any more; those that were replaced stay for their sign-offs."""

    __tablename__ = "competence"
    __table_args__ = (
        link("topic_id", "topic"),
        link("made_by_id", "person"),
        link("ended_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "topic_id", "number"),
    )
    topic_id: Mapped[uuid.UUID]
    number: Mapped[int]
    observations: Mapped[int]
    interviews: Mapped[int]
    assessors: Mapped[int]
    weeks: Mapped[int]
    months: Mapped[int]
    items: Mapped[list[str]]
    reason: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None]
    ended_reason: Mapped[str | None]


class SignOff(Owned, Base):
    """Somebody was signed off at a service, by somebody who is not them and did not make every look themselves.

    Only taking it back is written to the row. `topic_id` is that of the competence, for the newest of a topic."""

    __tablename__ = "sign_off"
    __table_args__ = (
        link("competence_id", "competence"),
        link("topic_id", "topic"),
        link("service_id", "service"),
        link("worker_id", "person"),
        link("signed_by_id", "person"),
        link("taken_back_by_id", "person"),
        sa.Index(None, "organisation_id", "service_id", "again_on"),
        sa.Index(None, "organisation_id", "worker_id", "signed_at"),
    )
    competence_id: Mapped[uuid.UUID]
    topic_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID]
    worker_id: Mapped[uuid.UUID]
    signed_by_id: Mapped[uuid.UUID]
    signed_at: Mapped[datetime]
    again_on: Mapped[date]
    note: Mapped[str | None]
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[uuid.UUID | None]
    taken_back_reason: Mapped[str | None]


class SignOffLook(Base):
    """A check that a sign-off stands on."""

    __tablename__ = "sign_off_look"
    __table_args__ = (link("sign_off_id", "sign_off"), link("check_id", "check"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sign_off_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class SecondLook(Owned, Base):
    """Something came after a sign-off; somebody looked at it and says why the sign-off still stands."""

    __tablename__ = "second_look"
    __table_args__ = (
        link("sign_off_id", "sign_off"),
        link("by_id", "person"),
        sa.Index(None, "organisation_id", "sign_off_id"),
    )
    sign_off_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    reason: Mapped[str]


_TAKING_BACK = {"taken_back_at", "taken_back_by_id", "taken_back_reason"}
_ENDING = {"ended_at", "ended_by_id", "ended_reason"}
never_changes(SignOffLook, may_go=True)
never_changes(SecondLook, may_go=True)
never_changes(SignOff, *(c.name for c in SignOff.__table__.c if c.name not in _TAKING_BACK), may_go=True)
never_changes(Competence, *(c.name for c in Competence.__table__.c if c.name not in _ENDING))
