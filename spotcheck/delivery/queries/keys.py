"""Reads of the organisation's keys."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.delivery.models import OrganisationKey


def newest_key(organisation_id: uuid.UUID) -> OrganisationKey | None:
    """The key that phones are given, or None before the organisation's first grant."""
    query = sa.select(OrganisationKey).where(
        OrganisationKey.organisation_id == organisation_id, OrganisationKey.retired_at.is_(None)
    )
    newest_first = query.order_by(OrganisationKey.made_at.desc(), OrganisationKey.id.desc())
    return db.session.scalars(newest_first.limit(1)).first()


def key(organisation_id: uuid.UUID, key_id: uuid.UUID) -> OrganisationKey | None:
    """This key of this organisation, retired or not: whoever opens with it asks that first."""
    return db.session.get(OrganisationKey, (organisation_id, key_id))


def every_key() -> Sequence[OrganisationKey]:
    """Of all organisations, each one's oldest first."""
    query = sa.select(OrganisationKey)
    return db.session.scalars(
        query.order_by(OrganisationKey.organisation_id, OrganisationKey.made_at, OrganisationKey.id)
    ).all()
