"""The plans that ask short questions, and what they asked."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, Item
from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.jobs import not_done_on
from spotcheck.core.permissions import Role, Standing, Verb
from spotcheck.learning.models import Prompt, PromptPlan
from spotcheck.learning.queries.competence_signed import signed_at
from spotcheck.learning.rules.planning import Whom
from spotcheck.organisation.models import Organisation, Person, RoleHeld, Service
from spotcheck.organisation.queries import held_at

JOB = "prompts"


@dataclass(frozen=True, slots=True)
class Asked:
    worker_id: uuid.UUID
    key: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan as a page lists it. `asked`: how many questions it put so far."""

    plan: PromptPlan
    service: str
    checklist: str
    asked: int


def plan(organisation_id: uuid.UUID, plan_id: uuid.UUID) -> PromptPlan | None:
    return db.session.get(PromptPlan, (organisation_id, plan_id))


def live_plans(organisation_id: uuid.UUID) -> list[PromptPlan]:
    """Those of services that are open, the oldest first."""
    query = (
        sa.select(PromptPlan)
        .join(Service, linked(PromptPlan, PromptPlan.service_id, Service))
        .where(PromptPlan.organisation_id == organisation_id, PromptPlan.ended_at.is_(None), Service.ended_at.is_(None))
        .order_by(PromptPlan.made_at, PromptPlan.id)
    )
    return list(db.session.scalars(query))


def plans(standing: Standing) -> Sequence[Listed]:
    """The plans of the services this person sees, by service."""
    reach = standing.services_for(Verb.SEE_PROMPTS)
    asked = (
        sa.select(sa.func.count(Prompt.id))
        .where(Prompt.organisation_id == PromptPlan.organisation_id, Prompt.plan_id == PromptPlan.id)
        .correlate(PromptPlan)
        .scalar_subquery()
    )
    query = (
        sa.select(PromptPlan, Service.name, Checklist.title, asked)
        .join(Service, linked(PromptPlan, PromptPlan.service_id, Service))
        .join(Checklist, linked(PromptPlan, PromptPlan.checklist_id, Checklist))
        .where(PromptPlan.organisation_id == standing.organisation_id, PromptPlan.ended_at.is_(None))
        .order_by(Service.name, PromptPlan.made_at, PromptPlan.id)
    )
    if reach is not None:
        query = query.where(PromptPlan.service_id.in_(reach))
    return [Listed(*row) for row in db.session.execute(query)]


def asked_by(of: PromptPlan) -> list[Asked]:
    """Every question that this plan put."""
    query = (
        sa.select(Prompt.worker_id, Item.key, Prompt.made_at)
        .join(Item, linked(Prompt, Prompt.item_id, Item))
        .where(Prompt.organisation_id == of.organisation_id, Prompt.plan_id == of.id)
    )
    return [Asked(*row) for row in db.session.execute(query)]


def asked_of(of: PromptPlan, *, at: datetime) -> list[uuid.UUID]:
    """Whom this plan asks today: nobody whose sign-off has lapsed, where it asks those who are signed off."""
    there = care_workers_at(of.organisation_id, of.service_id, at=at)
    if Whom(of.whom) is Whom.EVERYBODY:
        return there
    topic_id = db.session.get_one(Checklist, (of.organisation_id, of.checklist_id)).topic_id
    signed = signed_at(of.organisation_id, of.service_id, at=at)
    lasting = {who for (who, topic), one in signed.items() if topic == topic_id and one.row.again_on >= local_date(at)}
    return [one for one in there if one in lasting]


def care_workers_at(organisation_id: uuid.UUID, service_id: uuid.UUID, *, at: datetime) -> list[uuid.UUID]:
    """Who is a care worker at this service now and can sign in to answer."""
    held = sa.exists().where(
        RoleHeld.organisation_id == Person.organisation_id,
        RoleHeld.person_id == Person.id,
        RoleHeld.service_id == service_id,
        RoleHeld.role == Role.CARE_WORKER.value,
        *held_at(at),
    )
    query = (
        sa.select(Person.id)
        .where(
            Person.organisation_id == organisation_id,
            Person.ended_at.is_(None),
            Person.account_id.is_not(None),
            held,
        )
        .order_by(Person.id)
    )
    return list(db.session.scalars(query))


def organisations_to_ask_in(at: datetime) -> list[uuid.UUID]:
    """Where a plan asks and today was not done yet."""
    live = sa.exists().where(PromptPlan.organisation_id == Organisation.id, PromptPlan.ended_at.is_(None))
    with_plans = cast(sa.Select[tuple[uuid.UUID]], sa.select(Organisation.id).where(live))
    return list(db.session.scalars(not_done_on(JOB, local_date(at), with_plans)))
