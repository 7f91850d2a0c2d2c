"""Published versions as the rules of capturing take them. A version never changes (R2), so each is read once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import items_of, version
from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.facts import Asked, Version
from spotcheck.core.database import db


def version_known(organisation_id: uuid.UUID, version_id: uuid.UUID) -> Version | None:
    """Any version that was ever published here, as plain facts. No query for one that this process has read before."""
    try:
        return _read(organisation_id, version_id)
    except LookupError:
        return None


@lru_cache(maxsize=500)
def _read(organisation_id: uuid.UUID, version_id: uuid.UUID) -> Version:
    found = version(organisation_id, version_id)
    if found is None:
        raise LookupError(f"no version {version_id}")  # raised, so that what is not there yet is not remembered
    return version_facts(found, items_of(found), kind_of(found))


def forget_versions() -> None:
    """For tests that change what never changes."""
    _read.cache_clear()


def kind_of(found: ChecklistVersion) -> Kind:
    return Kind(db.session.get_one(Checklist, (found.organisation_id, found.checklist_id)).kind)


def version_facts(found: ChecklistVersion, items: Iterable[Item], kind: Kind) -> Version:
    return Version(
        kind=kind,
        checklist_id=found.checklist_id,
        settings=tuple(found.settings),
        items=tuple(asked(item) for item in items),
    )


def asked(item: Item) -> Asked:
    """An item as the rules take it."""
    return Asked(
        id=item.id,
        position=item.position,
        standard=item.standard_id,
        must=item.must,
        key=item.key,
        points=tuple(point["key"] for point in item.points),
        alerts=tuple(alert["key"] for alert in item.alerts),
    )
