"""Reads about what is late, and what rose to whom."""

from __future__ import annotations

import uuid
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.jobs import not_done_on
from spotcheck.core.permissions import Standing
from spotcheck.organisation.models import Organisation, Person
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.actions import visible_to
from spotcheck.tracker.queries.repeats import Flagged
from spotcheck.tracker.rising_models import ChosenRung, RepeatFlag, Rise
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import USUAL, Cause, Ladder, Late, Rung, lateness, still
from spotcheck.tracker.rules.words import State

JOB = "rise"
OPEN = (State.PROPOSED.value, State.AGREED.value, State.DONE.value)
MOST = 100  # of what rose to one person, each with each of its flags


def organisations_to_look_at(at: datetime) -> list[uuid.UUID]:
    """Where nobody has looked today for what is late."""
    return list(db.session.scalars(not_done_on(JOB, local_date(at), sa.select(Organisation.id))))


def may_be_late(organisation_id: uuid.UUID, at: datetime) -> list[Action]:
    """The actions whose day has passed; `rules.rising.lateness` says which of them are late, and how."""
    today = local_date(at)
    query = sa.select(Action).where(
        Action.organisation_id == organisation_id,
        sa.or_(
            sa.and_(Action.state == State.AGREED.value, sa.or_(Action.due_on < today, Action.due_on.is_(None))),
            sa.and_(Action.state == State.DONE.value, Action.missing > 0, Action.look_by < today),
        ),
    )
    return list(db.session.scalars(query.order_by(Action.number)))


def ladder_of(organisation_id: uuid.UUID) -> Ladder:
    """After how many days each rung is told in this organisation."""
    query = sa.select(ChosenRung.rung, ChosenRung.days).where(ChosenRung.organisation_id == organisation_id)
    chosen = {Rung(rung): days for rung, days in db.session.execute(query)}
    return Ladder(*(chosen.get(rung, days) for rung, days in USUAL.days().items()))


def rises_of(organisation_id: uuid.UUID, action_ids: Sequence[uuid.UUID]) -> list[Rise]:
    """All that ever rose about these actions, the first first."""
    query = sa.select(Rise).where(Rise.organisation_id == organisation_id, Rise.action_id.in_(action_ids))
    return list(db.session.scalars(query.order_by(Rise.raised_at, Rise.days, Rise.id)))


def rise(organisation_id: uuid.UUID, rise_id: uuid.UUID) -> Rise | None:
    return db.session.get(Rise, (organisation_id, rise_id))


@dataclass(frozen=True, slots=True)
class Told:
    """What rose about one action, with the name of whom it rose to."""

    rise: Rise
    to: str


@dataclass(frozen=True, slots=True)
class Raised:
    """All that ever rose about an action, the newest first; and why it is flagged as a repeat, the oldest first."""

    told: Sequence[Told]
    flags: Sequence[Flagged]

    @property
    def kinds(self) -> frozenset[Repeat]:
        return frozenset(Repeat(one.flag.kind) for one in self.flags)


def raised_about(action: Action, standing: Standing) -> Raised:
    """What rose about this action with its flags, and the action before it for whoever may see that; one query."""
    earlier = aliased(Action, sa.select(Action).where(visible_to(standing)).subquery())
    query = (
        sa.select(Rise, Person.name, RepeatFlag, earlier)
        .select_from(Action)
        .outerjoin(Rise, sa.and_(Rise.organisation_id == Action.organisation_id, Rise.action_id == Action.id))
        .outerjoin(Person, sa.and_(Person.organisation_id == Rise.organisation_id, Person.id == Rise.to_id))
        .outerjoin(
            RepeatFlag,
            sa.and_(RepeatFlag.organisation_id == Action.organisation_id, RepeatFlag.action_id == Action.id),
        )
        .outerjoin(
            earlier,
            sa.and_(earlier.organisation_id == RepeatFlag.organisation_id, earlier.id == RepeatFlag.earlier_id),
        )
        .where(Action.organisation_id == action.organisation_id, Action.id == action.id)
        .order_by(Rise.raised_at.desc(), Rise.days.desc(), Rise.id, RepeatFlag.noticed_at, RepeatFlag.kind)
    )
    told, flags = {}, {}
    for rise, name, flag, before in db.session.execute(query):
        if rise is not None:
            told[rise.id] = Told(rise, name)
        if flag is not None:
            flags[flag.id] = Flagged(flag, before)
    return Raised(list(told.values()), list(flags.values()))


def risen_to(standing: Standing, *, at: datetime) -> list[tuple[Rise, Action]]:
    """What rose to this person, is the case still, and waits for their word; the longest first. One query."""
    query = (
        sa.select(Rise, Action, RepeatFlag.kind)
        .join(Action, sa.and_(Action.organisation_id == Rise.organisation_id, Action.id == Rise.action_id))
        .outerjoin(
            RepeatFlag,
            sa.and_(RepeatFlag.organisation_id == Action.organisation_id, RepeatFlag.action_id == Action.id),
        )
        .where(
            Rise.organisation_id == standing.organisation_id,
            Rise.to_id == standing.person_id,
            Rise.acknowledged_at.is_(None),
            Action.state.in_(OPEN),
        )
        .order_by(Rise.raised_at, Rise.id)
        .limit(MOST)
    )
    flagged: dict[tuple[Rise, Action], set[Repeat]] = {}
    for one, action, kind in db.session.execute(query):
        flagged.setdefault((one, action), set()).update([Repeat(kind)] if kind else [])
    return [(one, action) for (one, action), kinds in flagged.items() if is_still(one, action, kinds, at=at)]


def is_still(rise: Rise, action: Action, flagged: Set[Repeat], *, at: datetime) -> bool:
    """Whether what rose is the case still."""
    late = late_now(action, at=at)
    return still(Cause(rise.why), rise.since_on, state=State(action.state), late=late, flagged=flagged)


def late_now(action: Action, *, at: datetime) -> Late | None:
    """What is late about this action now, if anything."""
    return lateness(
        State(action.state),
        due_on=action.due_on,
        back_on=local_date(action.back_at) if action.back_at else None,
        look_by=action.look_by,
        missing=action.missing,
        today=local_date(at),
    )
