"""Records of supervision. None ever changes: what is added later stands beside it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class Supervision(Owned, Base):
    """One talk. `looks`: how many checks of their practice it stands on. `reflection`: the worker's words as `by_id`
    wrote them down, or None for them to write. `asked_concerns`: whether it was asked, and never what was said."""

    __tablename__ = "supervision"
    __table_args__ = (
        link("worker_id", "person"),
        link("service_id", "service"),
        link("by_id", "person"),
        sa.Index(None, "organisation_id", "service_id", "held_on"),
        sa.Index(None, "organisation_id", "worker_id", "held_on"),
    )
    worker_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    held_on: Mapped[date]
    looks: Mapped[int]
    practice: Mapped[str]
    reflection: Mapped[str | None]
    step: Mapped[str]
    step_on: Mapped[date]
    asked_concerns: Mapped[bool]


class SupervisionLook(Base):
    """A check that was talked about."""

    __tablename__ = "supervision_look"
    __table_args__ = (link("supervision_id", "supervision"), link("check_id", "check"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    supervision_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class SupervisionAddition(Owned, Base):
    """Added later, by the worker (their reflection) or by who supervises them (a correction)."""

    __tablename__ = "supervision_addition"
    __table_args__ = (
        link("supervision_id", "supervision"),
        link("by_id", "person"),
        sa.Index(None, "organisation_id", "supervision_id", "at"),
    )
    supervision_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    kind: Mapped[str]
    text: Mapped[str]


for _kept in (Supervision, SupervisionLook, SupervisionAddition):
    never_changes(_kept, may_go=True)
