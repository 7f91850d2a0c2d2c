"""How a standard can be looked at: by which checklists, as they are asked now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.core.database import db
from spotcheck.standards.models import Standard
from spotcheck.tracker.rules.words import Look

_MUST = sa.func.max(sa.case((Item.must, 1), else_=0))


@dataclass(frozen=True, slots=True)
class Way:
    """A checklist that asks about a standard."""

    checklist_id: uuid.UUID
    look: Look
    title: str
    standard_id: uuid.UUID
    standard: str
    must: bool = False  # an item of it must be met


def ways_to_look(organisation_id: uuid.UUID) -> list[Way]:
    """Every checklist of now with every standard it asks about, in one query; samples first, then by title."""
    newest = (
        sa.select(sa.func.max(ChecklistVersion.number))
        .where(
            ChecklistVersion.organisation_id == Checklist.organisation_id,
            ChecklistVersion.checklist_id == Checklist.id,
        )
        .correlate(Checklist)
        .scalar_subquery()
    )
    query = (
        sa.select(Checklist.id, Checklist.kind, ChecklistVersion.title, Standard.id, Standard.text, _MUST)
        .join(
            ChecklistVersion,
            sa.and_(
                ChecklistVersion.organisation_id == Checklist.organisation_id,
                ChecklistVersion.checklist_id == Checklist.id,
                ChecklistVersion.number == newest,
            ),
        )
        .join(
            Item,
            sa.and_(Item.organisation_id == ChecklistVersion.organisation_id, Item.version_id == ChecklistVersion.id),
        )
        .join(Standard, sa.and_(Standard.organisation_id == Item.organisation_id, Standard.id == Item.standard_id))
        .where(Checklist.organisation_id == organisation_id)
        .group_by(Checklist.id, Checklist.kind, ChecklistVersion.title, Standard.id, Standard.text)
    )
    ways = [Way(one, Look(kind), title, standard_id, text, bool(must)) for one, kind, title, standard_id, text, must in
            db.session.execute(query)]  # fmt: skip
    order = list(Look)
    return sorted(ways, key=lambda way: (order.index(way.look), way.title.casefold(), way.standard.casefold()))
