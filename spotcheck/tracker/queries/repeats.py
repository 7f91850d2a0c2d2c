"""Reads about what comes again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.organisation.models import Service
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.queries.actions import visible_to
from spotcheck.tracker.rising_models import RepeatFlag
from spotcheck.tracker.rules.repeats import AFTER_CLOSING, LATELY, OF_A_TOPIC, Carried, Gap, Repeat
from spotcheck.tracker.rules.words import FindingKind, State

_OPEN = (State.PROPOSED.value, State.AGREED.value, State.DONE.value)


def closed_lately(action: Action, *, at: datetime) -> Action | None:
    """What closed last about the same standard in the same service, within the time that counts."""
    query = (
        sa.select(Action)
        .where(
            Action.organisation_id == action.organisation_id,
            Action.service_id == action.service_id,
            Action.state == State.CLOSED.value,
            Action.standard_id == action.standard_id,
            Action.closed_at >= at - AFTER_CLOSING,
            Action.id != action.id,
        )
        .order_by(Action.closed_at.desc(), Action.id)
    )
    return db.session.scalars(query.limit(1)).first()


def gaps_lately(organisation_id: uuid.UUID, standard_id: uuid.UUID, *, at: datetime) -> list[Gap]:
    """The gaps of the same topic that are learned from, in every service."""
    mine, other = aliased(Standard), aliased(Standard)
    same_topic = sa.select(other.id).join(
        mine, sa.and_(mine.organisation_id == other.organisation_id, mine.topic_id == other.topic_id)
    )
    query = sa.select(Finding.service_id, Finding.source_id, Finding.id, Finding.found_at).where(
        Finding.organisation_id == organisation_id,
        Finding.kind == FindingKind.GAP.value,
        Finding.taken_back_at.is_(None),
        Finding.found_at >= at - LATELY,
        Finding.standard_id.in_(same_topic.where(mine.organisation_id == organisation_id, mine.id == standard_id)),
    )
    return [Gap(service, source or one, found_at) for service, source, one, found_at in db.session.execute(query)]


def open_services(organisation_id: uuid.UUID) -> int:
    query = sa.select(sa.func.count()).where(Service.organisation_id == organisation_id, Service.ended_at.is_(None))
    return db.session.scalar(query) or 0


def open_about(organisation_id: uuid.UUID, service_id: uuid.UUID, standard_id: uuid.UUID) -> Action | None:
    """The newest open action of this service about the same topic."""
    mine, other = aliased(Standard), aliased(Standard)
    query = (
        sa.select(Action)
        .join(other, sa.and_(other.organisation_id == Action.organisation_id, other.id == Action.standard_id))
        .join(mine, sa.and_(mine.organisation_id == other.organisation_id, mine.topic_id == other.topic_id))
        .where(
            Action.organisation_id == organisation_id,
            Action.service_id == service_id,
            Action.stands_on.is_not(None),
            mine.id == standard_id,
        )
        .order_by(Action.proposed_at.desc(), Action.id)
    )
    return db.session.scalars(query.limit(1)).first()


def kinds_on(action: Action) -> set[Repeat]:
    """What this action tells of as a repeat."""
    query = sa.select(RepeatFlag.kind).where(
        RepeatFlag.organisation_id == action.organisation_id, RepeatFlag.action_id == action.id
    )
    return {Repeat(kind) for kind in db.session.scalars(query)}


def carried(organisation_id: uuid.UUID, *, standard_id: uuid.UUID | None = None) -> list[tuple[RepeatFlag, Carried]]:
    """What open actions tell of a topic: of the one of this standard, or of every one."""
    query = (
        sa.select(RepeatFlag, Action.service_id, Standard.topic_id)
        .join(
            Action,
            sa.and_(Action.organisation_id == RepeatFlag.organisation_id, Action.id == RepeatFlag.action_id),
        )
        .join(Standard, sa.and_(Standard.organisation_id == Action.organisation_id, Standard.id == Action.standard_id))
        .where(
            RepeatFlag.organisation_id == organisation_id,
            RepeatFlag.kind.in_([kind.value for kind in OF_A_TOPIC]),
            Action.state.in_(_OPEN),
        )
    )
    if standard_id is not None:
        query = query.where(Standard.topic_id == _topic_of(organisation_id, standard_id))
    return [
        (flag, Carried(flag.id, flag.action_id, Repeat(flag.kind), topic_id, service_id, flag.noticed_at))
        for flag, service_id, topic_id in db.session.execute(query)
    ]


def _topic_of(organisation_id: uuid.UUID, standard_id: uuid.UUID) -> sa.ScalarSelect[uuid.UUID]:
    same = aliased(Standard)
    query = sa.select(same.topic_id).where(same.organisation_id == organisation_id, same.id == standard_id)
    return query.scalar_subquery()


def others_about(action: Action, *, here: bool, standing: Standing, most: int) -> Sequence[Action]:
    """The other open actions about the same topic that this person may see, in this service (`here`) or in any."""
    about = sa.select(Standard.id).where(
        Standard.organisation_id == action.organisation_id,
        Standard.topic_id == _topic_of(action.organisation_id, action.standard_id),
    )
    query = (
        sa.select(Action)
        .where(
            visible_to(standing),
            Action.standard_id.in_(about),
            Action.stands_on.is_not(None),
            Action.id != action.id,
            *([Action.service_id == action.service_id] if here else []),
        )
        .order_by(Action.proposed_at.desc(), Action.id)
    )
    return list(db.session.scalars(query.limit(most)))


@dataclass(frozen=True, slots=True)
class Flagged:
    """Why an action is flagged, and what came before it, for whoever may see that."""

    flag: RepeatFlag
    earlier: Action | None
