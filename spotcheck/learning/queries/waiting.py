"""What waits of the short questions to others: answers to read, talks to have, wishes for support, coaching."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.learning.models import Coaching, Prompt, PromptAnswer, PromptReview, PromptTalk, SupportWish
from spotcheck.learning.queries.prompts import to_read, visible_to
from spotcheck.organisation.models import Person

MOST = 5  # of each; the rest is one link away
SOON = timedelta(days=1)  # coaching is shown from the day before


@dataclass(frozen=True, slots=True)
class Somebody:
    """One prompt of somebody, and the day of what is booked."""

    prompt_id: uuid.UUID
    name: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    unread: int = 0
    talks: Sequence[Somebody] = ()
    wishes: Sequence[Somebody] = ()
    coaching: Sequence[Somebody] = ()  # with this person, today or tomorrow, or not kept yet


def waiting(standing: Standing, *, at: datetime) -> Waiting:
    """What waits for this person; four queries, none for somebody who reads no answers."""
    if standing.services_for(Verb.READ_ANSWER) == frozenset():
        return Waiting()
    unread = db.session.scalar(sa.select(sa.func.count(Prompt.id)).where(to_read(standing))) or 0
    talks, wishes = _somebody(_talks(standing)), _somebody(_wishes(standing))
    return Waiting(unread, talks, wishes, _somebody(_coaching(standing, local_date(at))))


def _somebody(query: sa.Select[*tuple[Any, ...]]) -> list[Somebody]:
    return [Somebody(*row) for row in db.session.execute(query.limit(MOST + 1))]


def _talks(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    """Answers that could put somebody at risk, about which nobody has talked with the worker."""
    talked = sa.exists().where(
        PromptTalk.organisation_id == PromptReview.organisation_id, PromptTalk.review_id == PromptReview.id
    )
    return (
        sa.select(Prompt.id, Person.name)
        .select_from(PromptReview)
        .join(PromptAnswer, linked(PromptReview, PromptReview.answer_id, PromptAnswer))
        .join(Prompt, linked(PromptAnswer, PromptAnswer.prompt_id, Prompt))
        .join(Person, linked(Prompt, Prompt.worker_id, Person))
        .where(
            visible_to(standing),
            Prompt.worker_id != standing.person_id,
            sa.cast(PromptReview.alerts, sa.Text) != "[]",
            Person.ended_at.is_(None),
            ~talked,
        )
        .order_by(PromptReview.at, PromptReview.id)
    )


def _wishes(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Prompt.id, Person.name)
        .select_from(SupportWish)
        .join(Prompt, linked(SupportWish, SupportWish.prompt_id, Prompt))
        .join(Person, linked(Prompt, Prompt.worker_id, Person))
        .where(
            visible_to(standing),
            Prompt.worker_id != standing.person_id,
            SupportWish.replied_at.is_(None),
            Person.ended_at.is_(None),
        )
        .order_by(SupportWish.at, SupportWish.id)
    )


def _coaching(standing: Standing, today: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Prompt.id, Person.name, Coaching.on_day)
        .select_from(Coaching)
        .join(Prompt, linked(Coaching, Coaching.prompt_id, Prompt))
        .join(Person, linked(Prompt, Prompt.worker_id, Person))
        .where(
            Coaching.organisation_id == standing.organisation_id,
            Coaching.with_id == standing.person_id,
            Coaching.kept_at.is_(None),
            Coaching.on_day <= today + SOON,
            Person.ended_at.is_(None),
        )
        .order_by(Coaching.on_day, Coaching.id)
    )
