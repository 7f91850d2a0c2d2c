"""What somebody learnt, for themselves: what they were told they do well comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.mine import noted_about
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import Coaching, Prompt, SupportWish
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.state import OPEN, State
from spotcheck.organisation.models import Person
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State as Stage

MOST = 12


@dataclass(frozen=True, slots=True)
class Strength:
    """A good word, and where it comes from."""

    text: str
    about: Sentence
    at: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """A time to go through a question together."""

    row: Coaching
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Learnt:
    strengths: Sequence[Strength]
    to_answer: Sequence[Row]
    booked: Sequence[Booked]
    answered: Sequence[tuple[Row, State]]
    wishes: Sequence[SupportWish]
    changed: Sequence[Action]

    @property
    def heading(self) -> Sentence:
        if self.strengths:
            return say("What you do well, and what you learn")
        return say("What you learn")


def learnt(standing: Standing, *, at: datetime) -> Learnt:
    """Everything on the page; seven queries."""
    today = local_date(at)
    mine = sa.and_(Prompt.organisation_id == standing.organisation_id, Prompt.worker_id == standing.person_id)
    found = rows(mine, most=50)
    return Learnt(
        strengths=_strengths(standing, found, at),
        to_answer=[row for row in found if row.state(today) in OPEN],
        booked=_booked(mine),
        answered=[(row, row.state(today)) for row in found if row.answers],
        wishes=_wishes(mine),
        changed=_changed(standing, today),
    )


def _strengths(standing: Standing, found: Sequence[Row], at: datetime) -> list[Strength]:
    """From checks of their practice, and from whoever read an answer that held every point."""
    noted, _ = noted_about(standing, at=at)
    seen = [
        Strength(
            one.words.strength,
            say("%(name)s, about: %(what)s", name=one.author, what=one.title),
            one.check.finished_at,
        )
        for one in noted
        if one.words.strength
    ]
    said = [
        Strength(one.review.words, say("About: %(what)s", what=row.item.text), one.review.at)
        for row in found
        for one, judged in zip(row.answers, row.facts.judged, strict=False)
        if one.review is not None and one.review.words and not judged.missed
    ]
    return sorted([*seen, *said], key=lambda one: one.at, reverse=True)[:MOST]


def _booked(mine: sa.ColumnElement[bool]) -> list[Booked]:
    """What is booked and not done yet comes first."""
    query = (
        sa.select(Coaching, Person.name, Prompt)
        .join(Prompt, linked(Coaching, Coaching.prompt_id, Prompt))
        .join(Person, linked(Coaching, Coaching.with_id, Person))
        .where(mine)
        .order_by(Coaching.kept_at.is_not(None), Coaching.on_day.desc())
        .limit(MOST)
    )
    found = db.session.execute(query).all()
    texts = {row.prompt.id: row.item.text for row in rows(mine, Prompt.id.in_([one[2].id for one in found]))}
    return [Booked(coaching, name, texts[prompt.id]) for coaching, name, prompt in found]


def _wishes(mine: sa.ColumnElement[bool]) -> list[SupportWish]:
    query = sa.select(SupportWish).join(Prompt, linked(SupportWish, SupportWish.prompt_id, Prompt)).where(mine)
    return list(db.session.scalars(query.order_by(SupportWish.at.desc()).limit(MOST)))


def _changed(standing: Standing, today: date) -> list[Action]:
    """Actions of where they work that closed in the last year: a fresh look showed that practice changed."""
    here = standing.services_with([Role.CARE_WORKER, Role.SUPERVISOR, Role.MANAGER])
    query = sa.select(Action).where(
        Action.organisation_id == standing.organisation_id,
        Action.state == Stage.CLOSED.value,
        Action.service_id.in_(here or ()),
    )
    found = db.session.scalars(query.order_by(Action.closed_at.desc(), Action.id).limit(MOST))
    return [one for one in found if one.closed_at and (today - local_date(one.closed_at)).days <= 365]
