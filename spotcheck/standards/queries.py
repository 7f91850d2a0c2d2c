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


def standard_by_key(organisation_id: uuid.UUID, key: str) -> Standard | None:
    return db.session.scalar(
        sa.select(Standard).where(Standard.organisation_id == organisation_id, Standard.key == key)
    )
