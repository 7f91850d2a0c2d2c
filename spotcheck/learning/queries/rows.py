"""Prompts with their question, their answers and what was read in them: three queries, however many."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Thing
from spotcheck.learning.models import Prompt, PromptAnswer, PromptReview
from spotcheck.learning.rules import state as rules
from spotcheck.learning.rules.state import Facts, Judged, State


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, and its review where there is one."""

    row: PromptAnswer
    review: PromptReview | None


@dataclass(frozen=True, slots=True)
class Row:
    """A prompt with what stands beside it. `title`: of the checklist it is from."""

    prompt: Prompt
    item: Item
    checklist_id: uuid.UUID
    title: str
    answers: Sequence[Answered]

    @property
    def thing(self) -> Thing:
        return self.prompt.thing

    @property
    def facts(self) -> Facts:
        judged = [judged_in(self.item, one.review) for one in self.answers if one.review is not None]
        return Facts(
            due_on=self.prompt.due_on,
            answers=len(self.answers),
            judged=tuple(judged),
            taken_back=self.prompt.taken_back_at is not None,
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What is offered to choose from; nothing for an action, where it must be explained in own words."""
        return [] if self.prompt.requirement_id is not None else list(self.item.choices)

    @property
    def latest(self) -> Answered | None:
        return self.answers[-1] if self.answers else None

    @property
    def last_day(self) -> date:
        return rules.last_day(self.facts)

    def state(self, today: date) -> State:
        return rules.state(self.facts, today=today)


def rows(*where: sa.ColumnElement[bool], most: int | None = None, newest_first: bool = True) -> list[Row]:
    """The prompts of which this is true, with all of it."""
    order = (Prompt.made_at.desc(), Prompt.id.desc()) if newest_first else (Prompt.made_at, Prompt.id)
    query = (
        sa.select(Prompt, Item, ChecklistVersion.checklist_id, ChecklistVersion.title)
        .join(Item, linked(Prompt, Prompt.item_id, Item))
        .join(ChecklistVersion, linked(Item, Item.version_id, ChecklistVersion))
        .where(*where)
        .order_by(*order)
        .limit(most)
    )
    found = db.session.execute(query).all()
    answers = _answers(found[0][0].organisation_id, [prompt.id for prompt, *_ in found]) if found else {}
    return [
        Row(prompt, item, checklist_id, title, answers.get(prompt.id, ()))
        for prompt, item, checklist_id, title in found
    ]


def judged_in(item: Item, review: PromptReview) -> Judged:
    return Judged(
        must_say=[point["key"] for point in item.points],
        points=review.points,
        alerts=review.alerts,
        reason=review.reason,
        on=local_date(review.at),
    )


def _answers(organisation_id: uuid.UUID, prompt_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Answered]]:
    query = (
        sa.select(PromptAnswer, PromptReview)
        .outerjoin(
            PromptReview,
            sa.and_(
                PromptReview.organisation_id == PromptAnswer.organisation_id, PromptReview.answer_id == PromptAnswer.id
            ),
        )
        .where(PromptAnswer.organisation_id == organisation_id, PromptAnswer.prompt_id.in_(list(prompt_ids)))
        .order_by(PromptAnswer.number)
    )
    found: defaultdict[uuid.UUID, list[Answered]] = defaultdict(list)
    for answer, review in db.session.execute(query):
        found[answer.prompt_id].append(Answered(answer, review))
    return found
