"""Reads of the organisation's keys."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.delivery.models import OrganisationKey, Phone
from spotcheck.organisation.models import Organisation


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


def every_key() -> list[tuple[Organisation, list[OrganisationKey]]]:
    """Each organisation that has keys, by name, with all of them, the newest first."""
    query = (
        sa.select(Organisation, OrganisationKey)
        .join(OrganisationKey, OrganisationKey.organisation_id == Organisation.id)
        .order_by(Organisation.name, Organisation.id, OrganisationKey.made_at.desc(), OrganisationKey.id.desc())
    )
    found: dict[Organisation, list[OrganisationKey]] = {}
    for organisation, one in db.session.execute(query):
        found.setdefault(organisation, []).append(one)
    return list(found.items())


def not_seen_since(key: OrganisationKey) -> int:
    """How many phones nobody was signed in on since the key after this one was made: they may still hold something."""
    after = sa.select(sa.func.min(OrganisationKey.made_at, type_=OrganisationKey.made_at.type)).where(
        OrganisationKey.organisation_id == key.organisation_id, OrganisationKey.made_at > key.made_at
    )
    query = sa.select(sa.func.count()).where(
        Phone.organisation_id == key.organisation_id, Phone.last_seen_at < after.scalar_subquery()
    )
    return db.session.scalar(query) or 0
