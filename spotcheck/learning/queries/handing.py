"""Reads for the phone that is handed over: the question, and what waits for the workers of some services."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.learning.models import Prompt, PromptAnswer
from spotcheck.learning.queries.prompts import LATELY
from spotcheck.learning.queries.rows import rows
from spotcheck.learning.rules.handing import first_name
from spotcheck.learning.rules.state import OPEN, next_number
from spotcheck.organisation.models import Person
from spotcheck.organisation.queries import names

MOST = 100


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """One question that waits, with what is shown after it: enough to ask it without signal."""

    prompt_id: uuid.UUID
    worker_id: uuid.UUID
    worker: str
    first_name: str
    question: str
    another_way: str | None  # what is said first, where it is asked once more
    model: str
    why: str


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


def to_hand_over(standing: Standing, *, at: datetime) -> Sequence[ToHandOver]:
    """What waits for somebody else where this person may hand the phone over. Three queries, and one for the names."""
    reach = standing.services_for(Verb.READ_ANSWER)
    if reach == frozenset():
        return ()
    here = Prompt.service_id.in_(reach) if reach is not None else sa.true()
    works_here = sa.exists().where(
        Person.organisation_id == Prompt.organisation_id, Person.id == Prompt.worker_id, Person.ended_at.is_(None)
    )
    found = rows(
        Prompt.organisation_id == standing.organisation_id,
        here,
        Prompt.worker_id != standing.person_id,
        Prompt.made_at > at - LATELY,
        Prompt.taken_back_at.is_(None),
        works_here,
    )
    open_ones = [row for row in found if row.state(local_date(at)) in OPEN][:MOST]
    called = names(standing.organisation_id, {row.prompt.worker_id for row in open_ones}) if open_ones else {}
    return [
        ToHandOver(
            prompt_id=row.prompt.id,
            worker_id=row.prompt.worker_id,
            worker=called.get(row.prompt.worker_id, ""),
            first_name=first_name(called.get(row.prompt.worker_id, "")),
            question=row.item.text,
            another_way=row.item.another_way if next_number(row.facts) == 2 else None,
            model=row.item.model or "",
            why=row.item.why or "",
        )
        for row in open_ones
    ]
