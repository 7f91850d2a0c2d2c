"""What the clock's work leaves behind: who does it now, and up to which day it is done."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base


class Lease(Base):
    """Whoever holds it does the work for which one process is enough. It ends by itself, should they stop dead."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str | None]
    until: Mapped[datetime | None]


class DayDone(Base):
    """The last day for which a daily job was done in an organisation."""

    __tablename__ = "day_done"
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    job: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
