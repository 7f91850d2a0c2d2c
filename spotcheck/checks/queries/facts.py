"""Rows as the plain facts that the rules of capturing decide on."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Pair, Review
from spotcheck.checks.queries.asked import last_asked
from spotcheck.checks.queries.versions import version_known
from spotcheck.checks.rules.content import Finished, Shift
from spotcheck.checks.rules.facts import Drawn, Known, Needed, Version
from spotcheck.checks.rules.repeats import NO_REPEAT, free_from
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie
from spotcheck.core.words import Sentence
from spotcheck.organisation.queries import worked_at
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import draw, drawn_records
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries import capture_refused, filling_of, read_on_from
from spotcheck.tracker.rules.asked_words import Repeats, repeats_of


def known_for(content: Finished) -> Known:
    """What is so on our side for this content, judged at the moment it was finished."""
    organisation_id, finished_at = content.organisation_id, content.finished_at
    found = version_known(organisation_id, content.version_id)
    if found is None:
        return Known(version=None)
    requirement = requirement_with_action(organisation_id, content.requirement_id)
    drawn = draw(organisation_id, content.draw_id) if content.draw_id else None
    begins = content.records[0].position if content.records else None
    read_from = may_read_from(drawn, content, begins) if drawn else None
    return Known(
        version=found,
        works_here=content.worker_id is not None
        and worked_at(organisation_id, content.service_id, content.worker_id, at=finished_at),
        requirement=needed_facts(*requirement) if requirement else None,
        drawn=drawn_facts(drawn, requirement[0] if requirement else None, read_from) if drawn else None,
        read_before=drawn is not None and read_from is None,
        repeated=repeated_items(organisation_id, found, content.worker_id, at=finished_at, but=content.id),
        second_of_two=content.requirement_id is not None and second_of_two(content),
    )


def second_of_two(content: Finished) -> bool:
    query = sa.select(Pair.id).where(Pair.organisation_id == content.organisation_id, Pair.second_look_id == content.id)
    return db.session.scalar(query) is not None


def requirement_with_action(
    organisation_id: uuid.UUID, requirement_id: uuid.UUID | None
) -> tuple[Requirement, Action] | None:
    """A requirement of this organisation and the action it belongs to."""
    if requirement_id is None:
        return None
    row = db.session.execute(
        sa.select(Requirement, Action)
        .join(
            Action,
            sa.and_(Action.organisation_id == Requirement.organisation_id, Action.id == Requirement.action_id),
        )
        .where(Requirement.organisation_id == organisation_id, Requirement.id == requirement_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def where_captured(content: Finished, by: Standing) -> Thing:
    """What the permission table needs to know: the service, and whether this person verifies the plan's action."""
    return capturing_at(by, content.service_id, requirement_with_action(by.organisation_id, content.requirement_id))


def capturing_at(standing: Standing, service_id: uuid.UUID | None, plan: tuple[Requirement, Action] | None) -> Thing:
    """Capturing at a service; for a plan its verifier from outside may capture too, and its lead hears who can."""
    ties = set()
    action = plan[1] if plan is not None and plan[1].service_id == service_id else None
    if action is not None and action.id in standing.verifies:
        ties.add((Tie.VERIFIER, standing.person_id))
    if action is not None and action.lead_id is not None:
        ties.add((Tie.LEAD, action.lead_id))
    return Thing(standing.organisation_id, service_id, frozenset(ties))


def plan_closed_to(by: Standing, requirement_id: uuid.UUID | None, *, at: datetime) -> tuple[Sentence, ...]:
    """Why this person cannot capture for this plan now (R3, R6); empty when they can, or when there is no plan."""
    plan = requirement_with_action(by.organisation_id, requirement_id)
    return capture_refused(by, plan[0], at=at) if plan else ()


def next_look(requirement: Requirement | None, *, by: uuid.UUID, at: datetime) -> Repeats | None:
    """What is to come for this part of a plan and what would repeat, for whoever looks; None where looks need not
    differ."""
    found = filling_of(requirement, at=at) if requirement is not None else None
    return repeats_of(found, shifts=[(one.value, one.label) for one in Shift], by=by) if found is not None else None


def needed_facts(requirement: Requirement, action: Action) -> Needed:
    return Needed(
        id=requirement.id,
        service_id=action.service_id,
        kind=Kind(requirement.kind),
        standard=requirement.standard_id,
        checklist_id=requirement.checklist_id,
        size=requirement.size,
    )


def drawn_facts(found: Draw, requirement: Requirement | None = None, read_from: int | None = None) -> Drawn:
    """The draw, read from this place on: how many its plan asks for there, or all that is left without a plan."""
    second = read_from is not None and read_from > 1
    left = found.in_draw - (read_from or 1) + 1
    planned = requirement.scheme.of(found.in_draw).second_size if requirement else left
    records = drawn_records(found)
    return Drawn(
        id=found.id,
        service_id=found.service_id,
        checklist_id=found.checklist_id,
        requirement_id=found.requirement_id,
        size=planned if second else found.size,
        read_from=read_from or 1,
        numbers=tuple(one.number for one in records),
        references=tuple(one.reference for one in records),
    )


def may_read_from(found: Draw, content: Finished, begins: int | None = None) -> int | None:
    """The place from which this draw is read now; None when it was read. `begins`: where this content begins.

    Without a plan the records of a plan that has moved on begin where they were begun."""
    next_place = read_on_from(content.organisation_id, content.requirement_id, at=content.finished_at)
    if next_place is not None:
        return next_place if begins in {None, next_place} else None
    if read_before(found, content.requirement_id, but=content.id):
        return None
    moved_on = content.requirement_id is None and found.requirement_id is not None
    return begins or 1 if moved_on else 1


def read_before(found: Draw, requirement_id: uuid.UUID | None, *, but: uuid.UUID | None = None) -> bool:
    """Whether a check of this draw stands already for the same plan (or for none), so that it is not read twice."""
    refused = sa.exists().where(
        Review.organisation_id == Check.organisation_id, Review.check_id == Check.id, Review.stands.is_(False)
    )
    query = sa.select(Check.id).where(
        Check.organisation_id == found.organisation_id,
        Check.draw_id == found.id,
        Check.requirement_id == requirement_id if requirement_id else Check.requirement_id.is_(None),
        Check.id != but,
        sa.not_(refused),
    )
    return db.session.scalar(query.limit(1)) is not None


def repeated_items(
    organisation_id: uuid.UUID,
    found: Version,
    worker_id: uuid.UUID | None,
    *,
    at: datetime,
    but: uuid.UUID | None = None,
) -> dict[uuid.UUID, date]:
    """The questions of an interview that were put to this worker in the 90 days before `at`, and the day each may come
    again."""
    if worker_id is None or found.kind is not Kind.INTERVIEW:
        return {}
    asked = last_asked(organisation_id, found.checklist_id, [worker_id], at=at, but=but).get(worker_id, {})
    return {item.id: day for item in found.items if (day := free_from(asked.get(item.key), at)) is not None}


def asked_since(
    organisation_id: uuid.UUID, found: Version, worker_id: uuid.UUID | None, *, at: datetime, but: uuid.UUID
) -> dict[uuid.UUID, date]:
    """The questions of an interview that were put to this worker again in the 90 days after `at`, by a check that is
    here already, and the day each may come again."""
    return repeated_items(organisation_id, found, worker_id, at=at + NO_REPEAT, but=but)
