"""What the server keeps of phones: keys, what lets somebody capture, and what arrived.

Whether a grant still holds is derived: from its session, its person and its phone (`rules/grants.py`)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link


class OrganisationKey(Owned, Base):
    """What phones seal to. `public` is the raw P-256 point, `private` is encrypted with the application's secret.

    The newest that is not retired is given to phones; every one that is not retired opens what was sealed to it."""

    __tablename__ = "organisation_key"
    public: Mapped[str]
    private: Mapped[str]
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Phone(Owned, Base):
    """A browser that has captured, by the key it made for itself. `name`: what it says it is."""

    __tablename__ = "phone"
    __table_args__ = (link("lost_by_id", "person"), sa.UniqueConstraint("organisation_id", "public"))
    public: Mapped[str]
    name: Mapped[str]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]
    lost_by_id: Mapped[uuid.UUID | None]


class Grant(Owned, Base):
    """Lets its person capture on a phone until a moment, with the signing key made there at sign-in.

    Without a person it is the phone's own: what somebody captured there without being signed in is sealed under it, and
    is nobody's until they say that it is theirs. `device_at` is what the phone's clock showed at `given_at`."""

    __tablename__ = "capture_grant"
    __table_args__ = (
        link("phone_id", "phone"),
        link("person_id", "person"),
        link("session_id", "session"),
        sa.UniqueConstraint("id"),  # an envelope names it without its organisation
        sa.UniqueConstraint("organisation_id", "session_id", "public"),
        sa.Index(None, "organisation_id", "person_id"),
        sa.Index(None, "organisation_id", "phone_id"),
    )
    phone_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID | None]
    session_id: Mapped[uuid.UUID | None]
    public: Mapped[str]
    given_at: Mapped[datetime]
    device_at: Mapped[datetime]
    capture_until: Mapped[datetime | None]
    sign_out_digest: Mapped[str | None] = mapped_column(unique=True)


class Arrival(Owned, Base):
    """One sealed envelope as it was opened, once: what came of it, and what a person has still to decide.

    `content` is the opened payload while it waits for somebody; what became a check is in the check. The first of its
    `envelope_id` stands; other content under the same id is refused and kept (R1)."""

    __tablename__ = "arrival"
    __table_args__ = (
        link("grant_id", "capture_grant"),
        link("author_id", "person"),
        link("service_id", "service"),
        link("carrier_id", "person"),
        link("settled_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "envelope_id", "payload_digest"),
        sa.Index(None, "organisation_id", "author_id", "state"),
        sa.Index(None, "organisation_id", "state", "service_id"),
        sa.Index(None, "organisation_id", "grant_id", "sequence"),
    )
    envelope_id: Mapped[uuid.UUID]
    payload_digest: Mapped[str]
    grant_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    state: Mapped[str]
    reasons: Mapped[list[str]]
    content: Mapped[dict[str, Any] | None]
    author_id: Mapped[uuid.UUID | None]
    service_id: Mapped[uuid.UUID | None]
    carrier_id: Mapped[uuid.UUID | None]
    sequence: Mapped[int]
    device_at: Mapped[datetime | None]
    captured_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[uuid.UUID | None]


class Quarantined(Owned, Base):
    """An envelope that could not be opened, as it came; bounded by number and bytes for each organisation."""

    __tablename__ = "quarantined"
    __table_args__ = (
        link("grant_id", "capture_grant"),
        sa.UniqueConstraint("organisation_id", "digest"),
        sa.Index(None, "organisation_id", "received_at"),
    )
    grant_id: Mapped[uuid.UUID]
    digest: Mapped[str]
    envelope: Mapped[dict[str, Any]]
    size: Mapped[int]
    why: Mapped[str]
    received_at: Mapped[datetime]
