"""What is needed to be signed off, topic by topic: about practice and not about people, so everybody may read it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import current_versions, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.core.database import db
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.rules.competence import Needed
from spotcheck.learning.rules.competence_signing import READY_MADE
from spotcheck.standards.models import Topic
from spotcheck.standards.queries import topics

LOOKS = (Kind.OBSERVATION, Kind.INTERVIEW)


@dataclass(frozen=True, slots=True)
class Offered:
    """A topic that somebody can be observed in or asked about. `now`: what is asked, if anything; `before`: how often
    it was replaced; `ready_made`: what comes with the product."""

    topic: Topic
    kinds: frozenset[Kind]
    now: Competence | None
    newest: Competence | None
    ready_made: Needed | None


def needed_of(one: Competence) -> Needed:
    return Needed(
        observations=one.observations,
        interviews=one.interviews,
        assessors=one.assessors,
        weeks=one.weeks,
        months=one.months,
    )


def current(organisation_id: uuid.UUID) -> dict[uuid.UUID, tuple[Competence, Topic]]:
    """What is asked now, by topic, in the order of the topics' names. One query."""
    newest = (
        sa.select(sa.func.max(Competence.number))
        .where(Competence.organisation_id == Topic.organisation_id, Competence.topic_id == Topic.id)
        .correlate(Topic)
        .scalar_subquery()
    )
    query = (
        sa.select(Competence, Topic)
        .join(Topic, sa.and_(Topic.organisation_id == Competence.organisation_id, Topic.id == Competence.topic_id))
        .where(
            Competence.organisation_id == organisation_id, Competence.number == newest, Competence.ended_at.is_(None)
        )
        .order_by(Topic.name)
    )
    return {topic.id: (one, topic) for one, topic in db.session.execute(query)}


def is_asked(topic: type[Topic]) -> sa.ColumnElement[bool]:
    """Whether the newest of what was asked of this topic is asked still."""
    ended = (
        sa.select(Competence.ended_at)
        .where(Competence.organisation_id == topic.organisation_id, Competence.topic_id == topic.id)
        .order_by(Competence.number.desc())
        .limit(1)
        .correlate(topic)
        .scalar_subquery()
    )
    some = sa.exists().where(Competence.organisation_id == topic.organisation_id, Competence.topic_id == topic.id)
    return sa.and_(some.correlate(topic), ended.is_(None))


def versions(organisation_id: uuid.UUID, topic_id: uuid.UUID) -> list[Competence]:
    """Everything that was ever asked of a topic, the newest first."""
    query = sa.select(Competence).where(Competence.organisation_id == organisation_id, Competence.topic_id == topic_id)
    return list(db.session.scalars(query.order_by(Competence.number.desc())))


def offered(organisation_id: uuid.UUID) -> list[Offered]:
    """Every topic with a checklist for an observation or an interview. Three queries."""
    kinds: Mapping[uuid.UUID, set[Kind]] = defaultdict(set)
    rows = sa.select(Checklist.topic_id, Checklist.kind).where(
        Checklist.organisation_id == organisation_id, Checklist.kind.in_([kind.value for kind in LOOKS])
    )
    for topic_id, kind in db.session.execute(rows.distinct()):
        kinds[topic_id].add(Kind(kind))
    newest: dict[uuid.UUID, Competence] = {}
    every = sa.select(Competence).where(Competence.organisation_id == organisation_id)
    for one in db.session.scalars(every.order_by(Competence.number)):
        newest[one.topic_id] = one
    return [
        Offered(topic, frozenset(kinds[topic.id]), _asked(newest.get(topic.id)), newest.get(topic.id),
                READY_MADE.get(topic.key))
        for topic in topics(organisation_id)
        if topic.id in kinds
    ]  # fmt: skip


def _asked(one: Competence | None) -> Competence | None:
    return one if one is not None and one.ended_at is None else None


def offered_topic(organisation_id: uuid.UUID, topic_id: uuid.UUID) -> Offered | None:
    return next((one for one in offered(organisation_id) if one.topic.id == topic_id), None)


def items_to_name(organisation_id: uuid.UUID, topic_id: uuid.UUID) -> list[tuple[str, Item]]:
    """What can be named as "must be done well": the items of the topic's observations as they are asked now."""
    return [
        (f"{checklist.key}/{item.key}", item)
        for checklist, version in current_versions(organisation_id, Kind.OBSERVATION)
        if checklist.topic_id == topic_id
        for item in items_of(version)
    ]


def checklists_of(organisation_id: uuid.UUID, topic_id: uuid.UUID) -> list[tuple[Checklist, ChecklistVersion]]:
    """What can be started for a topic."""
    return [
        pair
        for pair in current_versions(organisation_id)
        if pair[0].topic_id == topic_id and Kind(pair[0].kind) in LOOKS
    ]


def starts(organisation_id: uuid.UUID) -> dict[tuple[uuid.UUID, Kind], Sequence[Checklist]]:
    """The checklists to start, by topic and kind. One query."""
    found: dict[tuple[uuid.UUID, Kind], list[Checklist]] = defaultdict(list)
    for checklist, _ in current_versions(organisation_id):
        found[checklist.topic_id, Kind(checklist.kind)].append(checklist)
    return dict(found)
