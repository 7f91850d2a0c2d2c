"""What can be chosen when somebody asks a short question: where, about what, whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import current_versions, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.core.permissions import Standing, Thing, Verb
from spotcheck.core.words import Sentence
from spotcheck.learning.queries.asking import known
from spotcheck.learning.rules.asking import may_be_asked
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import people_at, service, services
from spotcheck.tracker.models import Finding
from spotcheck.tracker.queries.actions import finding


@dataclass(frozen=True, slots=True)
class Colleague:
    """`busy`: why none of these questions can be put to them now."""

    person: Person
    busy: Sentence | None


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
    there = services(standing.organisation_id, standing.services_for(Verb.ASK_PROMPT))
    here = _service(standing, found.service_id if found else asked["service"], there)
    if here is None:
        return None if asked["service"] else Choosing(standing.organisation_id, there, None, found)
    offered = _offered(standing.organisation_id, found)
    chosen = _chosen(offered, asked["checklist"])
    if chosen is None:
        return Choosing(standing.organisation_id, there, here, found, offered)
    checklist, version = chosen
    items = items_of(version)
    if found is not None:
        items = [one for one in items if one.standard_id == found.standard_id] or items
    staff = [one for one in people_at(standing.organisation_id, here.id, at=at) if one.id != standing.person_id]
    facts = known(standing.organisation_id, here.id, checklist.id, [one.id for one in staff], at=at)
    reasons = {
        one.id: [may_be_asked(facts.about(one.id, item, by=standing.person_id), at=at) for item in items]
        for one in staff
    }
    colleagues = [Colleague(one, reasons[one.id][0][0] if all(reasons[one.id]) else None) for one in staff]
    return Choosing(standing.organisation_id, there, here, found, offered, version, items, colleagues)


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
