"""What still has to be looked at, for whoever may look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.queries.closing import action_facts, evidence_facts, requirement_facts, standard_texts
from spotcheck.tracker.rules.closing import Weighed, closing
from spotcheck.tracker.rules.independence import capturing_refused
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
        return self.weighed.remaining


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
    """The requirements of these actions that still wait for a look; four queries, however many actions."""
    if not actions:
        return []
    organisation_id, ids = actions[0].organisation_id, [action.id for action in actions]
    plans = list(
        db.session.scalars(
            sa.select(Requirement)
            .where(
                Requirement.organisation_id == organisation_id,
                Requirement.action_id.in_(ids),
                Requirement.replaced_at.is_(None),
            )
            .order_by(Requirement.made_at, Requirement.id)
        )
    )
    rows = list(
        db.session.scalars(
            sa.select(Evidence).where(
                Evidence.organisation_id == organisation_id,
                Evidence.action_id.in_(ids),
                Evidence.superseded.is_(False),
            )
        )
    )
    texts, seen = standard_texts(plans), evidence_facts(rows)
    found = []
    for action in actions:
        mine = [one for one in plans if one.action_id == action.id]
        answer = closing(
            action_facts(action), [requirement_facts(one, texts) for one in mine], seen, today=local_date(at)
        )
        found += [
            (action, one, weighed)
            for one, weighed in zip(mine, answer.weighed, strict=True)
            if weighed.remaining > sum(waits.usable for waits in weighed.waiting)
        ]
    return found


def _need(standing: Standing, action: Action, one: Requirement, weighed: Weighed, at: datetime) -> Need:
    refused = capturing_refused(
        action_facts(action),
        weighed.requirement,
        replaced=False,
        person_id=standing.person_id,
        today=local_date(at),
    )
    return Need(action, one, weighed, refused)
