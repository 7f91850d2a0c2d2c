from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes
from spotcheck.core.permissions import Thing, Tie


class Alert(Owned, Base):
    """Someone is at risk now (R10). Stays on every manager's page until somebody takes it."""

    __tablename__ = "alert"
    __table_args__ = (
        link("service_id", "service"),
        link("raised_by_id", "person"),
        link("taken_by_id", "person"),
        sa.Index(None, "organisation_id", "taken_at", "service_id"),
    )
    service_id: Mapped[uuid.UUID]
    raised_by_id: Mapped[uuid.UUID]
    raised_at: Mapped[datetime]
    words: Mapped[str]
    taken_by_id: Mapped[uuid.UUID | None]
    taken_at: Mapped[datetime | None]

    @property
    def thing(self) -> Thing:
        return Thing(self.organisation_id, self.service_id, frozenset({(Tie.AUTHOR, self.raised_by_id)}))


_SAID = ("organisation_id", "id", "service_id", "raised_by_id", "raised_at", "words")
never_changes(Alert, *_SAID, may_go=True)
