from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link


class Topic(Owned, Base):
    __tablename__ = "topic"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "key"),)
    key: Mapped[str]
    name: Mapped[str]


class Standard(Owned, Base):
    """One sentence of expected practice, and why it matters to the person supported."""

    __tablename__ = "standard"
    __table_args__ = (
        link("topic_id", "topic"),
        sa.Index(None, "organisation_id", "topic_id"),
        sa.UniqueConstraint("organisation_id", "key"),
    )
    key: Mapped[str]
    topic_id: Mapped[uuid.UUID]
    text: Mapped[str]
    why: Mapped[str]
