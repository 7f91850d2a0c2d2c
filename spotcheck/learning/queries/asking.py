"""Who could be asked what, read in one go for everybody who is asked: the facts of `rules/asking`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.models import Item
from spotcheck.checks.queries.facts import last_asked
from spotcheck.checks.rules.repeats import NO_REPEAT
from spotcheck.core.clock import local_date
from spotcheck.learning.models import Prompt
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.asking import ToAsk
from spotcheck.learning.rules.state import OPEN
from spotcheck.organisation.queries import people_at

_Key = tuple[uuid.UUID, uuid.UUID, str]  # worker, checklist, question


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about some workers of a service, about the questions of one checklist."""

    checklist_id: uuid.UUID
    here: Collection[uuid.UUID]
    waiting: Mapping[uuid.UUID, int]
    asked: Mapping[_Key, datetime]

    def about(
        self,
        worker_id: uuid.UUID,
        item: Item,
        *,
        by: uuid.UUID | None,
        lead_id: uuid.UUID | None = None,
        waiting: int = 0,
    ) -> ToAsk:
        """`waiting`: how many questions of the same asking come before this one. `lead_id`: of the action it is for."""
        return ToAsk(
            works_here=worker_id in self.here,
            oneself=worker_id == by,
            leads=worker_id == lead_id,
            waiting=self.waiting.get(worker_id, 0) + waiting,
            last_asked=self.asked.get((worker_id, self.checklist_id, item.key)),
        )


def known(
    organisation_id: uuid.UUID,
    service_id: uuid.UUID,
    checklist_id: uuid.UUID,
    worker_ids: Collection[uuid.UUID],
    *,
    at: datetime,
) -> Known:
    """Four queries, however many workers."""
    wanted = list(worker_ids)
    recent = rows(
        Prompt.organisation_id == organisation_id, Prompt.worker_id.in_(wanted), Prompt.made_at > at - NO_REPEAT
    )
    asked = {
        (worker_id, checklist_id, key): asked_at
        for worker_id, keys in last_asked(organisation_id, checklist_id, wanted, at=at).items()
        for key, asked_at in keys.items()
    }
    for row in recent:
        if _was_put(row):
            key = (row.prompt.worker_id, row.checklist_id, row.item.key)
            asked[key] = max(row.prompt.made_at, asked.get(key, row.prompt.made_at))
    return Known(
        checklist_id=checklist_id,
        here={one.id for one in people_at(organisation_id, service_id, at=at)},
        waiting=_waiting(recent, at),
        asked=asked,
    )


def _was_put(row: Row) -> bool:
    """One that was taken back before it was answered was as good as never asked."""
    return row.prompt.taken_back_at is None or bool(row.answers)


def _waiting(recent: Collection[Row], at: datetime) -> dict[uuid.UUID, int]:
    found: dict[uuid.UUID, int] = {}
    for row in recent:
        if row.state(local_date(at)) in OPEN:
            found[row.prompt.worker_id] = found.get(row.prompt.worker_id, 0) + 1
    return found
