"""Asking short questions: by somebody, or by a plan. Every way of asking comes through `ask`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.checklists.models import Item
from spotcheck.checklists.queries import items_of, version
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.looks import bring
from spotcheck.learning.operations.note import note
from spotcheck.learning.queries.asking import known
from spotcheck.learning.queries.links import row_of
from spotcheck.learning.queries.plan_part import Part, part_of
from spotcheck.learning.rules.asking import Because, asking_wanting, may_be_asked
from spotcheck.learning.rules.looks import chosen_wanting, taking_back_refused
from spotcheck.learning.rules.state import State
from spotcheck.organisation.queries import names
from spotcheck.tracker.operations import note_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Some questions of one version to some workers of a service, by a day. `id` was made with the form."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    service_id: uuid.UUID
    version_id: uuid.UUID
    worker_ids: Sequence[uuid.UUID]
    item_ids: Sequence[uuid.UUID]
    due_on: date | None
    because: Because = Because.PERSON
    finding_id: uuid.UUID | None = None
    plan_id: uuid.UUID | None = None
    requirement_id: uuid.UUID | None = None


def ask(asking: Asking, *, by: Standing | None, at: datetime) -> list[Prompt]:
    """Ask each of these workers each of these questions; `by` None: a plan asks.

    All or none: refused by field when something is missing, and with a sentence for each who may not be asked. For an
    action only by whoever could look for it, and only what could count. The same form sent twice asks once.
    """
    take_turn(asking.organisation_id)
    wrong = asking_wanting(workers=asking.worker_ids, items=asking.item_ids, due_on=asking.due_on, today=local_date(at))
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    items = _items(asking)
    pairs = [(worker_id, item) for worker_id in asking.worker_ids for item in items]
    there = [_there(asking, worker_id, item) for worker_id, item in pairs]
    if all(there):
        return [one for one in there if one is not None]
    part = _part(asking, by=by, at=at)
    refuse_unless(_refused(asking, items, by, at, lead_id=part.action.lead_id if part else None))
    made = [_keep(asking, worker_id, item, items[0], by=by, at=at) for worker_id, item in pairs]
    if part is not None and by is not None:
        for worker_id in asking.worker_ids:
            note_asked(part.requirement, question_id=_id(asking, worker_id, items[0]), by=by, at=at)
    return made


def _part(asking: Asking, *, by: Standing | None, at: datetime) -> Part | None:
    """The part of a plan that it is asked for, once it could count; None when it is asked for no action."""
    if asking.requirement_id is None:
        return None
    of = version(asking.organisation_id, asking.version_id)
    part = part_of(by, asking.requirement_id, of, workers=asking.worker_ids, at=at) if by and of else None
    if part is None or part.action.service_id != asking.service_id:
        raise Refusal(Why.INVALID, fields={"item": say("Choose questions of the list on the page.")})
    refuse_unless(part.closed)
    if left_out := chosen_wanting(part.needed, asking.item_ids):
        raise Refusal(Why.INVALID, fields={"item": left_out})
    return part


def take_back(prompt: Prompt, *, reason: str, by: Standing, at: datetime) -> None:
    """It is asked no more. What was answered stays. Twice is once."""
    take_turn(by.organisation_id, prompt)
    if prompt.taken_back_at is None:
        unread = row_of(prompt).state(local_date(at)) is State.ANSWERED
        refuse_unless(taking_back_refused(for_action=prompt.requirement_id is not None, unread=unread))
        prompt.taken_back_at, prompt.taken_back_by_id, prompt.taken_back_reason = at, by.person_id, reason
        db.session.flush()
        note(prompt, "taken back", by=by.person_id, at=at, reason=reason)
        bring(prompt, at=at)


def _items(asking: Asking) -> list[Item]:
    of = version(asking.organisation_id, asking.version_id)
    found = [item for item in items_of(of) if item.id in set(asking.item_ids) and item.points] if of else []
    if len(found) != len(set(asking.item_ids)):
        raise Refusal(Why.INVALID, fields={"item": say("Choose questions of the list on the page.")})
    return found


def _refused(
    asking: Asking, items: Sequence[Item], by: Standing | None, at: datetime, *, lead_id: uuid.UUID | None
) -> tuple[Sentence, ...]:
    of = version(asking.organisation_id, asking.version_id)
    if of is None:
        raise LookupError(f"no version {asking.version_id}")
    facts = known(asking.organisation_id, asking.service_id, of.checklist_id, asking.worker_ids, at=at)
    called = names(asking.organisation_id, asking.worker_ids)
    asker = by.person_id if by else None
    return tuple(
        say("%(name)s: %(why)s", name=called.get(worker_id, ""), why=why)
        for worker_id in asking.worker_ids
        for before, item in enumerate(items)
        for why in may_be_asked(facts.about(worker_id, item, by=asker, lead_id=lead_id, waiting=before), at=at)
    )


def _keep(
    asking: Asking, worker_id: uuid.UUID, item: Item, first: Item, *, by: Standing | None, at: datetime
) -> Prompt:
    made = add(
        Prompt(
            organisation_id=asking.organisation_id,
            id=_id(asking, worker_id, item),
            service_id=asking.service_id,
            worker_id=worker_id,
            item_id=item.id,
            because=asking.because.value,
            asked_by_id=by.person_id if by else None,
            finding_id=asking.finding_id,
            plan_id=asking.plan_id,
            requirement_id=asking.requirement_id,
            look_id=_id(asking, worker_id, first) if asking.requirement_id else None,
            made_at=at,
            due_on=asking.due_on,
        )
    )
    note(made, "asked", by=made.asked_by_id, at=at)
    return made


def _there(asking: Asking, worker_id: uuid.UUID, item: Item) -> Prompt | None:
    return db.session.get(Prompt, (asking.organisation_id, _id(asking, worker_id, item)))


def _id(asking: Asking, worker_id: uuid.UUID, item: Item) -> uuid.UUID:
    """Known from the form, so that sending it twice makes one prompt."""
    return uuid.uuid5(asking.id, f"{worker_id} {item.id}")
