"""What a phone takes along to go on without signal: the personal pack, format 1.

It holds what the pages of starting a check would show this person now, and nothing else: where they may capture, their
colleagues there, whom to ring, the checklists, what is due, the records drawn; and the short questions for which they
may hand the phone over. A phone keeps it encrypted.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import current_versions, items_of_all
from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.content import Shift
from spotcheck.checks.rules.repeats import free_from
from spotcheck.core.permissions import Standing, Verb
from spotcheck.core.words import Sentence
from spotcheck.desk import pack_queries as found
from spotcheck.desk.pack_prompts import Question, prompts_for
from spotcheck.desk.rules import due_title, due_words
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import services
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import drawn_records
from spotcheck.sampling.rules import Drawn
from spotcheck.tracker.queries import Need, needs_at
from spotcheck.tracker.rules.asked_words import Repeats, conditions_to_come, repeats_of
from spotcheck.tracker.rules.weighing import Verdict
from spotcheck.tracker.rules.words import Look

SPARE = 30  # records beyond the size of a draw, to take the place of those that cannot count


@dataclass(frozen=True, slots=True)
class Ring:
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Place:
    """A service where this person may capture. `starts`: checks of their own, too, not only what a plan asks for."""

    id: uuid.UUID
    name: str
    starts: bool
    ring: Ring | None
    others: Sequence[Ring]
    colleagues: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Due:
    requirement: uuid.UUID
    service: uuid.UUID
    version: uuid.UUID
    kind: Kind
    title: Sentence
    says: Sentence
    by: date | None
    draw: uuid.UUID | None
    repeats: Repeats | None


@dataclass(frozen=True, slots=True)
class DrawnRecords:
    """The records of a draw in the order of chance, and the items that decide whether one counts."""

    id: uuid.UUID
    number: int
    service: uuid.UUID
    version: uuid.UUID
    requirement: uuid.UUID | None
    size: int
    population: int
    places: Sequence[Drawn]
    counting: Sequence[uuid.UUID]


Asked = Mapping[uuid.UUID, Mapping[uuid.UUID, Mapping[uuid.UUID, date]]]  # worker → version → item → the day it is free


@dataclass(frozen=True, slots=True)
class Pack:
    services: Sequence[Place]
    checklists: Sequence[tuple[Kind, ChecklistVersion]]
    due: Sequence[Due]
    draws: Sequence[DrawnRecords]
    asked: Asked
    prompts: Sequence[Question]


def pack(standing: Standing, *, at: datetime) -> Pack:
    """What this person takes along; about twenty queries, however many services, checklists, draws and questions."""
    reach = standing.services_for(Verb.CAPTURE)
    prompts = prompts_for(standing, at=at)
    if reach == frozenset() and not standing.verifies:
        return Pack((), (), (), (), {}, prompts)
    needs = [need for need in needs_at(standing, at=at) if not need.refused]
    places = _places(standing, reach, needs, at)
    offered = [
        (checklist, version)
        for checklist, version in current_versions(standing.organisation_id)
        if reach != frozenset() or checklist.id in {need.requirement.checklist_id for need in needs}
    ]
    by_checklist = {checklist.id: version for checklist, version in offered}
    live = found.live_draws(standing.organisation_id, needs)
    own = found.own_draws(standing.organisation_id, [one.id for one in places if one.starts], at=at)
    items = items_of_all(standing.organisation_id, _whose_items(offered, [*live.values(), *own]))
    due = [_due(need, by_checklist[need.requirement.checklist_id], live, standing.person_id) for need in needs]
    plans = {need.requirement.id: need for need in needs}
    return Pack(
        services=places,
        checklists=[(Kind(checklist.kind), version) for checklist, version in offered],
        due=due,
        draws=[_records(one, by_checklist[one.checklist_id].id, plans, items) for one in [*live.values(), *own]],
        asked=_asked(standing, places, offered, items, at),
        prompts=prompts,
    )


def _places(standing: Standing, reach: frozenset[uuid.UUID] | None, needs: Sequence[Need], at: datetime) -> list[Place]:
    """Where this person may start a check, and where a plan waits for one from them."""
    waiting = {need.action.service_id for need in needs}
    there = services(standing.organisation_id, None if reach is None else reach | waiting)
    colleagues = found.colleagues(standing, [one.id for one in there], at=at) if there else {}
    others = found.other_numbers(standing.organisation_id) if there else []
    return [
        Place(
            id=one.id,
            name=one.name,
            starts=reach is None or one.id in reach,
            ring=_ring(one),
            others=[Ring(row.name, row.number) for row in others if row.service_id in {one.id, None}],
            colleagues=colleagues.get(one.id, ()),
        )
        for one in there
    ]


def _ring(service: Service) -> Ring | None:
    return Ring(service.on_call_name or "", service.on_call_number) if service.on_call_number else None


def _whose_items(offered: Sequence[tuple[Checklist, ChecklistVersion]], draws: Sequence[Draw]) -> set[uuid.UUID]:
    """The versions whose items matter here: those that are drawn for, and questions that must not come twice."""
    drawn_for = {one.checklist_id for one in draws}
    return {
        version.id
        for checklist, version in offered
        if checklist.kind == Kind.INTERVIEW.value or checklist.id in drawn_for
    }


def _due(need: Need, version: ChecklistVersion, live: Mapping[uuid.UUID, Draw], by: uuid.UUID) -> Due:
    look, draw = Look(need.requirement.kind), live.get(need.requirement.id)
    last_day = need.weighed.last_day
    return Due(
        requirement=need.requirement.id,
        service=need.action.service_id,
        version=version.id,
        kind=Kind(need.requirement.kind),
        title=due_title(look, version.title),
        says=due_words(
            look,
            need.remaining,
            need.action.title,
            last_day,
            closed=need.after_closing,
            differ=conditions_to_come(need.weighed),
        ),
        by=last_day,
        draw=draw.id if draw else None,
        repeats=repeats_of(need.weighed, shifts=[(one.value, one.label) for one in Shift], by=by),
    )


def _records(
    draw: Draw, version_id: uuid.UUID, plans: Mapping[uuid.UUID, Need], items: Mapping[uuid.UUID, Sequence[Item]]
) -> DrawnRecords:
    plan = plans.get(draw.requirement_id) if draw.requirement_id else None
    about = plan.requirement.standard_id if plan else None
    mixed = plan is not None and plan.weighed.verdict is Verdict.MIXED  # then the next numbers are read
    begins, size = (plan.weighed.read_to, plan.remaining) if plan and mixed else (0, draw.size)
    return DrawnRecords(
        id=draw.id,
        number=draw.number,
        service=draw.service_id,
        version=version_id,
        requirement=draw.requirement_id,
        size=size,
        population=draw.population,
        places=drawn_records(draw)[begins : begins + size + SPARE],
        counting=[item.id for item in items[version_id] if about in {None, item.standard_id}],
    )


def _asked(
    standing: Standing,
    places: Sequence[Place],
    offered: Sequence[tuple[Checklist, ChecklistVersion]],
    items: Mapping[uuid.UUID, Sequence[Item]],
    at: datetime,
) -> Asked:
    """The questions that were put to a colleague lately, and the day each may come again."""
    workers = {person.id for place in places for person in place.colleagues}
    versions = {checklist.id: version.id for checklist, version in offered if checklist.kind == Kind.INTERVIEW.value}
    if not workers or not versions:
        return {}
    days: dict[uuid.UUID, dict[uuid.UUID, dict[uuid.UUID, date]]] = {}
    for worker_id, checklist_id, key, asked_at in found.asked_lately(standing.organisation_id, workers, at=at):
        version_id, day = versions.get(checklist_id), free_from(asked_at, at)
        item = next((one for one in items.get(version_id, ()) if one.key == key), None) if version_id else None
        if version_id and item and day:
            days.setdefault(worker_id, {}).setdefault(version_id, {})[item.id] = day
    return days
