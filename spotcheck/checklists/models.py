"""A checklist has numbered versions, and a version has items. Versions and items are only ever added (R2)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class Checklist(Owned, Base):
    """What the versions have in common. `title` is that of the current version, for lists."""

    __tablename__ = "checklist"
    __table_args__ = (
        link("topic_id", "topic"),
        sa.UniqueConstraint("organisation_id", "key"),
    )
    key: Mapped[str]
    kind: Mapped[str]
    topic_id: Mapped[uuid.UUID]
    title: Mapped[str]


class ChecklistVersion(Owned, Base):
    """What was published once and is asked from then on. `digest` is that of the content, items included."""

    __tablename__ = "checklist_version"
    __table_args__ = (
        link("checklist_id", "checklist"),
        link("published_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "checklist_id", "number"),
    )
    checklist_id: Mapped[uuid.UUID]
    number: Mapped[int]
    digest: Mapped[str]
    published_at: Mapped[datetime]
    published_by_id: Mapped[uuid.UUID]
    title: Mapped[str]
    about: Mapped[str]
    minutes: Mapped[int]
    settings: Mapped[list[str]]
    record_name: Mapped[str | None]
    how_to_number: Mapped[str | None]


class Item(Owned, Base):
    """One line of a version, `position` from 1.

    `points`, `alerts`, `model` and `choices` belong to interviews. A point is {"key", "text"}, an alert
    {"key", "text", "say"}, a choice {"key", "text", "says"}: the key of a point that the line says, or nothing.
    `another_way`: how an interview question is explained, and how a question to the person is put to their family.
    """

    __tablename__ = "item"
    __table_args__ = (
        link("version_id", "checklist_version"),
        link("standard_id", "standard"),
        sa.UniqueConstraint("organisation_id", "version_id", "position"),
        sa.UniqueConstraint("organisation_id", "version_id", "key"),
        sa.Index(None, "organisation_id", "standard_id"),
    )
    version_id: Mapped[uuid.UUID]
    position: Mapped[int]
    key: Mapped[str]
    part: Mapped[str]
    standard_id: Mapped[uuid.UUID]
    text: Mapped[str]
    good: Mapped[str]
    why: Mapped[str]
    must: Mapped[bool]
    nodes: Mapped[list[str]]
    points: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    alerts: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    model: Mapped[str | None]
    another_way: Mapped[str | None]
    choices: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")


for _kept in (ChecklistVersion, Item):
    never_changes(_kept)
