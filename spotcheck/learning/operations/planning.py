"""Plans that ask: made and ended by a manager, carried out by the clock."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from spotcheck.checklists.models import Item
from spotcheck.checklists.queries import checklist, current_version, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.jobs import begin_day
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.learning.models import Prompt, PromptPlan
from spotcheck.learning.operations.asking import Asking, ask
from spotcheck.learning.queries.asking import known
from spotcheck.learning.queries.plans import JOB, asked_by, asked_of, live_plans
from spotcheck.learning.rules.asking import Because
from spotcheck.learning.rules.planning import DAYS_TO_ANSWER, EVERY_WEEKS, Rhythm, Whom, Worker, planned_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a manager chose. `id` was made with the form."""

    id: uuid.UUID
    service_id: uuid.UUID
    checklist_id: uuid.UUID
    item_keys: Sequence[str]
    every_weeks: int
    whom: Whom = Whom.EVERYBODY


def make_plan(planned: Planned, *, by: Standing, at: datetime) -> PromptPlan:
    """From tomorrow these questions are asked in turn. The same form sent twice makes one plan."""
    take_turn(by.organisation_id)
    if there := db.session.get(PromptPlan, (by.organisation_id, planned.id)):
        return there
    wrong = {}
    keys = [item.key for item in _items(by.organisation_id, planned.checklist_id, planned.item_keys)]
    if not keys or (planned.item_keys and set(keys) != set(planned.item_keys)):
        wrong["item"] = say("Choose questions of the list on the page.")
    if planned.every_weeks not in EVERY_WEEKS:
        wrong["every_weeks"] = say("Choose how often.")
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        PromptPlan(
            organisation_id=by.organisation_id,
            id=planned.id,
            service_id=planned.service_id,
            checklist_id=planned.checklist_id,
            item_keys=list(planned.item_keys),
            whom=planned.whom.value,
            every_weeks=planned.every_weeks,
            days_to_answer=DAYS_TO_ANSWER,
            from_on=local_date(at) + timedelta(days=1),
            made_by_id=by.person_id,
            made_at=at,
        )
    )
    _record(made, "planned", by=by, at=at)
    return made


def end_plan(plan: PromptPlan, *, by: Standing, at: datetime) -> None:
    """It asks no more. What it asked stays. Twice is once."""
    take_turn(by.organisation_id, plan)
    if plan.ended_at is None:
        plan.ended_at, plan.ended_by_id = at, by.person_id
        db.session.flush()
        _record(plan, "ended", by=by, at=at)


def ask_planned(organisation_id: uuid.UUID, *, at: datetime) -> int:
    """Ask what the plans of this organisation ask today: how many. A day is done once, whoever does it."""
    take_turn(organisation_id)
    if not begin_day(JOB, organisation_id, local_date(at)):
        return 0
    return sum(_ask(plan, at) for plan in live_plans(organisation_id))


def _ask(plan: PromptPlan, at: datetime) -> int:
    items = {item.key: item for item in _items(plan.organisation_id, plan.checklist_id, plan.item_keys)}
    people = asked_of(plan, at=at)
    facts = known(plan.organisation_id, plan.service_id, plan.checklist_id, people, at=at)
    before = asked_by(plan)
    workers = [
        Worker(
            id=one,
            waiting=facts.waiting.get(one, 0),
            asked={key: at for (who, _, key), at in facts.asked.items() if who == one},
            planned=max((row.made_at for row in before if row.worker_id == one), default=None),
        )
        for one in people
    ]
    often = Counter(row.key for row in before)
    rhythm = Rhythm(plan_id=plan.id, from_on=plan.from_on, every_weeks=plan.every_weeks)
    chosen = planned_for(workers, list(items), often, rhythm, at=at)
    return sum(len(_ask_one(plan, worker_id, items[key], at)) for worker_id, key in chosen)


def _ask_one(plan: PromptPlan, worker_id: uuid.UUID, item: Item, at: datetime) -> list[Prompt]:
    today = local_date(at)
    asking = Asking(
        id=uuid.uuid5(plan.id, today.isoformat()),
        organisation_id=plan.organisation_id,
        service_id=plan.service_id,
        version_id=item.version_id,
        worker_ids=[worker_id],
        item_ids=[item.id],
        due_on=today + timedelta(days=plan.days_to_answer),
        because=Because.PLAN,
        plan_id=plan.id,
    )
    return ask(asking, by=None, at=at)


def _items(organisation_id: uuid.UUID, checklist_id: uuid.UUID, keys: Sequence[str]) -> list[Item]:
    """The questions of the current version that a plan asks: those chosen, or all."""
    of = checklist(organisation_id, checklist_id)
    version = current_version(organisation_id, checklist_id)
    if of is None or version is None or of.kind != Kind.INTERVIEW.value:
        return []
    return [item for item in items_of(version) if not keys or item.key in keys]


def _record(plan: PromptPlan, what: str, *, by: Standing, at: datetime) -> None:
    history.record(
        plan.organisation_id,
        what=what,
        kind="prompt plan",
        thing_id=plan.id,
        by=by.person_id,
        at=at,
        service_id=plan.service_id,
    )
