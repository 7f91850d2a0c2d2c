"""What waits for one person today, read across the rooms."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist
from spotcheck.checks.queries.drafts import Unfinished, unfinished
from spotcheck.checks.queries.mine import unanswered_count
from spotcheck.checks.queries.review import waiting_count
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.delivery.queries.waiting import counts_for
from spotcheck.desk.rules import Counts
from spotcheck.desk.set_up_queries import missing
from spotcheck.desk.set_up_rules import Missing
from spotcheck.learning.queries.competence_signed import Again, to_look_at_again
from spotcheck.learning.queries.prompts import open_for
from spotcheck.learning.queries.rows import Row
from spotcheck.learning.queries.waiting import Waiting, waiting
from spotcheck.messages import queries as messages
from spotcheck.organisation.models import Service
from spotcheck.organisation.queries import services
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import Need, needs_at, visible_to
from spotcheck.tracker.queries.measures import WeekToCount, weeks_to_count
from spotcheck.tracker.queries.rising import risen_to
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules.words import State

MOST = 5  # of each kind; the rest is one link away


@dataclass(frozen=True, slots=True)
class Due:
    """A look that an action waits for and that this person can capture."""

    need: Need
    checklist: str


@dataclass(frozen=True, slots=True)
class Today:
    person_id: uuid.UUID
    services: Sequence[Service]
    unseen_alerts: int
    risen: Sequence[tuple[Rise, Action]]  # to this person, and waits for a word from them
    due: Sequence[Due]
    to_count: Sequence[WeekToCount]
    drafts: Sequence[Unfinished]
    reviews: int
    ready: Sequence[Action]
    to_agree: Sequence[Action]
    drifted: Sequence[Action]  # closed before, did not hold, and no new day is agreed
    leads: Sequence[Action]
    questions: Sequence[Row]  # short ones, put to this person
    learning: Waiting  # what waits of the short questions to others
    noted: int
    from_my_phone: int  # came from a phone under this person's name, and needs a word from them
    from_phones: int  # … of the people of their services
    captures: bool  # this person may capture what a plan asks for
    missing: Sequence[Missing]  # of setting up, for an administrator
    again: Sequence[Again]  # sign-offs of others that wait for somebody
    own_again: Sequence[Again]  # … and this person's own
    starts: bool  # … and may start a check of their own; a verifier looks where the plan says

    @property
    def counts(self) -> Counts:
        return Counts(
            unseen_alerts=self.unseen_alerts,
            risen=len(self.risen),
            due=len(self.due),
            to_count=len(self.to_count),
            again=len(self.again),
            own_again=len(self.own_again),
            reviews=self.reviews,
            ready=len(self.ready),
            to_agree=len(self.to_agree),
            drifted=len(self.drifted),
            leads=len(self.leads),
            to_answer=len(self.questions),
            unread=self.learning.unread,
            to_talk=len(self.learning.talks),
            wishes=len(self.learning.wishes),
            noted=self.noted,
            from_my_phone=self.from_my_phone,
            from_phones=self.from_phones,
            drafts=len(self.drafts),
            missing=len(self.missing),
        )


def today(standing: Standing, *, at: datetime) -> Today:
    """Everything on Today; twenty-two queries at most, fewer for somebody with fewer roles."""
    starts = standing.services_for(Verb.CAPTURE) != frozenset()
    captures = starts or bool(standing.verifies)
    decides = standing.services_for(Verb.CLOSE_ACTION) != frozenset() or bool(standing.verifies)
    from_my_phone, from_phones = counts_for(standing)
    agreeing = _agreeing(standing) if decides else []
    signed = to_look_at_again(standing, at=at)
    return Today(
        person_id=standing.person_id,
        services=services(standing.organisation_id, standing.services_for(Verb.OPEN_APP)),
        unseen_alerts=len(messages.raised_and_open(standing)),
        risen=risen_to(standing, at=at),
        due=_due(standing, at) if captures else (),
        to_count=weeks_to_count(standing, at=at)[:MOST] if starts else (),
        drafts=unfinished(standing) if captures else (),
        reviews=waiting_count(standing) if decides else 0,
        ready=_ready(standing) if decides else (),
        to_agree=[one for one in agreeing if one.state == State.PROPOSED.value],
        drifted=[one for one in agreeing if one.state == State.AGREED.value],
        leads=_leads(standing),
        questions=open_for(standing, at=at),
        learning=waiting(standing, at=at),
        noted=unanswered_count(standing, at=at),
        from_my_phone=from_my_phone,
        from_phones=from_phones,
        captures=captures,
        missing=missing(standing, at=at),
        again=[one for one in signed if one.row.worker_id != standing.person_id],
        own_again=[one for one in signed if one.row.worker_id == standing.person_id],
        starts=starts,
    )


def _due(standing: Standing, at: datetime) -> list[Due]:
    needs = [need for need in needs_at(standing, at=at) if not need.refused]
    titles = _titles(standing.organisation_id, {need.requirement.checklist_id for need in needs})
    return [Due(need, titles[need.requirement.checklist_id]) for need in needs]


def _titles(organisation_id: uuid.UUID, checklist_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not checklist_ids:
        return {}
    query = sa.select(Checklist.id, Checklist.title).where(
        Checklist.organisation_id == organisation_id, Checklist.id.in_(checklist_ids)
    )
    return dict(db.session.execute(query).all())


def _ready(standing: Standing) -> list[Action]:
    """Actions that this person could close: everything is met, and they do not lead it."""
    return _actions(
        visible_to(standing),
        _where(standing, Verb.CLOSE_ACTION),
        Action.state == State.DONE.value,
        Action.missing == 0,
        Action.lead_id != standing.person_id,
        order=Action.done_at,
    )


def _agreeing(standing: Standing) -> list[Action]:
    """What waits for somebody to agree it: proposed, or closed once and not holding, and without a new day. What did
    not hold comes first; what they lead themselves is among their own."""
    drifted = sa.and_(
        Action.state == State.AGREED.value,
        Action.reopened > 0,
        Action.due_on.is_(None),
        Action.lead_id != standing.person_id,
    )
    query = (
        sa.select(Action)
        .where(
            visible_to(standing),
            _where(standing, Verb.AGREE_ACTION),
            sa.or_(Action.state == State.PROPOSED.value, drifted),
        )
        .order_by(Action.state, Action.proposed_at, Action.id)
    )
    return list(db.session.scalars(query.limit(2 * (MOST + 1))))


def _leads(standing: Standing) -> list[Action]:
    return _actions(
        Action.organisation_id == standing.organisation_id,
        Action.lead_id == standing.person_id,
        Action.state == State.AGREED.value,
        order=Action.due_on,
    )


def _where(standing: Standing, verb: Verb) -> sa.ColumnElement[bool]:
    """Where this person holds a role that is granted the verb, or verifies."""
    held = standing.services_for(verb)
    if held is None:
        return sa.true()
    return sa.or_(Action.service_id.in_(held), Action.id.in_(standing.verifies))


def _actions(*conditions: sa.ColumnElement[bool], order: sa.SQLColumnExpression[object]) -> list[Action]:
    query = sa.select(Action).where(*conditions).order_by(order, Action.id)
    return list(db.session.scalars(query.limit(MOST + 1)))
