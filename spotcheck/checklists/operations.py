from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from spotcheck.checklists import queries
from spotcheck.checklists.content import ChecklistContent, ItemContent, digest
from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.publishing_rules import Published, next_number, objections
from spotcheck.checklists.rules import Kind
from spotcheck.checklists.starters import starter_checklists
from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Why, refuse_unless
from spotcheck.standards.operations import adopt_standards
from spotcheck.standards.queries import standards, topics


def adopt_starters(organisation_id: uuid.UUID, *, by: Standing, at: datetime) -> list[ChecklistVersion]:
    """Give the organisation the standards and checklists of the product; returns what was published.

    A checklist it already has is its own and is left as it is, so doing this twice is harmless.
    """
    history.take_turn(organisation_id)
    adopt_standards(organisation_id, by=by, at=at)
    return [
        publish(organisation_id, content, by=by, at=at)
        for content in starter_checklists()
        if queries.checklist_by_key(organisation_id, content.key) is None
    ]


def publish(organisation_id: uuid.UUID, content: ChecklistContent, *, by: Standing, at: datetime) -> ChecklistVersion:
    """Publish the content under its key and return the version that is asked from now on (R2).

    The content that is asked already makes no second version. Refuses a topic or standard that the
    organisation does not have, and a checklist that would change its kind or topic.
    """
    history.take_turn(organisation_id)
    topic_ids = {topic.key: topic.id for topic in topics(organisation_id)}
    standard_ids = {standard.key: standard.id for standard in standards(organisation_id)}
    held = queries.checklist_by_key(organisation_id, content.key)
    published = queries.versions(organisation_id, held.id) if held else []
    refuse_unless(
        objections(content, topics=topic_ids, standards=standard_ids, held=_kept(held, topic_ids)),
        Why.INVALID,
    )
    new_digest = digest(content)
    number = next_number([Published(version.number, version.digest) for version in published], new_digest)
    if number is None:
        return published[0]
    checklist = held or add(
        Checklist(
            organisation_id=organisation_id,
            key=content.key,
            kind=content.kind,
            topic_id=topic_ids[content.topic],
            title=content.title,
        )
    )
    checklist.title = content.title
    version = add(_version_row(checklist, content, number=number, content_digest=new_digest, by=by, at=at))
    db.session.add_all(
        _item_row(version, item, position, standard_ids[item.standard])
        for position, item in enumerate(content.items, start=1)
    )
    history.record(
        organisation_id,
        what="published a version",
        kind="checklist",
        thing_id=checklist.id,
        by=by.person_id,
        at=at,
        before={"version": published[0].number, "digest": published[0].digest} if published else None,
        after={"version": number, "digest": new_digest, "title": content.title},
    )
    return version


def _kept(held: Checklist | None, topic_ids: Mapping[str, uuid.UUID]) -> tuple[Kind, str] | None:
    if held is None:
        return None
    return Kind(held.kind), next(key for key, topic_id in topic_ids.items() if topic_id == held.topic_id)


def _version_row(
    checklist: Checklist,
    content: ChecklistContent,
    *,
    number: int,
    content_digest: str,
    by: Standing,
    at: datetime,
) -> ChecklistVersion:
    return ChecklistVersion(
        organisation_id=checklist.organisation_id,
        checklist_id=checklist.id,
        number=number,
        digest=content_digest,
        published_at=at,
        published_by_id=by.person_id,
        title=content.title,
        about=content.about,
        minutes=content.minutes,
        settings=list(content.settings),
        record_name=content.record_name,
        how_to_number=content.how_to_number,
    )


def _item_row(version: ChecklistVersion, item: ItemContent, position: int, standard_id: uuid.UUID) -> Item:
    return Item(
        organisation_id=version.organisation_id,
        version_id=version.id,
        position=position,
        key=item.key,
        part=item.part,
        standard_id=standard_id,
        text=item.text,
        good=item.good,
        why=item.why,
        must=item.must,
        nodes=list(item.nodes),
        points=[asdict(point) for point in item.points],
        alerts=[asdict(alert) for alert in item.alerts],
        model=item.model,
        another_way=item.another_way,
        choices=[asdict(choice) for choice in item.choices],
    )
