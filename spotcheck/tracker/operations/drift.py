"""R8: closing plans the looks that show whether it holds, and what they show reopens it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.words import say
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.drift import IN_TIME, MIXED_AT, SIZE, ClosedOn, Planned, drift_looks
from spotcheck.tracker.rules.holding import Part
from spotcheck.tracker.rules.seen import shown_in_words
from spotcheck.tracker.rules.words import Look


def plan_drift(action: Action, *, by: uuid.UUID, at: datetime) -> list[date]:
    """Plan the looks after closing, each in two steps, in the transaction that closes the action. Gives their days."""
    plan = [
        ClosedOn(Look(one.kind), one.standard_id, one.checklist_id, one.target, one.floor)
        for one in queries.plan_of(action)
    ]
    planned = drift_looks(plan, local_date(at))
    for look in planned:
        first = add(_step(action, look, by=by, at=at, allowed=MIXED_AT))
        db.session.flush()
        add(_step(action, look, by=by, at=at, allowed=0, after=first))
    action.next_look_on = min((look.opens_on for look in planned), default=None)
    return sorted({look.opens_on for look in planned})


def end_drift(action: Action, *, reason: str, at: datetime) -> None:
    """What was planned for after closing is not asked for any more; what was seen stays in the story."""
    for one in queries.drift_of(action):
        one.replaced_at, one.replaced_reason = at, reason
    action.next_look_on = None


def did_not_hold(parts: Sequence[Part]) -> str:
    """Why it opens again, for its history."""
    return " ".join(
        str(
            say(
                "It did not hold %(weeks)s weeks after closing. “%(standard)s”: %(shown)s.",
                weeks=part.days.weeks,
                standard=part.step.requirement.standard,
                shown=shown_in_words(part.step),
            )
        )
        for part in parts
    )


def _step(
    action: Action, look: Planned, *, by: uuid.UUID, at: datetime, allowed: int, after: Requirement | None = None
) -> Requirement:
    return Requirement(
        organisation_id=action.organisation_id,
        id=new_id(),
        action_id=action.id,
        kind=look.of.look.value,
        standard_id=look.of.standard_id,
        checklist_id=look.of.checklist_id,
        size=SIZE,
        allowed=allowed,
        target=look.of.target,
        floor=look.of.floor,
        weeks=IN_TIME.days // 7,
        made_at=at,
        made_by_id=by,
        drift_weeks=look.weeks,
        drift_round=action.round,
        opens_on=look.opens_on,
        due_on=look.due_on,
        overtaken_on=look.overtaken_on if after is None else None,
        after_id=after.id if after else None,
    )
