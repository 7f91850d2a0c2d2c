"""Reads for the phone that is handed over: what may be asked on it, the question, and whether it was answered on it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.learning.models import Prompt, PromptAnswer, PromptReview
from spotcheck.learning.queries.languages import Beside, in_languages
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.handing import first_name, handing_refused
from spotcheck.learning.rules.state import AGAIN_WITHIN, OPEN
from spotcheck.organisation.models import Person

MOST_TAKEN = 50  # questions that a phone takes along


@dataclass(frozen=True, slots=True)
class ToHand:
    """A question that waits, the first name of whom it is for, and the same in their language, where it has that."""

    row: Row
    first_name: str
    beside: Beside | None


def to_hand_over(standing: Standing, *, at: datetime) -> Sequence[ToHand]:
    """The questions that wait where this person may hand the phone over, the soonest day first; five queries.

    Whose place it is says the query; what is refused besides (`handing_refused`) says the rule."""
    reach = standing.services_for(Verb.READ_ANSWER)
    if reach == frozenset():
        return ()
    today = local_date(at)
    ids = sa.select(Prompt.id).where(*_may_wait(standing, reach, at)).order_by(Prompt.due_on, Prompt.id)
    chosen = list(db.session.scalars(ids.limit(MOST_TAKEN)))
    if not chosen:
        return ()
    found = [
        row
        for row in rows(Prompt.organisation_id == standing.organisation_id, Prompt.id.in_(chosen))
        if row.state(today) in OPEN and not handing_refused(standing.person_id, worker_id=row.prompt.worker_id)
    ]
    whom = {row.prompt.worker_id for row in found}
    people = {
        one.id: one
        for one in db.session.scalars(
            sa.select(Person).where(Person.organisation_id == standing.organisation_id, Person.id.in_(whom))
        )
    }
    written = in_languages(standing.organisation_id, [(row.checklist_id, row.item) for row in found])
    soonest = sorted(found, key=lambda row: (row.last_day, row.prompt.made_at, row.prompt.id))
    return [_to_hand(row, people[row.prompt.worker_id], written[row.item.id]) for row in soonest]


def _to_hand(row: Row, worker: Person, written: Sequence[Beside]) -> ToHand:
    beside = next((one for one in written if one.language.tag == worker.language), None)
    return ToHand(row, first_name(worker.name), beside)


def _may_wait(
    standing: Standing, reach: frozenset[uuid.UUID] | None, at: datetime
) -> tuple[sa.ColumnElement[bool], ...]:
    """What could wait: nothing came yet and its day is ahead, or one answer was read within the days for a second."""
    answered = sa.exists().where(
        PromptAnswer.organisation_id == Prompt.organisation_id, PromptAnswer.prompt_id == Prompt.id
    )
    read_lately = (
        sa.exists()
        .where(
            PromptAnswer.organisation_id == Prompt.organisation_id,
            PromptAnswer.prompt_id == Prompt.id,
            PromptReview.organisation_id == PromptAnswer.organisation_id,
            PromptReview.answer_id == PromptAnswer.id,
            PromptReview.at > at - AGAIN_WITHIN - timedelta(days=1),
        )
        .correlate(Prompt)
    )
    here = sa.true() if reach is None else Prompt.service_id.in_(reach)
    return (
        Prompt.organisation_id == standing.organisation_id,
        here,
        Prompt.worker_id != standing.person_id,
        Prompt.taken_back_at.is_(None),
        sa.or_(
            sa.and_(Prompt.due_on >= local_date(at), ~answered),
            sa.and_(read_lately, ~answered.where(PromptAnswer.number == 2)),
        ),
    )


def prompt_there(organisation_id: uuid.UUID, prompt_id: uuid.UUID) -> Prompt | None:
    return db.session.get(Prompt, (organisation_id, prompt_id))


def question_of(organisation_id: uuid.UUID, prompt_id: uuid.UUID) -> Item | None:
    """What was asked."""
    return db.session.scalar(
        sa.select(Item)
        .join(Prompt, linked(Prompt, Prompt.item_id, Item))
        .where(Prompt.organisation_id == organisation_id, Prompt.id == prompt_id)
    )


def answered_since(organisation_id: uuid.UUID, prompt_id: uuid.UUID, author_id: uuid.UUID, *, since: datetime) -> bool:
    """Whether this person took an answer down since then."""
    found = sa.exists().where(
        PromptAnswer.organisation_id == organisation_id,
        PromptAnswer.prompt_id == prompt_id,
        PromptAnswer.author_id == author_id,
        PromptAnswer.received_at >= since,
    )
    return bool(db.session.scalar(sa.select(found)))
