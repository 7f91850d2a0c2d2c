"""One-time links to short questions. A link itself is never stored, only its digest."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class PromptLink(Owned, Base):
    """With which one answer can be given to one prompt, by whoever holds it, without an account.

    A newer link ends the one before, then without a reason. What a link is worth now: `rules/links.state`."""

    __tablename__ = "prompt_link"
    __table_args__ = (
        link("prompt_id", "prompt"),
        link("made_by_id", "person"),
        link("revoked_by_id", "person"),
        sa.Index(None, "organisation_id", "prompt_id", "made_at"),
    )
    prompt_id: Mapped[uuid.UUID]
    token_digest: Mapped[str] = mapped_column(unique=True)
    made_by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]  # the first time; opening spends nothing
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[uuid.UUID | None]
    revoked_reason: Mapped[str | None]


_MADE = ("organisation_id", "id", "prompt_id", "token_digest", "made_by_id", "made_at", "ends_at")
never_changes(PromptLink, *_MADE, may_go=True)
