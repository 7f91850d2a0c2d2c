"""Topics and standards are about practice, not people: everybody in the organisation may read them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.standards.models import Standard, Topic


def topics(organisation_id: uuid.UUID) -> list[Topic]:
    return list(
        db.session.scalars(sa.select(Topic).where(Topic.organisation_id == organisation_id).order_by(Topic.name))
    )


def standards(organisation_id: uuid.UUID) -> list[Standard]:
    """Every standard, those of one topic together."""
    query = (
        sa.select(Standard)
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .where(Standard.organisation_id == organisation_id)
        .order_by(Topic.name, Standard.text)
    )
    return list(db.session.scalars(query))


def standard(organisation_id: uuid.UUID, standard_id: uuid.UUID) -> Standard | None:
    return db.session.get(Standard, (organisation_id, standard_id))


def topic_key(organisation_id: uuid.UUID, standard_id: uuid.UUID | None) -> str | None:
    """The key of the topic that a standard is about; None when there is no such standard."""
    query = (
        sa.select(Topic.key)
        .join(Standard, sa.and_(Standard.organisation_id == Topic.organisation_id, Standard.topic_id == Topic.id))
        .where(Standard.organisation_id == organisation_id, Standard.id == standard_id)
    )
    return db.session.scalar(query) if standard_id is not None else None


def standard_by_key(organisation_id: uuid.UUID, key: str) -> Standard | None:
    return db.session.scalar(
        sa.select(Standard).where(Standard.organisation_id == organisation_id, Standard.key == key)
    )
