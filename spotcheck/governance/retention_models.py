from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link


class ChosenTerm(Base):
    """How long an organisation keeps one kind of data, where it chose something other than the usual."""

    __tablename__ = "chosen_term"
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    length: Mapped[int]


class LegalHold(Owned, Base):
    """Somebody needs this kept, whatever its day: a person, an action or a check (one of the three)."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        link("person_id", "person"),
        link("action_id", "action"),
        link("check_id", "check"),
        link("placed_by_id", "person"),
        link("lifted_by_id", "person"),
        sa.Index(None, "organisation_id", "lifted_at"),
    )
    person_id: Mapped[uuid.UUID | None]
    action_id: Mapped[uuid.UUID | None]
    check_id: Mapped[uuid.UUID | None]
    reason: Mapped[str]
    placed_by_id: Mapped[uuid.UUID]
    placed_at: Mapped[datetime]
    lifted_by_id: Mapped[uuid.UUID | None]
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None]
