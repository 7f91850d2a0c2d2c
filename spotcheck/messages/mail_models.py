"""Mail as rows (DESIGN §7): where somebody wants it, what they are to be told, and the letters that go out."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Json, Owned, link


class MailAddress(Owned, Base):
    """Where somebody wants mail, from them alone. Nothing is sent before they wrote the code that went there."""

    __tablename__ = "mail_address"
    __table_args__ = (link("person_id", "person"), sa.UniqueConstraint("organisation_id", "person_id"))
    person_id: Mapped[uuid.UUID]
    address: Mapped[str]
    wants: Mapped[str]
    added_at: Mapped[datetime]
    code_digest: Mapped[str | None]
    code_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None]


class Notice(Owned, Base):
    """Something to tell one person by mail. Goes once it stands in a letter."""

    __tablename__ = "notice"
    __table_args__ = (link("person_id", "person"), sa.Index(None, "organisation_id", "made_at"))
    person_id: Mapped[uuid.UUID]
    about: Mapped[str]
    act: Mapped[bool]
    made_at: Mapped[datetime]


class Letter(Owned, Base):
    """One mail. What it `holds` goes when it was sent; `message_id` stays the same however often it is tried."""

    __tablename__ = "letter"
    __table_args__ = (
        link("person_id", "person"),
        sa.Index(None, "next_try_at"),
        sa.Index(None, "made_at"),
        sa.Index(None, "organisation_id", "person_id", "kind", "made_at"),
    )
    person_id: Mapped[uuid.UUID]
    address: Mapped[str]
    kind: Mapped[str]
    holds: Mapped[dict[str, Any] | None] = mapped_column(Json)
    message_id: Mapped[str]
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]  # None: sent, or given up
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    says: Mapped[str | None]  # what the mail server said last
