"""What still has to be looked at, for whoever may look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries.closing import action_facts, closings_of
from spotcheck.tracker.rules.independence import capturing_refused
from spotcheck.tracker.rules.story import looks_left
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import State


@dataclass(frozen=True, slots=True)
class Need:
    """A look that an action still waits for. `refused`: why the person asking cannot be the one to capture it."""

    action: Action
    requirement: Requirement
    weighed: Weighed
    refused: tuple[Sentence, ...]

    @property
    def remaining(self) -> int:
        return looks_left(self.weighed)


def needs_at(standing: Standing, *, at: datetime) -> list[Need]:
    """What still has to be captured for actions that are done, where this person may capture; soonest first."""
    services = standing.services_for(Verb.CAPTURE)
    query = sa.select(Action).where(
        Action.organisation_id == standing.organisation_id, Action.state == State.DONE.value, Action.missing > 0
    )
    if services is not None:
        query = query.where(sa.or_(Action.service_id.in_(services), Action.id.in_(standing.verifies)))
    actions = list(db.session.scalars(query.order_by(Action.done_at, Action.id).limit(50)))
    found = [_need(standing, action, one, weighed, at) for action, one, weighed in _open_plans(actions, at)]
    return sorted(found, key=lambda need: (need.weighed.last_day or date.max, need.action.number))


def _open_plans(actions: list[Action], at: datetime) -> list[tuple[Action, Requirement, Weighed]]:
    """The requirements of these actions that still wait for a look; three queries, however many actions."""
    answers = closings_of(actions, at=at)
    waiting = {
        weighed.requirement.id: (action, weighed)
        for action in actions
        for weighed in answers[action.id].weighed
        if looks_left(weighed)
    }
    if not waiting:
        return []
    rows = db.session.scalars(
        sa.select(Requirement)
        .where(Requirement.organisation_id == actions[0].organisation_id, Requirement.id.in_(waiting))
        .order_by(Requirement.made_at, Requirement.id)
    )
    return [(waiting[row.id][0], row, waiting[row.id][1]) for row in rows]


def _need(standing: Standing, action: Action, one: Requirement, weighed: Weighed, at: datetime) -> Need:
    refused = capturing_refused(
        action_facts(action),
        weighed.requirement,
        replaced=False,
        person_id=standing.person_id,
        today=local_date(at),
    )
    return Need(action, one, weighed, refused)
