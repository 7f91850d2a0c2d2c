"""Reads for the phone that is handed over: the question, and whether it was answered on it."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checks.queries.check import linked
from spotcheck.core.database import db
from spotcheck.learning.models import Prompt, PromptAnswer


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
