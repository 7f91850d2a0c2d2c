"""The queue of answers to read: the oldest first, whoever gave it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from spotcheck.checks.queries.check import linked
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.learning.models import Prompt, PromptAnswer, PromptReview
from spotcheck.learning.queries.prompts import to_read


def next_to_read(standing: Standing) -> uuid.UUID | None:
    read = sa.exists().where(
        PromptReview.organisation_id == PromptAnswer.organisation_id, PromptReview.answer_id == PromptAnswer.id
    )
    query = (
        sa.select(Prompt.id)
        .join(PromptAnswer, sa.and_(linked(PromptAnswer, PromptAnswer.prompt_id, Prompt), ~read))
        .where(to_read(standing))
        .order_by(PromptAnswer.received_at, PromptAnswer.id)
        .limit(1)
    )
    return db.session.scalar(query)


def unread_count(standing: Standing) -> int:
    return db.session.scalar(sa.select(sa.func.count(Prompt.id)).where(to_read(standing))) or 0
