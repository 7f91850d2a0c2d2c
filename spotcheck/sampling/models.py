from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class Draw(Owned, Base):
    """A random order of the records a service numbered 1…population, made by the server from `seed`.

    The order and the record references follow from seed and population (`sampling.rules`), so they are not stored.
    A draw for a requirement belongs to one round of its action: the `round`-th time it was reported done.
    """

    __tablename__ = "draw"
    __table_args__ = (
        link("service_id", "service"),
        link("checklist_id", "checklist"),
        link("requirement_id", "requirement"),
        link("counted_by_id", "person"),
        link("drawn_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "number"),
        sa.UniqueConstraint("organisation_id", "requirement_id", "round"),
        sa.Index(None, "organisation_id", "service_id", "drawn_at"),
    )
    number: Mapped[int]
    service_id: Mapped[uuid.UUID]
    checklist_id: Mapped[uuid.UUID]
    requirement_id: Mapped[uuid.UUID | None]
    round: Mapped[int | None]
    population: Mapped[int]
    left_out: Mapped[int]
    left_out_reason: Mapped[str | None]
    counted_by_id: Mapped[uuid.UUID]
    size: Mapped[int]
    seed: Mapped[str]
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[uuid.UUID]


never_changes(Draw.__table__, may_go=True)  # type: ignore[arg-type]  # SQLAlchemy types __table__ as FromClause
