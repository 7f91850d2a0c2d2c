"""The questions that were put together to one worker for an action, with what they show; and who could read them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.learning.models import Prompt
from spotcheck.learning.queries.rows import Row, judged_in, rows
from spotcheck.learning.rules import looks as rules
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.looks import Look
from spotcheck.learning.rules.reviewing import ForAction
from spotcheck.organisation.queries import standings_reaching
from spotcheck.tracker.models import Action, Evidence, Requirement


@dataclass(frozen=True, slots=True)
class InPlan:
    """A look of short questions. `evidence`: what the action has of it, None where nothing was brought."""

    id: uuid.UUID
    requirement: Requirement
    action: Action
    rows: Sequence[Row]
    look: Look
    evidence: Evidence | None

    @property
    def began_at(self) -> datetime | None:
        """When the first answer was begun; never before it was asked, whatever a device says. None: no answer yet."""
        first = [row.answers[0].row for row in self.rows if row.answers]
        began = min((one.opened_at or one.answered_at for one in first), default=None)
        return max(began, self.rows[0].prompt.made_at) if began is not None else None

    def for_action(self, standing: Standing) -> ForAction:
        """What the rule of reading asks of this person."""
        here = Thing(self.action.organisation_id, self.action.service_id)
        reviews = may(standing, Verb.REVIEW_CHECK, here) is Answer.ALLOWED
        return ForAction(self.rows[0].prompt.asked_by_id, self.action.lead_id, reviews)


def in_plan(prompt: Prompt) -> InPlan | None:
    """The look that this question is part of; None when it was asked for no action. Six queries."""
    plan = requirement_with_action(prompt.organisation_id, prompt.requirement_id)
    if plan is None or prompt.look_id is None:
        return None
    requirement, action = plan
    asked = rows(Prompt.organisation_id == prompt.organisation_id, Prompt.look_id == prompt.look_id, newest_first=False)
    items = items_in(prompt.organisation_id, asked[0].item.version_id)
    left_out = set(rules.needed(items, requirement.standard_id)) - {row.item.id for row in asked}
    evidence = db.session.scalar(
        sa.select(Evidence).where(
            Evidence.organisation_id == prompt.organisation_id,
            Evidence.requirement_id == requirement.id,
            Evidence.source_id == prompt.look_id,
            Evidence.superseded.is_(False),
        )
    )
    look = rules.look([_question(row, requirement, action) for row in asked], left_out=len(left_out))
    return InPlan(prompt.look_id, requirement, action, asked, look, evidence)


def items_in(organisation_id: uuid.UUID, version_id: uuid.UUID) -> list[rules.Item]:
    """The questions of a version as the rule sees them."""
    found = db.session.execute(
        sa.select(Item.id, Item.standard_id, Item.must)
        .where(Item.organisation_id == organisation_id, Item.version_id == version_id)
        .order_by(Item.position)
    )
    return [rules.Item(*one) for one in found]


def readers(action: Action, *, but: Sequence[uuid.UUID], at: datetime) -> int:
    """How many people of this service could read an answer for this action."""
    here = Thing(action.organisation_id, action.service_id)
    there = standings_reaching(action.organisation_id, action.service_id, at=at)
    able = {one for one, standing in there.items() if may(standing, Verb.REVIEW_CHECK, here) is Answer.ALLOWED}
    return len(able - {*but, action.lead_id})


def _question(row: Row, requirement: Requirement, action: Action) -> rules.Question:
    first = row.answers[0] if row.answers else None
    review = first.review if first else None
    return rules.Question(
        about=row.item.standard_id == requirement.standard_id,
        door=Door(first.row.door) if first else None,
        chosen=first is not None and bool(first.row.chosen),
        by_lead=first is not None and action.lead_id is not None and first.row.author_id == action.lead_id,
        missed=judged_in(row.item, review).missed if review is not None else None,
        taken_back=row.prompt.taken_back_at is not None,
    )
