"""Drafts: one as it is captured, and those a person can go on with. A draft is its author's alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.queries import items_of
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Draft
from spotcheck.checks.queries.facts import (
    drawn_facts,
    needed_facts,
    repeated_items,
    requirement_with_action,
)
from spotcheck.checks.queries.versions import version_facts
from spotcheck.checks.rules.facts import Drawn, Version
from spotcheck.checks.rules.progress import Spot, how_far, next_open
from spotcheck.checks.rules.sheet import Sheet, read_kept
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie
from spotcheck.core.statements import Statement
from spotcheck.organisation.models import Person
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import draw
from spotcheck.tracker.models import Action, Requirement

DRAWS_WAIT = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Capturing:
    """A draft with what it asks and what it is for."""

    draft: Draft
    version: ChecklistVersion
    items: Sequence[Item]
    sheet: Sheet
    requirement: Requirement | None
    action: Action | None
    draw: Draw | None

    @property
    def kind(self) -> Kind:
        return self.sheet.kind


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft in a list: what it is, and where to go on."""

    id: uuid.UUID
    service_id: uuid.UUID
    kind: Kind
    title: str
    worker: str | None
    opened_at: datetime
    done: int
    total: int
    next: Spot | None

    @property
    def resume(self) -> dict[str, Any]:
        """What goes into the address of its page, so that it opens at the exact item; all answered: at the words."""
        if self.next is None:
            return {"page": "words"}
        record = {"record": self.next.record} if self.next.record else {}
        return {**record, "_anchor": f"item-{self.next.item}"}


def draft(organisation_id: uuid.UUID, draft_id: uuid.UUID) -> Draft | None:
    return db.session.get(Draft, (organisation_id, draft_id))


def finished(organisation_id: uuid.UUID, check_id: uuid.UUID) -> Check | None:
    """The check that this draft has become, if it has."""
    return db.session.get(Check, (organisation_id, check_id))


@dataclass(frozen=True, slots=True)
class CameBefore:
    """A check that was received, as far as it matters to what comes under its id again."""

    id: uuid.UUID
    service_id: uuid.UUID
    digest: str
    received_at: datetime


def received(organisation_id: uuid.UUID, check_id: uuid.UUID) -> CameBefore | None:
    """What was received under this id."""
    row = _RECEIVED.row(organisation=organisation_id, check=check_id)
    return CameBefore(*row) if row else None


def own(row: Draft | Check) -> Thing:
    """A draft and its receipt are about nobody but their author."""
    return Thing(row.organisation_id, row.service_id, frozenset({(Tie.AUTHOR, row.author_id)}))


def capturing(found: Draft, *, at: datetime) -> Capturing:
    """This draft with everything its page needs; about six queries, whatever its length."""
    version = db.session.get_one(ChecklistVersion, (found.organisation_id, found.version_id))
    items = items_of(version)
    plan = requirement_with_action(found.organisation_id, found.requirement_id)
    drawn = draw(found.organisation_id, found.draw_id) if found.draw_id else None
    sheet = sheet_of(found, version_facts(version, items, Kind(found.kind)), plan, drawn, at=at)
    requirement, action = plan or (None, None)
    return Capturing(found, version, items, sheet, requirement, action, drawn)


def sheet_of(
    found: Draft, version: Version, plan: tuple[Requirement, Action] | None, drawn: Draw | None, *, at: datetime
) -> Sheet:
    """What the rules of capturing need to know of this draft, at this moment. One query for an interview."""
    given, set_aside = read_kept(found.answers)
    return Sheet(
        kind=version.kind,
        version=version,
        given=given,
        set_aside=set_aside,
        drawn=drawn_facts(drawn, plan[0] if plan else None, found.read_from) if drawn else None,
        counting=needed_facts(*plan).standard if plan else None,
        repeated=repeated_items(found.organisation_id, version, found.worker_id, at=at, but=found.id),
    )


def unfinished(standing: Standing) -> list[Unfinished]:
    """What this person has begun, newest first. Three queries."""
    rows = db.session.execute(
        sa.select(Draft, ChecklistVersion, Person.name, Draw, Requirement)
        .join(
            ChecklistVersion,
            sa.and_(ChecklistVersion.organisation_id == Draft.organisation_id, ChecklistVersion.id == Draft.version_id),
        )
        .outerjoin(Person, sa.and_(Person.organisation_id == Draft.organisation_id, Person.id == Draft.worker_id))
        .outerjoin(Draw, sa.and_(Draw.organisation_id == Draft.organisation_id, Draw.id == Draft.draw_id))
        .outerjoin(
            Requirement,
            sa.and_(Requirement.organisation_id == Draft.organisation_id, Requirement.id == Draft.requirement_id),
        )
        .where(Draft.organisation_id == standing.organisation_id, Draft.author_id == standing.person_id)
        .order_by(Draft.touched_at.desc())
    ).all()
    if not rows:
        return []
    items = _items(standing.organisation_id, {version.id for _, version, _, _, _ in rows})
    return [
        _unfinished(found, version, items[version.id], name, _drawn(found, drawn, plan))
        for found, version, name, drawn, plan in rows
    ]


def draws_ready(
    organisation_id: uuid.UUID, service_id: uuid.UUID, checklist_id: uuid.UUID, *, at: datetime
) -> list[Draw]:
    """Draws for no plan that nobody has read yet, of the last four weeks, newest first."""
    read = sa.exists().where(Check.organisation_id == Draw.organisation_id, Check.draw_id == Draw.id)
    query = sa.select(Draw).where(
        Draw.organisation_id == organisation_id,
        Draw.service_id == service_id,
        Draw.checklist_id == checklist_id,
        Draw.requirement_id.is_(None),
        Draw.drawn_at > at - DRAWS_WAIT,
        sa.not_(read),
    )
    return list(db.session.scalars(query.order_by(Draw.number.desc()).limit(5)))


def _items(organisation_id: uuid.UUID, version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Item]]:
    found: dict[uuid.UUID, list[Item]] = defaultdict(list)
    query = sa.select(Item).where(Item.organisation_id == organisation_id, Item.version_id.in_(version_ids))
    for item in db.session.scalars(query.order_by(Item.position)):
        found[item.version_id].append(item)
    return found


def _drawn(found: Draft, drawn: Draw | None, plan: Requirement | None) -> Drawn | None:
    return drawn_facts(drawn, plan, found.read_from) if drawn is not None else None


def _unfinished(
    found: Draft, version: ChecklistVersion, items: Sequence[Item], worker: str | None, drawn: Drawn | None
) -> Unfinished:
    kind = Kind(found.kind)
    given, set_aside = read_kept(found.answers)
    sheet = Sheet(
        kind=kind,
        version=version_facts(version, items, kind),
        given=given,
        set_aside=set_aside,
        drawn=drawn,
    )
    done, total = how_far(sheet)
    return Unfinished(
        id=found.id,
        service_id=found.service_id,
        kind=kind,
        title=version.title,
        worker=worker,
        opened_at=found.opened_at,
        done=done,
        total=total,
        next=next_open(sheet),
    )


# Asked with every check that comes.
_RECEIVED = Statement(
    sa.select(Check.id, Check.service_id, Check.digest, Check.received_at).where(
        Check.organisation_id == sa.bindparam("organisation"), Check.id == sa.bindparam("check")
    )
)
