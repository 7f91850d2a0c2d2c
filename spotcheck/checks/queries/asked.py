"""When questions were last put to people, so that nobody is asked the same within 90 days without knowing: in
interviews, and in every other way that a room above asks them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.checks.rules.repeats import NO_REPEAT
from spotcheck.core.database import db


class AsksToo(Protocol):
    """Gives rows of (worker, checklist, question key, when), put to these people after `since` and not after `at`."""

    def __call__(
        self, organisation_id: uuid.UUID, worker_ids: Collection[uuid.UUID], *, since: datetime, at: datetime
    ) -> sa.Select[*tuple[Any, ...]]: ...


_asking: list[AsksToo] = []


def asks_too(gives: AsksToo) -> AsksToo:
    """Have what this gives count as asked, for interviews as for everything else that asks."""
    _asking.append(gives)
    return gives


def asked_lately(
    organisation_id: uuid.UUID,
    worker_ids: Collection[uuid.UUID],
    *,
    at: datetime,
    checklist_id: uuid.UUID | None = None,
    but: uuid.UUID | None = None,
) -> list[tuple[uuid.UUID, uuid.UUID, str, datetime]]:
    """(worker, checklist, question key, when last) of every question put to these people in the 90 days before `at`,
    in any version; `but`: a check that is left out. One query."""
    since = at - NO_REPEAT
    wanted = list(worker_ids)
    others = (gives(organisation_id, wanted, since=since, at=at) for gives in _asking)
    every = sa.union_all(_interviews(organisation_id, wanted, since=since, at=at, but=but), *others).subquery()
    worker, checklist, key, asked_at = every.c
    query = sa.select(worker, checklist, key, sa.func.max(asked_at)).group_by(worker, checklist, key)
    if checklist_id is not None:
        query = query.where(checklist == checklist_id)
    return [tuple(row) for row in db.session.execute(query)]


def last_asked(
    organisation_id: uuid.UUID,
    checklist_id: uuid.UUID,
    worker_ids: Collection[uuid.UUID],
    *,
    at: datetime,
    but: uuid.UUID | None = None,
) -> Mapping[uuid.UUID, Mapping[str, datetime]]:
    """For each of these workers who was asked lately: question key → when, in any version. One query."""
    found: dict[uuid.UUID, dict[str, datetime]] = {}
    for worker_id, _, key, asked_at in asked_lately(
        organisation_id, worker_ids, at=at, checklist_id=checklist_id, but=but
    ):
        found.setdefault(worker_id, {})[key] = asked_at
    return found


def _interviews(
    organisation_id: uuid.UUID,
    worker_ids: Collection[uuid.UUID],
    *,
    since: datetime,
    at: datetime,
    but: uuid.UUID | None,
) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Check.worker_id.label("worker_id"),
            ChecklistVersion.checklist_id.label("checklist_id"),
            Item.key.label("key"),
            Check.finished_at.label("asked_at"),
        )
        .join(
            CheckAnswer,
            sa.and_(CheckAnswer.organisation_id == Check.organisation_id, CheckAnswer.check_id == Check.id),
        )
        .join(Item, sa.and_(Item.organisation_id == CheckAnswer.organisation_id, Item.id == CheckAnswer.item_id))
        .join(
            ChecklistVersion,
            sa.and_(ChecklistVersion.organisation_id == Item.organisation_id, ChecklistVersion.id == Item.version_id),
        )
        .where(
            Check.organisation_id == organisation_id,
            Check.worker_id.in_(worker_ids),
            Check.kind == Kind.INTERVIEW.value,
            Check.finished_at > since,
            Check.finished_at <= at,
            sa.true() if but is None else Check.id != but,
        )
    )
