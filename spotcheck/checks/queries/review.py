"""The finished checks that wait for a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Correction, Review
from spotcheck.checks.queries.check import Author, Worker, checks_with, took_part
from spotcheck.checks.queries.headline import ICONS, who_looked
from spotcheck.checks.queries.pairs import with_whom
from spotcheck.checks.queries.sight import reviewable_by, visible_to
from spotcheck.checks.rules.review import reviewing_refused
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.organisation.models import Service
from spotcheck.tracker.models import Action, Requirement


@dataclass(frozen=True, slots=True)
class Waiting:
    """One check that waits. `corrected`: since a review. `refused`: why it is not this person's to review (R3)."""

    check: Check
    title: str
    service: str
    author: str
    worker: str | None
    action: Action | None
    corrected: bool
    refused: tuple[Sentence, ...]

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.check.kind)]

    @property
    def who(self) -> Sentence:
        return who_looked(Kind(self.check.kind), self.author, self.worker)


@dataclass(frozen=True, slots=True)
class Queue:
    """`theirs`: what this person can review, evidence first, then oldest first; `waiting` of them in all.

    `others`: what somebody else has to review, with why.
    """

    theirs: Sequence[Waiting]
    others: Sequence[Waiting]
    waiting: int


def queue(standing: Standing, *, at: datetime, most: int = 50) -> Queue:
    """What waits for a review where this person reviews. Three queries, however long it is."""
    theirs = _listed(standing, at, independent(standing), most)
    others = _listed(standing, at, sa.not_(independent(standing)), most)
    count = waiting_count(standing) if len(theirs) == most else len(theirs)
    return Queue(theirs, others, count)


def waiting_count(standing: Standing) -> int:
    """How many checks wait for this person's review. One query."""
    return db.session.scalar(sa.select(how_many_wait(standing))) or 0


def how_many_wait(standing: Standing) -> sa.ScalarSelect[int]:
    """The same, to ask with something else."""
    query = sa.select(sa.func.count(Check.id)).where(reviewable_by(standing), waits(), independent(standing))
    return query.scalar_subquery()


def waits() -> sa.ColumnElement[bool]:
    """Whether no review has seen every correction of the check: `rules.review.waits`, asked of the database."""
    corrections = (
        sa.select(sa.func.count(Correction.id))
        .where(Correction.organisation_id == Check.organisation_id, Correction.check_id == Check.id)
        .correlate(Check)
        .scalar_subquery()
    )
    reviewed = sa.exists().where(
        Review.organisation_id == Check.organisation_id,
        Review.check_id == Check.id,
        Review.corrections_seen == corrections,
    )
    return sa.not_(reviewed)


def independent(standing: Standing) -> sa.ColumnElement[bool]:
    """Whether this person took no part in the check: `rules.review.reviewing_refused`, asked of the database (R3)."""
    leads = (
        sa.exists()
        .where(
            Requirement.organisation_id == Check.organisation_id,
            Requirement.id == Check.requirement_id,
            Action.organisation_id == Requirement.organisation_id,
            Action.id == Requirement.action_id,
            Action.lead_id == standing.person_id,
        )
        .correlate(Check)
    )
    observed = sa.func.coalesce(Check.worker_id == standing.person_id, sa.false())
    too = sa.func.coalesce(with_whom() == standing.person_id, sa.false())
    return sa.and_(Check.author_id != standing.person_id, sa.not_(observed), sa.not_(leads), sa.not_(too))


def _listed(standing: Standing, at: datetime, whose: sa.ColumnElement[bool], most: int) -> list[Waiting]:
    reviewed = sa.exists().where(Review.organisation_id == Check.organisation_id, Review.check_id == Check.id)
    shown = (ChecklistVersion.title, Service.name, Author.name, Worker.name, Action, reviewed, with_whom())
    query = (
        checks_with(*shown)
        .where(visible_to(standing, at=at), reviewable_by(standing), waits(), whose)
        .order_by(Check.requirement_id.is_(None), Check.finished_at, Check.id)
        .limit(most)
    )
    return [_waiting(standing, *row) for row in db.session.execute(query)]


def _waiting(standing: Standing, check: Check, title: str, service: str, *others: Any) -> Waiting:
    author, worker, action, corrected, too = others
    refused = reviewing_refused(standing.person_id, took_part(check, action, too))
    return Waiting(check, title, service, author, worker, action, corrected, refused)
