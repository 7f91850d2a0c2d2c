"""What rose to whom (R9), and after how many days it does in this organisation."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes
from spotcheck.tracker.models import Action


class Rise(Owned, Base):
    """Something about an action that rose to one person. `since_on` is the day that passed: with `why`, one lateness.

    Acknowledging it keeps a reason and a new day beside the day there was (`day_on`)."""

    __tablename__ = "rise"
    __table_args__ = (
        link("action_id", "action"),
        link("to_id", "person"),
        link("acknowledged_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "action_id", "why", "since_on", "rung", "to_id"),
        sa.Index(None, "organisation_id", "to_id", "acknowledged_at"),
    )
    action_id: Mapped[uuid.UUID]
    why: Mapped[str]
    rung: Mapped[str]
    since_on: Mapped[date]
    days: Mapped[int]
    to_id: Mapped[uuid.UUID]
    raised_at: Mapped[datetime]
    day_on: Mapped[date | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[uuid.UUID | None]
    reason: Mapped[str | None]
    new_on: Mapped[date | None]
    moved: Mapped[bool] = mapped_column(default=False)


class RepeatFlag(Owned, Base):
    """Why an action is a repeat (R9), and the action that came before it. `n`: how many looks or services."""

    __tablename__ = "repeat_flag"
    __table_args__ = (
        link("action_id", "action"),
        link("earlier_id", "action"),
        sa.UniqueConstraint("organisation_id", "action_id", "kind"),
    )
    action_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    n: Mapped[int]
    earlier_id: Mapped[uuid.UUID | None]
    noticed_at: Mapped[datetime]


@sa.event.listens_for(RepeatFlag, "after_insert")
@sa.event.listens_for(RepeatFlag, "after_delete")
def _mark(_mapper: Any, connection: sa.Connection, flag: RepeatFlag) -> None:
    """`Action.is_repeat` says whether any flag is on it."""
    on_it = sa.exists().where(
        RepeatFlag.organisation_id == flag.organisation_id, RepeatFlag.action_id == flag.action_id
    )
    of_it = sa.and_(Action.organisation_id == flag.organisation_id, Action.id == flag.action_id)
    connection.execute(sa.update(Action.__table__).where(of_it).values(is_repeat=on_it))  # type: ignore[arg-type]


class ChosenRung(Base):
    """After how many days a rung is told, where the organisation chose something other than the usual."""

    __tablename__ = "chosen_rung"
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    rung: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int]


_SAID = ("organisation_id", "id", "action_id", "why", "rung", "since_on", "days", "to_id", "raised_at", "day_on")
never_changes(Rise, *_SAID, may_go=True)
