"""A question of a checklist in another language, beside its English."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link


class Wording(Owned, Base):
    """What one question, its good answer and its lines are called in one language, by whoever speaks both.

    It belongs to the key of an item, so a new version keeps it. `english`: the digest of the English beside which it
    was written. A line is {"key", "english", "text"}: it is shown only beside the very English that it was written for.
    """

    __tablename__ = "wording"
    __table_args__ = (
        link("checklist_id", "checklist"),
        link("written_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "checklist_id", "item_key", "language"),
    )
    checklist_id: Mapped[uuid.UUID]
    item_key: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    model: Mapped[str | None]
    why: Mapped[str | None]
    another_way: Mapped[str | None]
    lines: Mapped[list[dict[str, Any]]]
    english: Mapped[str]
    written_by_id: Mapped[uuid.UUID]
    written_at: Mapped[datetime]
