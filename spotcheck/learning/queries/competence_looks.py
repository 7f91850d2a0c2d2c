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

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.rules import Kind, outcome
from spotcheck.checks.models import Check, CheckAnswer, Correction, Pair, Review
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.review import waits
from spotcheck.checks.queries.sight import held_back, passed_on
from spotcheck.checks.rules.outcomes import AnswerFacts, Shows, shows
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.queries.competence_needed import LOOKS
from spotcheck.learning.rules.competence import Look, look_met, was_stopped


@dataclass(frozen=True, slots=True)
class Captured:
    """One look with what a page tells of it. `seen`: which items that are named it says something about."""

    look: Look
    worker: uuid.UUID
    topic: uuid.UUID
    title: str
    waits: bool
    seen: frozenset[str]


def looks(
    organisation_id: uuid.UUID,
    competences: Mapping[uuid.UUID, Competence],
    *,
    service_id: uuid.UUID,
    since: datetime,
    at: datetime,
    worker_ids: Collection[uuid.UUID] | None = None,
) -> dict[tuple[uuid.UUID, uuid.UUID], list[Captured]]:
    """By worker and topic, the newest first. `competences`: what is asked, by topic; it names the items that count."""
    if not competences:
        return {}
    rows = _checks(organisation_id, list(competences), service_id, _whose(worker_ids), since=since, at=at)
    answers = _answers(organisation_id, [row.id for row in rows])
    found: dict[tuple[uuid.UUID, uuid.UUID], list[Captured]] = defaultdict(list)
    for row in rows:
        given = answers.get(row.id, [])
        found[row.worker_id, row.topic_id].append(_captured(row, given, competences[row.topic_id]))
    return dict(found)


def _checks(
    organisation_id: uuid.UUID,
    topic_ids: Collection[uuid.UUID],
    service_id: uuid.UUID,
    whose: sa.ColumnElement[bool],
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
            Check.id, Check.kind, Check.worker_id, Check.author_id, Check.finished_at, ChecklistVersion.title,
            Checklist.topic_id, Checklist.key, waits().label("waits"),
            sa.and_(sa.func.coalesce(stands, sa.true()), sa.not_(second)).label("stands"),
        )
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Checklist, linked(ChecklistVersion, ChecklistVersion.checklist_id, Checklist))
        .where(
            Check.organisation_id == organisation_id,
            Check.service_id == service_id,
            whose,
            Check.kind.in_([kind.value for kind in LOOKS]),
            Check.finished_at > since,
            Checklist.topic_id.in_(topic_ids),
            sa.not_(passed_on()),
            sa.not_(held_back(at)),
        )
        .order_by(Check.finished_at.desc(), Check.id)
    )  # fmt: skip
    return list(db.session.execute(query))


def _whose(worker_ids: Collection[uuid.UUID] | None) -> sa.ColumnElement[bool]:
    return Check.worker_id.is_not(None) if worker_ids is None else Check.worker_id.in_(worker_ids)


def _answers(organisation_id: uuid.UUID, check_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, Any]]]:
    """The answers of each check as they stand after corrections: the item's key, and what was seen or heard."""
    if not check_ids:
        return {}
    corrected: dict[tuple[uuid.UUID, int, uuid.UUID], str] = {}
    corrections = sa.select(Correction.check_id, Correction.position, Correction.item_id, Correction.outcome).where(
        Correction.organisation_id == organisation_id, Correction.check_id.in_(check_ids)
    )
    for check_id, position, item_id, changed in db.session.execute(corrections.order_by(Correction.number)):
        corrected[check_id, position, item_id] = changed
    query = (
        sa.select(CheckAnswer, Item.key, Item.standard_id, Item.must, Check.kind)
        .join(Item, linked(CheckAnswer, CheckAnswer.item_id, Item))
        .join(Check, linked(CheckAnswer, CheckAnswer.check_id, Check))
        .where(CheckAnswer.organisation_id == organisation_id, CheckAnswer.check_id.in_(check_ids))
    )
    found: dict[uuid.UUID, list[tuple[str, Any]]] = defaultdict(list)
    for answer, key, standard_id, must, kind in db.session.execute(query):
        now = outcome(Kind(kind), corrected.get((answer.check_id, answer.position, answer.item_id), answer.outcome))
        if now is not None:
            facts = AnswerFacts(item=answer.item_id, standard=standard_id, must=must, outcome=now)
            found[answer.check_id].append((key, facts))
    return found


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
    return Captured(look, row.worker_id, row.topic_id, row.title, bool(row.waits), seen)
