"""What still has to be looked at, for whoever may look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation.models import Service
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries.closing import Answers, action_facts, answers_of
from spotcheck.tracker.rules.independence import capturing_refused, lead_refused
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
    def after_closing(self) -> bool:
        """The action closed, and the look shows whether it still holds (R8)."""
        return self.requirement.drift_weeks is not None

    @property
    def remaining(self) -> int:
        return looks_left(self.weighed)


def needs_at(standing: Standing, *, at: datetime) -> list[Need]:
    """What still has to be captured for actions that are done, and for those that closed and are looked at again,
    where this person may capture; soonest first."""
    services = standing.services_for(Verb.CAPTURE)
    to_verify = sa.and_(Action.state == State.DONE.value, Action.missing > 0)
    query = sa.select(Action).where(
        Action.organisation_id == standing.organisation_id, sa.or_(to_verify, looked_at_again(local_date(at)))
    )
    if services is not None:
        query = query.where(sa.or_(Action.service_id.in_(services), Action.id.in_(standing.verifies)))
    actions = list(db.session.scalars(query.order_by(Action.done_at, Action.id).limit(50)))
    found = [_need(standing, action, one, weighed, at) for action, one, weighed in _open_plans(actions, at)]
    return sorted(found, key=lambda need: (need.weighed.last_day or date.max, need.action.number))


def looked_at_again(today: date) -> sa.ColumnElement[bool]:
    """It closed, its next look has come, and its service still gives care (R8)."""
    cares = sa.exists().where(
        Service.organisation_id == Action.organisation_id,
        Service.id == Action.service_id,
        Service.ended_at.is_(None),
    )
    return sa.and_(Action.state == State.CLOSED.value, Action.next_look_on <= today, cares)


def _open_plans(actions: list[Action], at: datetime) -> list[tuple[Action, Requirement, Weighed]]:
    """The requirements of these actions that still wait for a look; three queries, however many actions."""
    answers = answers_of(actions, at=at)
    waiting = {
        weighed.requirement.id: (action, weighed)
        for action in actions
        for weighed in _asked(State(action.state), answers[action.id], local_date(at))
    }
    if not waiting:
        return []
    rows = db.session.scalars(
        sa.select(Requirement)
        .where(Requirement.organisation_id == actions[0].organisation_id, Requirement.id.in_(waiting))
        .order_by(Requirement.made_at, Requirement.id)
    )
    return [(waiting[row.id][0], row, waiting[row.id][1]) for row in rows]


def _asked(state: State, answers: Answers, today: date) -> list[Weighed]:
    if state is State.CLOSED:
        return list(answers.holding.asks(today))
    return [one for one in answers.closing.weighed if looks_left(one)]


def _need(standing: Standing, action: Action, one: Requirement, weighed: Weighed, at: datetime) -> Need:
    refused = (
        lead_refused(action_facts(action), standing.person_id)
        if one.drift_weeks is not None
        else capturing_refused(
            action_facts(action),
            weighed.requirement,
            replaced=False,
            person_id=standing.person_id,
            today=local_date(at),
        )
    )
    return Need(action, one, weighed, refused)
