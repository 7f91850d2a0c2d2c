"""What waits of the short questions to others: talks to have, wishes for support, coaching, answers to read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
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
    talks: Sequence[Somebody] = ()
    wishes: Sequence[Somebody] = ()
    coaching: Sequence[Somebody] = ()  # with this person, today or tomorrow, or not kept yet


def waiting(standing: Standing, *, at: datetime) -> Waiting:
    """What waits for this person; one query, none for somebody who reads no answers."""
    if standing.services_for(Verb.READ_ANSWER) == frozenset():
        return Waiting()
    parts = {"talk": _talks(standing), "wish": _wishes(standing), "coaching": _coaching(standing, local_date(at))}
    found: dict[str, list[Somebody]] = {kind: [] for kind in parts}
    for kind, *one in db.session.execute(_together(parts)):
        found[kind].append(Somebody(*one))
    return Waiting(found["talk"], found["wish"], found["coaching"])


def how_many_unread(standing: Standing) -> sa.ScalarSelect[int]:
    """How many answers wait to be read by this person, to ask with something else."""
    nobody = standing.services_for(Verb.READ_ANSWER) == frozenset()
    query = sa.select(sa.func.count(Prompt.id)).where(sa.false() if nobody else to_read(standing))
    return query.scalar_subquery()


def _together(parts: Mapping[str, sa.Select[*tuple[Any, ...]]]) -> sa.Select[*tuple[Any, ...]]:
    """The first of each kind, each in its own order, in one query."""
    some = [sa.select(sa.literal(kind).label("kind"), part.limit(MOST + 1).subquery()) for kind, part in parts.items()]
    found = sa.union_all(*some).subquery().c
    return sa.select(found.kind, found.prompt_id, found.name, found.on_day).order_by(found.place)


def _named(*order: Any, on_day: Any = None) -> sa.Select[*tuple[Any, ...]]:
    """Whose question it is, with its place in this order."""
    place = sa.func.row_number().over(order_by=order)
    day = sa.cast(sa.null(), sa.Date) if on_day is None else on_day
    columns = (Prompt.id.label("prompt_id"), Person.name.label("name"), day.label("on_day"), place.label("place"))
    return sa.select(*columns).order_by(place)


def _talks(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    """Answers that could put somebody at risk, about which nobody has talked with the worker."""
    talked = sa.exists().where(
        PromptTalk.organisation_id == PromptReview.organisation_id, PromptTalk.review_id == PromptReview.id
    )
    return (
        _named(PromptReview.at, PromptReview.id)
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
    )


def _wishes(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    return (
        _named(SupportWish.at, SupportWish.id)
        .select_from(SupportWish)
        .join(Prompt, linked(SupportWish, SupportWish.prompt_id, Prompt))
        .join(Person, linked(Prompt, Prompt.worker_id, Person))
        .where(
            visible_to(standing),
            Prompt.worker_id != standing.person_id,
            SupportWish.replied_at.is_(None),
            Person.ended_at.is_(None),
        )
    )


def _coaching(standing: Standing, today: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        _named(Coaching.on_day, Coaching.id, on_day=Coaching.on_day)
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
    )
