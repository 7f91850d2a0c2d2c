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
from spotcheck.tracker.queries.actions import visible_to
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
    seen = visible_to(standing)
    parts = [
        _choice(
            "service", Service.id, Service.name, Service,
            sa.exists().where(seen, same(Service, Action.service_id)),
        ),
        _choice(
            "topic", Topic.id, Topic.name, Topic,
            sa.exists().where(
                seen, same(Standard, Action.standard_id), Standard.topic_id == Topic.id,
                Standard.organisation_id == Topic.organisation_id,
            ),
        ),
        _choice(
            "standard", Standard.id, Standard.text, Standard,
            sa.exists().where(seen, same(Standard, Action.standard_id)),
        ),
    ]  # fmt: skip
    if standing.sees_names:
        leads = sa.exists().where(seen, same(Person, Action.lead_id))
        parts.append(_choice("lead", Person.id, Person.name, Person, leads))
    found: dict[str, list[tuple[uuid.UUID, str]]] = {"service": [], "topic": [], "standard": [], "lead": []}
    for kind, one_id, words in db.session.execute(sa.union_all(*parts)):
        found[kind].append((one_id, words))
    for offered in found.values():
        offered.sort(key=lambda choice: choice[1].casefold())
    return Choices(found["service"], found["topic"], found["standard"], found["lead"])


def _choice(kind: str, one_id: Any, words: Any, table: Any, offered: Any) -> sa.Select[Any]:
    return sa.select(sa.literal(kind), one_id, words).select_from(table).where(offered)
