"""What the filters of the tracker offer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.organisation.models import Person, Service
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.actions import ways_to
from spotcheck.tracker.queries.lists import same


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: only what the actions one may see have."""

    services: Sequence[tuple[uuid.UUID, str]]
    topics: Sequence[tuple[uuid.UUID, str]]
    standards: Sequence[tuple[uuid.UUID, str]]
    leads: Sequence[tuple[uuid.UUID, str]]


def choices(standing: Standing) -> Choices:
    """What can be chosen in the filters, in one query; a reader is not offered leads."""
    of_places, *own = ways_to(standing)

    def seen(one: Any, named: Any, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """Any action of the places names it, which an index knows for each (the limit keeps PostgreSQL from reading all
        of them at once instead); or one of a person's own, which are few."""
        first_there = sa.select(sa.literal(1)).select_from(Action).where(of_places, *where).limit(1)
        few = (sa.select(named).where(way).correlate(None) for way in own)
        return sa.or_(first_there.scalar_subquery().is_not(None), *(one.in_(some) for some in few))

    no_topic = sa.cast(sa.null(), Topic.id.type)
    service = seen(Service.id, Action.service_id, same(Service, Action.service_id))
    standard = seen(Standard.id, Action.standard_id, same(Standard, Action.standard_id))
    lead = seen(Person.id, Action.lead_id, same(Person, Action.lead_id))
    parts = [
        ("service", Service, (Service.name, no_topic), service),
        ("topic", Topic, (Topic.name, no_topic), sa.true()),  # left out below where none of its standards is offered
        ("standard", Standard, (Standard.text, Standard.topic_id), standard),
    ]
    if standing.sees_names:
        parts.append(("lead", Person, (Person.name, no_topic), lead))
    found: dict[str, list[tuple[uuid.UUID, str]]] = {"service": [], "topic": [], "standard": [], "lead": []}
    topics: set[uuid.UUID] = set()
    offered = [_of(standing.organisation_id, *part) for part in parts]
    for kind, one_id, words, topic_id in db.session.execute(sa.union_all(*offered)):
        found[kind].append((one_id, words))
        topics.add(topic_id)
    found["topic"] = [one for one in found["topic"] if one[0] in topics]
    for some in found.values():
        some.sort(key=lambda choice: choice[1].casefold())
    return Choices(found["service"], found["topic"], found["standard"], found["lead"])


def _of(organisation_id: uuid.UUID, kind: str, table: Any, told: Sequence[Any], offered: Any) -> sa.Select[Any]:
    """Those of this organisation's that are offered: the words, and of a standard its topic."""
    return sa.select(sa.literal(kind), table.id, *told).where(table.organisation_id == organisation_id, offered)
