"""One prompt with everything beside it, and the lists of them: mine, and those of the services I see."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Verb
from spotcheck.learning.models import Coaching, Prompt, PromptAnswer, PromptReview, PromptTalk, SupportWish
from spotcheck.learning.queries.looks import InPlan, in_plan
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.state import OPEN
from spotcheck.organisation.queries import names, service
from spotcheck.tracker.models import Action, Requirement

LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Opened:
    """One prompt, and what came of it. `names`: of everybody who is part of it."""

    row: Row
    service: str
    names: Mapping[uuid.UUID, str]
    talk: PromptTalk | None
    wish: SupportWish | None
    coaching: Coaching | None
    plan: InPlan | None = None  # what it is to an action

    @property
    def thing(self) -> Thing:
        return self.row.thing

    @property
    def prompt(self) -> Prompt:
        return self.row.prompt

    @property
    def worker(self) -> str:
        return self.names.get(self.prompt.worker_id, "")

    @property
    def points(self) -> list[tuple[str, str]]:
        """What must be said, as a form offers it."""
        return [(point["key"], point["text"]) for point in self.row.item.points]

    @property
    def alerts(self) -> list[tuple[str, str, str]]:
        """What could put somebody at risk, with what to say first."""
        return [(one["key"], one["text"], one["say"]) for one in self.row.item.alerts]

    def name(self, person_id: uuid.UUID | None) -> str | None:
        return self.names.get(person_id) if person_id else None


def opened(organisation_id: uuid.UUID, prompt_id: uuid.UUID) -> Opened | None:
    """Seven queries; six more when it was asked for an action."""
    found = rows(Prompt.organisation_id == organisation_id, Prompt.id == prompt_id)
    if not found:
        return None
    row = found[0]
    reviews = [one.review for one in row.answers if one.review is not None]
    talk = db.session.scalar(
        sa.select(PromptTalk).where(
            PromptTalk.organisation_id == organisation_id, PromptTalk.review_id.in_([one.id for one in reviews])
        )
    )
    wish = db.session.scalar(
        sa.select(SupportWish).where(SupportWish.organisation_id == organisation_id, SupportWish.prompt_id == prompt_id)
    )
    coaching = db.session.scalar(
        sa.select(Coaching).where(Coaching.organisation_id == organisation_id, Coaching.prompt_id == prompt_id)
    )
    people = {row.prompt.worker_id, row.prompt.asked_by_id, row.prompt.taken_back_by_id}
    people |= {one.by_id for one in reviews} | {one.row.author_id for one in row.answers}
    people |= {talk.by_id} if talk else set()
    people |= {wish.replied_by_id} if wish else set()
    people |= {coaching.with_id, coaching.kept_by_id} if coaching else set()
    there = service(organisation_id, row.prompt.service_id)
    return Opened(
        row, there.name if there else "", names(organisation_id, people), talk, wish, coaching, in_plan(row.prompt)
    )


def open_for(standing: Standing, *, at: datetime) -> list[Row]:
    """The questions that wait for this person, the one whose day comes first at the top."""
    recent = _mine(standing, at)
    found = [row for row in recent if row.state(local_date(at)) in OPEN]
    return sorted(found, key=lambda row: (row.prompt.due_on, row.prompt.made_at, row.prompt.id))


def visible_to(standing: Standing) -> sa.ColumnElement[bool]:
    """The prompts of the services where this person sees them."""
    reach = standing.services_for(Verb.SEE_PROMPTS)
    own = Prompt.organisation_id == standing.organisation_id
    return own if reach is None else sa.and_(own, Prompt.service_id.in_(reach))


def to_read(standing: Standing) -> sa.ColumnElement[bool]:
    """… that hold an answer which nobody has read, and which this person may judge."""
    unread = (
        sa.exists()
        .where(
            PromptAnswer.organisation_id == Prompt.organisation_id,
            PromptAnswer.prompt_id == Prompt.id,
            sa.or_(PromptAnswer.author_id.is_(None), PromptAnswer.author_id != standing.person_id),
            ~sa.exists().where(
                PromptReview.organisation_id == PromptAnswer.organisation_id, PromptReview.answer_id == PromptAnswer.id
            ),
        )
        .correlate(Prompt)
    )
    return sa.and_(
        visible_to(standing),
        Prompt.worker_id != standing.person_id,
        Prompt.taken_back_at.is_(None),
        sa.or_(Prompt.requirement_id.is_(None), _may_judge(standing)),
        unread,
    )


def _may_judge(standing: Standing) -> sa.ColumnElement[bool]:
    """Whether this person may read what was asked for an action (`rules.reviewing`)."""
    reach = standing.services_for(Verb.REVIEW_CHECK)
    leads = sa.exists().where(
        Requirement.organisation_id == Prompt.organisation_id,
        Requirement.id == Prompt.requirement_id,
        Action.organisation_id == Requirement.organisation_id,
        Action.id == Requirement.action_id,
        Action.lead_id == standing.person_id,
    )
    there = sa.true() if reach is None else Prompt.service_id.in_(reach)
    return sa.and_(there, Prompt.asked_by_id != standing.person_id, ~leads.correlate(Prompt))


def lately(standing: Standing, *, at: datetime, most: int = 100) -> list[Row]:
    """The prompts of the last 90 days that this person sees, newest first; never their own."""
    return rows(visible_to(standing), Prompt.made_at > at - LATELY, Prompt.worker_id != standing.person_id, most=most)


def _mine(standing: Standing, at: datetime) -> list[Row]:
    return rows(
        Prompt.organisation_id == standing.organisation_id,
        Prompt.worker_id == standing.person_id,
        Prompt.made_at > at - LATELY,
    )
