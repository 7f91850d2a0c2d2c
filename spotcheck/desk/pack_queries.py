"""Reads for the pack of a phone: each is one question for all services, draws and checklists at once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.checks.queries.drafts import DRAWS_WAIT
from spotcheck.checks.rules.repeats import NO_REPEAT
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.organisation.models import OtherNumber, Person, RoleHeld
from spotcheck.organisation.queries import held_at
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import draws_of
from spotcheck.tracker.queries import Need


def colleagues(
    standing: Standing, service_ids: Collection[uuid.UUID], *, at: datetime
) -> Mapping[uuid.UUID, Sequence[Person]]:
    """Who works at each of these services now, by name, without whoever asks."""
    rows = db.session.execute(
        sa.select(RoleHeld.service_id, Person)
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(
            RoleHeld.organisation_id == standing.organisation_id,
            RoleHeld.service_id.in_(service_ids),
            *held_at(at),
            Person.ended_at.is_(None),
            Person.id != standing.person_id,
        )
        .order_by(Person.name, Person.id)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Person]] = defaultdict(dict)
    for service_id, person in rows:
        if service_id is not None:
            found[service_id][person.id] = person  # once, whatever the number of their roles
    return {service_id: list(people.values()) for service_id, people in found.items()}


def other_numbers(organisation_id: uuid.UUID) -> list[OtherNumber]:
    """Every number kept now: those of one service first, then those of every service, in the order they were added."""
    query = sa.select(OtherNumber).where(OtherNumber.organisation_id == organisation_id, OtherNumber.ended_at.is_(None))
    everywhere = OtherNumber.service_id.is_(None)
    return list(db.session.scalars(query.order_by(everywhere, OtherNumber.added_at, OtherNumber.id)))


def live_draws(organisation_id: uuid.UUID, needs: Sequence[Need]) -> dict[uuid.UUID, Draw]:
    """The draw of each plan's present round, by the plan's requirement."""
    rounds = {need.requirement.id: need.action.round for need in needs if need.requirement.kind == Kind.SAMPLE.value}
    if not rounds:
        return {}
    return {
        draw.requirement_id: draw
        for draw in draws_of(organisation_id, list(rounds))
        if draw.requirement_id and draw.round == rounds[draw.requirement_id]
    }


def own_draws(organisation_id: uuid.UUID, service_ids: Collection[uuid.UUID], *, at: datetime) -> list[Draw]:
    """Draws for no plan that nobody has read yet, of the last four weeks, newest first."""
    if not service_ids:
        return []
    read = sa.exists().where(Check.organisation_id == Draw.organisation_id, Check.draw_id == Draw.id)
    query = sa.select(Draw).where(
        Draw.organisation_id == organisation_id,
        Draw.service_id.in_(service_ids),
        Draw.requirement_id.is_(None),
        Draw.drawn_at > at - DRAWS_WAIT,
        sa.not_(read),
    )
    return list(db.session.scalars(query.order_by(Draw.number.desc()).limit(20)))


def asked_lately(
    organisation_id: uuid.UUID, worker_ids: Collection[uuid.UUID], *, at: datetime
) -> list[tuple[uuid.UUID, uuid.UUID, str, datetime]]:
    """(worker, checklist, question key, when last) of every question put to these people in the last 90 days."""
    rows = db.session.execute(
        sa.select(Check.worker_id, ChecklistVersion.checklist_id, Item.key, sa.func.max(Check.finished_at))
        .join(
            CheckAnswer,
            sa.and_(CheckAnswer.organisation_id == Check.organisation_id, CheckAnswer.check_id == Check.id),
        )
        .join(Item, sa.and_(Item.organisation_id == CheckAnswer.organisation_id, Item.id == CheckAnswer.item_id))
        .join(
            ChecklistVersion,
            sa.and_(ChecklistVersion.organisation_id == Item.organisation_id, ChecklistVersion.id == Item.version_id),
        )
        .where(
            Check.organisation_id == organisation_id,
            Check.worker_id.in_(worker_ids),
            Check.kind == Kind.INTERVIEW.value,
            Check.finished_at > at - NO_REPEAT,
        )
        .group_by(Check.worker_id, ChecklistVersion.checklist_id, Item.key)
    )
    return [(worker, checklist, key, asked_at) for worker, checklist, key, asked_at in rows if worker is not None]
