"""A short question for an action: that it was asked, and that it shows nothing any more. What it shows is evidence."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.operations.move import note


def note_asked(requirement: Requirement, *, question_id: uuid.UUID, by: Standing, at: datetime) -> None:
    """Somebody was asked for this part of the plan: who asked, and when; never whom."""
    take_turn(by.organisation_id)
    note(
        _action(requirement), "question asked", by=by.person_id, at=at,
        after={"question": question_id, "requirement": requirement.id},
    )  # fmt: skip


def note_ended(
    requirement: Requirement, *, question_id: uuid.UUID, why: Sentence, by: uuid.UUID | None, at: datetime
) -> None:
    """It cannot count any more, and why."""
    take_turn(requirement.organisation_id)
    note(
        _action(requirement), "question ended", by=by, at=at,
        after={"question": question_id, "requirement": requirement.id}, reason=str(why),
    )  # fmt: skip


def _action(requirement: Requirement) -> Action:
    return db.session.get_one(Action, (requirement.organisation_id, requirement.action_id))
