"""What was noted about a person, and what they captured lately."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Reply
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.headline import ICONS
from spotcheck.checks.queries.review import waits
from spotcheck.checks.queries.sight import visible_to
from spotcheck.checks.rules.content import Words, read_words
from spotcheck.checks.rules.reply import ReplyKind
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.organisation.models import Person

ANSWERED_WITHIN = timedelta(days=28)  # a reply is welcome later, too; it is no longer waited for
_Author, _Worker = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Noted:
    """A check about this person, as they see it."""

    check: Check
    title: str
    author: str
    replies: Sequence[Reply]
    waits: bool  # for a reply

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.check.kind)]

    @property
    def words(self) -> Words:
        return read_words(self.check.words)

    @property
    def answers(self) -> list[tuple[Sentence, str]]:
        """What this person answered: in short, and in their words."""
        return [(ReplyKind(row.kind).told(you=True), row.text) for row in self.replies]


@dataclass(frozen=True, slots=True)
class Captured:
    """A check that this person captured, and whether somebody has reviewed it."""

    check: Check
    title: str
    worker: str | None
    waits: bool

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.check.kind)]


def noted_about(standing: Standing, *, at: datetime, page: int = 1, most: int = 20) -> tuple[list[Noted], bool]:
    """What was noted about this person, newest first, and whether there is more. Two queries."""
    query = (
        sa.select(Check, ChecklistVersion.title, _Author.name)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(_Author, linked(Check, Check.author_id, _Author))
        .where(visible_to(standing, at=at), Check.worker_id == standing.person_id)
        .order_by(Check.finished_at.desc(), Check.id.desc())
        .limit(most + 1)
        .offset((page - 1) * most)
    )
    rows = db.session.execute(query).all()
    replies = _replies(standing.organisation_id, [check.id for check, *_ in rows])
    shown = [
        Noted(check, title, author, replies[check.id], _waits(check, replies[check.id], at))
        for check, title, author in rows[:most]
    ]
    return shown, len(rows) > most


def unanswered_count(standing: Standing, *, at: datetime) -> int:
    """How many checks about this person, of the last four weeks, they have not replied to. One query."""
    return db.session.scalar(sa.select(how_many_unanswered(standing, at=at))) or 0


def how_many_unanswered(standing: Standing, *, at: datetime) -> sa.ScalarSelect[int]:
    """The same, to ask with something else."""
    replied = sa.exists().where(Reply.organisation_id == Check.organisation_id, Reply.check_id == Check.id)
    query = sa.select(sa.func.count(Check.id)).where(
        visible_to(standing, at=at),
        Check.worker_id == standing.person_id,
        Check.finished_at > at - ANSWERED_WITHIN,
        sa.not_(replied),
    )
    return query.scalar_subquery()


def captured_by(standing: Standing, *, most: int = 10) -> list[Captured]:
    """What this person captured lately, newest first. One query."""
    query = (
        sa.select(Check, ChecklistVersion.title, _Worker.name, waits())
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .outerjoin(_Worker, linked(Check, Check.worker_id, _Worker))
        .where(Check.organisation_id == standing.organisation_id, Check.author_id == standing.person_id)
        .order_by(Check.finished_at.desc(), Check.id.desc())
        .limit(most)
    )
    return [Captured(*row) for row in db.session.execute(query)]


def _replies(organisation_id: uuid.UUID, check_ids: Iterable[uuid.UUID]) -> defaultdict[uuid.UUID, list[Reply]]:
    found: defaultdict[uuid.UUID, list[Reply]] = defaultdict(list)
    query = sa.select(Reply).where(Reply.organisation_id == organisation_id, Reply.check_id.in_(check_ids))
    for reply in db.session.scalars(query.order_by(Reply.at, Reply.id)):
        found[reply.check_id].append(reply)
    return found


def _waits(check: Check, replies: Sequence[Reply], at: datetime) -> bool:
    return not replies and check.finished_at > at - ANSWERED_WITHIN


def heading(noted: Sequence[Noted], captured: Sequence[Captured]) -> Sentence:
    """What a page of Mine says first: strengths, where there are any."""
    strengths = sum(one.words.strength is not None for one in noted)
    if strengths:
        return say_n("A colleague saw a strength of yours", "Colleagues saw %(n)s strengths of yours", strengths)
    if noted:
        return say_n("One check is about your work", "%(n)s checks are about your work", len(noted))
    if captured:
        return say_n(
            "The check you captured has arrived", "The last %(n)s checks you captured have arrived", len(captured)
        )
    return say("Nothing is noted about your work yet")
