"""Checklists are about practice, not people: everybody in the organisation may read them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from spotcheck.checklists.choice_rules import Choice
from spotcheck.checklists.content import Alert, ChecklistContent, ItemContent, Point
from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.rules import Kind
from spotcheck.core.database import db
from spotcheck.standards.models import Standard, Topic


def checklists_for(organisation_id: uuid.UUID, kind: Kind | None = None) -> list[Checklist]:
    """The checklists of one kind (None: of every kind), by title."""
    return [checklist for checklist, _ in current_versions(organisation_id, kind)]


def current_versions(
    organisation_id: uuid.UUID, kind: Kind | None = None, *, standard_id: uuid.UUID | None = None
) -> list[tuple[Checklist, ChecklistVersion]]:
    """Each checklist with the version asked now, by title; `standard_id`: those that ask about it."""
    query = _with_current_version().where(Checklist.organisation_id == organisation_id).order_by(Checklist.title)
    if kind is not None:
        query = query.where(Checklist.kind == kind)
    if standard_id is not None:
        query = query.where(_asks_about(standard_id))
    return [(checklist, version) for checklist, version in db.session.execute(query)]


def checklist(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> Checklist | None:
    return db.session.get(Checklist, (organisation_id, checklist_id))


def checklist_by_key(organisation_id: uuid.UUID, key: str) -> Checklist | None:
    return db.session.scalar(
        sa.select(Checklist).where(Checklist.organisation_id == organisation_id, Checklist.key == key)
    )


def versions(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> list[ChecklistVersion]:
    """Every version ever published, the current one first. All of them are accepted (R2)."""
    query = sa.select(ChecklistVersion).where(
        ChecklistVersion.organisation_id == organisation_id, ChecklistVersion.checklist_id == checklist_id
    )
    return list(db.session.scalars(query.order_by(ChecklistVersion.number.desc())))


def current_version(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> ChecklistVersion | None:
    return next(iter(versions(organisation_id, checklist_id)), None)


def version(organisation_id: uuid.UUID, version_id: uuid.UUID) -> ChecklistVersion | None:
    """Any version that was ever published."""
    return db.session.get(ChecklistVersion, (organisation_id, version_id))


def items_of(of: ChecklistVersion) -> list[Item]:
    """The items in their order."""
    query = sa.select(Item).where(Item.organisation_id == of.organisation_id, Item.version_id == of.id)
    return list(db.session.scalars(query.order_by(Item.position)))


def items_of_all(organisation_id: uuid.UUID, version_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Item]]:
    """The items of these versions, in their order."""
    found: dict[uuid.UUID, list[Item]] = {version_id: [] for version_id in version_ids}
    if version_ids:
        query = sa.select(Item).where(Item.organisation_id == organisation_id, Item.version_id.in_(version_ids))
        for item in db.session.scalars(query.order_by(Item.position)):
            found[item.version_id].append(item)
    return found


def items_for_standard(organisation_id: uuid.UUID, version_id: uuid.UUID, standard_id: uuid.UUID) -> list[Item]:
    """The items of a version that ask about one standard, in their order; none when it does not."""
    query = sa.select(Item).where(
        Item.organisation_id == organisation_id,
        Item.version_id == version_id,
        Item.standard_id == standard_id,
    )
    return list(db.session.scalars(query.order_by(Item.position)))


def content_of(of: ChecklistVersion) -> ChecklistContent:
    """What was published, as it was read then: its digest is the one that the version carries."""
    held = db.session.get_one(Checklist, (of.organisation_id, of.checklist_id))
    return ChecklistContent(
        key=held.key,
        kind=Kind(held.kind),
        topic=db.session.get_one(Topic, (of.organisation_id, held.topic_id)).key,
        title=of.title,
        about=of.about,
        minutes=of.minutes,
        settings=tuple(of.settings),
        record_name=of.record_name,
        how_to_number=of.how_to_number,
        items=tuple(_item_content(item) for item in items_of(of)),
    )


def _item_content(item: Item) -> ItemContent:
    return ItemContent(
        key=item.key,
        part=item.part,
        standard=db.session.get_one(Standard, (item.organisation_id, item.standard_id)).key,
        text=item.text,
        good=item.good,
        why=item.why,
        must=item.must,
        nodes=tuple(item.nodes),
        points=tuple(Point(**point) for point in item.points),
        alerts=tuple(Alert(**alert) for alert in item.alerts),
        model=item.model,
        another_way=item.another_way,
        choices=tuple(Choice(**choice) for choice in item.choices),
    )


def _with_current_version() -> sa.Select[Checklist, ChecklistVersion]:
    newest = (
        sa.select(sa.func.max(ChecklistVersion.number))
        .where(
            ChecklistVersion.organisation_id == Checklist.organisation_id,
            ChecklistVersion.checklist_id == Checklist.id,
        )
        .correlate(Checklist)
        .scalar_subquery()
    )
    return sa.select(Checklist, ChecklistVersion).join(
        ChecklistVersion,
        sa.and_(
            ChecklistVersion.organisation_id == Checklist.organisation_id,
            ChecklistVersion.checklist_id == Checklist.id,
            ChecklistVersion.number == newest,
        ),
    )


def _asks_about(standard_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Item.organisation_id == ChecklistVersion.organisation_id,
        Item.version_id == ChecklistVersion.id,
        Item.standard_id == standard_id,
    )
