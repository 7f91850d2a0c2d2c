"""What can be chosen when somebody asks a short question: where, about what, whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import current_versions, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.permissions import Standing, Thing, Verb
from spotcheck.core.words import Sentence
from spotcheck.learning.queries.asking import Known, known
from spotcheck.learning.queries.plan_part import Part, part_of
from spotcheck.learning.rules.asking import may_be_asked
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import people_at, service, services
from spotcheck.tracker.models import Finding
from spotcheck.tracker.queries.actions import finding


@dataclass(frozen=True, slots=True)
class Colleague:
    """`busy`: why none of these questions can be put to them now. `seen`: they were seen for this action already."""

    person: Person
    busy: Sentence | None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Choosing:
    """How far the choice has come."""

    organisation_id: uuid.UUID
    services: Sequence[Service]
    service: Service | None
    finding: Finding | None
    checklists: Sequence[tuple[Checklist, ChecklistVersion]] = ()
    version: ChecklistVersion | None = None
    items: Sequence[Item] = ()
    colleagues: Sequence[Colleague] = ()
    part: Part | None = None

    @property
    def thing(self) -> Thing:
        return Thing(self.organisation_id, self.service.id if self.service else None)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The questions by what they are called in every version."""
        return [(item.key, item.text) for item in self.items]

    @property
    def choices(self) -> list[tuple[uuid.UUID, str]]:
        """The questions, as a form offers them."""
        return [(item.id, item.text) for item in self.items]


def choosing(standing: Standing, asked: Mapping[str, uuid.UUID | None], *, at: datetime) -> Choosing | None:
    """What is left to choose; None when the address names something that is not there."""
    found = finding(standing.organisation_id, asked["finding"]) if asked["finding"] else None
    if asked["finding"] and found is None:
        return None
    plan = requirement_with_action(standing.organisation_id, asked.get("requirement"))
    if asked.get("requirement") and (plan is None or plan[0].kind != Kind.INTERVIEW):
        return None
    there = services(standing.organisation_id, standing.services_for(Verb.ASK_PROMPT))
    named = plan[1].service_id if plan else found.service_id if found else asked["service"]
    here = _service(standing, named, there)
    if here is None:
        return None if asked["service"] else Choosing(standing.organisation_id, there, None, found)
    offered = _offered(standing.organisation_id, found)
    chosen = _chosen(offered, plan[0].checklist_id if plan else asked["checklist"])
    if chosen is None:
        return Choosing(standing.organisation_id, there, here, found, offered)
    checklist, version = chosen
    items = items_of(version)
    if found is not None:
        items = [one for one in items if one.standard_id == found.standard_id] or items
    part = part_of(standing, plan[0].id, version, at=at) if plan else None
    if part is not None:
        items = sorted(items, key=lambda one: (one.standard_id != part.about, one.position))
    staff = [one for one in people_at(standing.organisation_id, here.id, at=at) if one.id != standing.person_id]
    facts = known(standing.organisation_id, here.id, checklist.id, [one.id for one in staff], at=at)
    colleagues = [_colleague(one, items, facts, part, by=standing.person_id, at=at) for one in staff]
    return Choosing(standing.organisation_id, there, here, found, offered, version, items, colleagues, part)


def _colleague(
    one: Person, items: Sequence[Item], facts: Known, part: Part | None, *, by: uuid.UUID, at: datetime
) -> Colleague:
    """Busy when none of the questions can be put to them; for an action when one cannot that is needed."""
    if part is None:
        reasons = [may_be_asked(facts.about(one.id, item, by=by), at=at) for item in items]
        return Colleague(one, reasons[0][0] if all(reasons) else None)
    about = [item for item in items if item.id in part.needed]
    whys = [
        may_be_asked(facts.about(one.id, item, by=by, lead_id=part.action.lead_id, waiting=before), at=at)
        for before, item in enumerate(about)
    ]
    busy = next((why[0] for why in whys if why), None)
    return Colleague(one, busy, seen=part.repeats is not None and one.id in part.repeats.workers)


def _service(standing: Standing, named: uuid.UUID | None, there: Sequence[Service]) -> Service | None:
    if named is not None:
        return service(standing.organisation_id, named)
    return there[0] if len(there) == 1 else None


def _offered(organisation_id: uuid.UUID, found: Finding | None) -> list[tuple[Checklist, ChecklistVersion]]:
    """The interviews; of a finding those that ask about its standard, or all where none does."""
    about = current_versions(organisation_id, Kind.INTERVIEW, standard_id=found.standard_id) if found else []
    return about or current_versions(organisation_id, Kind.INTERVIEW)


def _chosen(
    offered: Sequence[tuple[Checklist, ChecklistVersion]], named: uuid.UUID | None
) -> tuple[Checklist, ChecklistVersion] | None:
    if len(offered) == 1:
        return offered[0]
    return next((pair for pair in offered if pair[0].id == named), None)
