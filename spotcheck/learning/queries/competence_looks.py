"""The observations and interviews of people about a topic, as plain facts for the rule. Three queries, however many.

What is held back or was passed on is not read: it is no part of learning (R12, R13).
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Pair, Review
from spotcheck.checks.queries.answers import counting_of
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.review import waits
from spotcheck.checks.queries.sight import held_back, passed_on
from spotcheck.checks.rules.outcomes import AnswerFacts, Shows, shows
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.queries.competence_needed import LOOKS
from spotcheck.learning.rules.competence import Look, look_met, was_stopped

Whose = tuple[uuid.UUID, uuid.UUID, uuid.UUID]  # service, worker, topic


@dataclass(frozen=True, slots=True)
class Captured:
    """One look with what a page tells of it. `seen`: which items that are named it says something about."""

    look: Look
    service: uuid.UUID
    worker: uuid.UUID
    topic: uuid.UUID
    title: str
    waits: bool
    seen: frozenset[str]


def looks(
    organisation_id: uuid.UUID,
    competences: Mapping[uuid.UUID, Competence],
    *,
    service_ids: Collection[uuid.UUID],
    worker_ids: Collection[uuid.UUID],
    since: datetime,
    at: datetime,
) -> dict[Whose, list[Captured]]:
    """By service, worker and topic, the newest first. `competences`: what is asked, by topic; it names the items that
    count."""
    if not competences:
        return {}
    rows = _checks(organisation_id, competences, service_ids, worker_ids, since=since, at=at)
    answers = counting_of(organisation_id, [row.id for row in rows])
    found: dict[Whose, list[Captured]] = defaultdict(list)
    for row in rows:
        given = answers.get(row.id, [])
        found[row.service_id, row.worker_id, row.topic_id].append(_captured(row, given, competences[row.topic_id]))
    return dict(found)


def _checks(
    organisation_id: uuid.UUID,
    topic_ids: Collection[uuid.UUID],
    service_ids: Collection[uuid.UUID],
    worker_ids: Collection[uuid.UUID],
    *,
    since: datetime,
    at: datetime,
) -> list[Any]:
    stands = (
        sa.select(Review.stands)
        .where(Review.organisation_id == Check.organisation_id, Review.check_id == Check.id)
        .order_by(Review.corrections_seen.desc())
        .limit(1)
        .correlate(Check)
        .scalar_subquery()
    )
    second = sa.exists().where(Pair.organisation_id == Check.organisation_id, Pair.second_look_id == Check.id)
    query = (
        sa.select(
            Check.id, Check.kind, Check.service_id, Check.worker_id, Check.author_id, Check.finished_at,
            ChecklistVersion.title, Checklist.topic_id, Checklist.key, waits().label("waits"),
            sa.and_(sa.func.coalesce(stands, sa.true()), sa.not_(second)).label("stands"),
        )
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Checklist, linked(ChecklistVersion, ChecklistVersion.checklist_id, Checklist))
        .where(
            Check.organisation_id == organisation_id,
            Check.service_id.in_(service_ids),
            Check.worker_id.in_(worker_ids),
            Check.kind.in_([kind.value for kind in LOOKS]),
            Check.finished_at > since,
            Checklist.topic_id.in_(topic_ids),
            sa.not_(passed_on()),
            sa.not_(held_back(at)),
        )
        .order_by(Check.finished_at.desc(), Check.id)
    )  # fmt: skip
    return list(db.session.execute(query))


def _captured(row: Any, given: Iterable[tuple[str, AnswerFacts]], asked: Competence) -> Captured:
    given = list(given)
    kind = Kind(row.kind)
    named = {facts.item for key, facts in given if f"{row.key}/{key}" in asked.items}
    answers = [facts for _, facts in given]
    other = bool(asked.items) and not named and kind is Kind.OBSERVATION  # of the topic, and asks none of what is named
    look = Look(
        check=row.id,
        kind=kind,
        at=row.finished_at,
        on=local_date(row.finished_at),
        by=row.author_id,
        met=None if other else look_met(kind, answers, named),
        counts=bool(row.stands) and not row.waits,
        stopped=was_stopped(answers),
    )
    seen = frozenset(
        f"{row.key}/{key}" for key, facts in given if facts.item in named and shows(facts.outcome) is not Shows.NOTHING
    )
    return Captured(look, row.service_id, row.worker_id, row.topic_id, row.title, bool(row.waits), seen)
