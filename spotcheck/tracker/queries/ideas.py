"""What became of what somebody proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.ideas import became
from spotcheck.tracker.rules.words import State, reference


@dataclass(frozen=True, slots=True)
class Idea:
    """In the words of whoever proposed it, with what became of it; no more of the action is shown by this."""

    reference: str
    words: str
    at: datetime
    became: Sentence


def proposed_by(standing: Standing, *, most: int = 5) -> list[Idea]:
    """What this person proposed lately, newest first. One query."""
    query = (
        sa.select(Action)
        .where(Action.organisation_id == standing.organisation_id, Action.proposed_by_id == standing.person_id)
        .order_by(Action.proposed_at.desc(), Action.id.desc())
        .limit(most)
    )
    return [
        Idea(
            reference(action.number),
            action.title,
            action.proposed_at,
            became(State(action.state), action.withdrawn_reason),
        )
        for action in db.session.scalars(query)
    ]
