"""Photos of a place or of kit beside a finished check, and the items of checklists that may have them."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class PhotoItem(Owned, Base):
    """An item that may have photos, in whichever version of its checklist. Without such a row it may not."""

    __tablename__ = "photo_item"
    __table_args__ = (
        link("checklist_id", "checklist"),
        link("chosen_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "checklist_id", "item_key"),
    )
    checklist_id: Mapped[uuid.UUID]
    item_key: Mapped[str]
    chosen_at: Mapped[datetime]
    chosen_by_id: Mapped[uuid.UUID]


class Photo(Owned, Base):
    """One photo. Its id is made where it was taken; `digest` is that of what was sent, so that twice is once (R1).

    `jpeg` is what the server made of it, and is read only when it is asked for; None: it was taken away.
    """

    __tablename__ = "photo"
    __table_args__ = (
        link("check_id", "check"),
        link("item_id", "item"),
        link("taken_away_by_id", "person"),
        sa.Index(None, "organisation_id", "check_id"),
    )
    check_id: Mapped[uuid.UUID]
    item_id: Mapped[uuid.UUID]
    position: Mapped[int]
    taken_at: Mapped[datetime]
    received_at: Mapped[datetime]
    digest: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]  # bytes of `jpeg`
    jpeg: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    taken_away_at: Mapped[datetime | None]
    taken_away_by_id: Mapped[uuid.UUID | None]
    taken_away_reason: Mapped[str | None]


_SET_ONCE = (
    "organisation_id", "id", "check_id", "item_id", "position", "taken_at", "received_at", "digest", "width", "height",
    "size",
)  # fmt: skip
never_changes(Photo, *_SET_ONCE, may_go=True)
