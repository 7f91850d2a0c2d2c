"""The counts over time beside a plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.rules.counted import Reading, read
from spotcheck.tracker.rules.measures import WEEK, monday
from spotcheck.tracker.rules.words import State


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure with all that was counted for it: `weeks` the newest of each week, `before` what it corrected."""

    measure: Measure
    weeks: dict[date, WeeklyCount]
    before: dict[date, list[WeeklyCount]]
    reading: Reading


def measure(organisation_id: uuid.UUID, measure_id: uuid.UUID) -> Measure | None:
    return db.session.get(Measure, (organisation_id, measure_id))


def measures_of(action: Action) -> list[Measure]:
    """Those in force, in the order they were made."""
    query = sa.select(Measure).where(
        Measure.organisation_id == action.organisation_id,
        Measure.action_id == action.id,
        Measure.ended_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(Measure.made_at, Measure.id)))


def beside(action: Action) -> list[Counted]:
    """The measures in force with what was counted for them; one query, however many."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Measure, WeeklyCount)
        .outerjoin(
            WeeklyCount,
            sa.and_(WeeklyCount.organisation_id == Measure.organisation_id, WeeklyCount.measure_id == Measure.id),
        )
        .where(
            Measure.organisation_id == action.organisation_id,
            Measure.action_id == action.id,
            Measure.ended_at.is_(None),
        )
        .order_by(Measure.made_at, Measure.id, WeeklyCount.week_on, WeeklyCount.revision)
    )
    found: dict[Measure, list[WeeklyCount]] = {}
    for one, row in db.session.execute(query):
        found.setdefault(one, []).extend([row] if row is not None else [])
    return [_counted(one, rows, action.done_at) for one, rows in found.items()]


def counted(action: Action, measure: Measure) -> Counted:
    """All that was counted for this measure of the action, also when it is counted no longer."""
    query = sa.select(WeeklyCount).where(
        WeeklyCount.organisation_id == measure.organisation_id, WeeklyCount.measure_id == measure.id
    )
    rows = db.session.scalars(query.order_by(WeeklyCount.week_on, WeeklyCount.revision))
    return _counted(measure, list(rows), action.done_at)


def newest(measure: Measure, week: date) -> WeeklyCount | None:
    """What is kept for this week now."""
    query = sa.select(WeeklyCount).where(
        WeeklyCount.organisation_id == measure.organisation_id,
        WeeklyCount.measure_id == measure.id,
        WeeklyCount.week_on == week,
    )
    return db.session.scalar(query.order_by(WeeklyCount.revision.desc()).limit(1))


def counted_since(measure: Measure, day: date) -> bool:
    """Whether a week that ended after this day is counted."""
    query = sa.select(WeeklyCount.id).where(
        WeeklyCount.organisation_id == measure.organisation_id,
        WeeklyCount.measure_id == measure.id,
        WeeklyCount.week_on >= day,
    )
    return db.session.scalar(query.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class WeekToCount:
    """A count whose last week that is over nobody has counted yet."""

    measure: Measure
    action: Action
    week: date


def weeks_to_count(standing: Standing, *, at: datetime) -> list[WeekToCount]:
    """What this person can count for the week before this one, where they may and do not lead it; the oldest first.

    For actions that are open: after closing counting may go on, but nobody is asked to.
    """
    week = monday(local_date(at)) - WEEK
    reach = standing.services_for(Verb.COUNT)
    kept = sa.exists().where(
        WeeklyCount.organisation_id == Measure.organisation_id,
        WeeklyCount.measure_id == Measure.id,
        WeeklyCount.week_on == week,
    )
    query = (
        sa.select(Measure, Action)
        .join(Action, sa.and_(Action.organisation_id == Measure.organisation_id, Action.id == Measure.action_id))
        .where(
            Measure.organisation_id == standing.organisation_id,
            Measure.ended_at.is_(None),
            Measure.baseline_from <= week,
            Action.state.in_([State.PROPOSED.value, State.AGREED.value, State.DONE.value]),
            sa.or_(Action.lead_id.is_(None), Action.lead_id != standing.person_id),
            ~kept,
        )
    )
    if reach is not None:
        query = query.where(Action.service_id.in_(reach))
    rows = db.session.execute(query.order_by(Measure.made_at, Measure.id))
    return [WeekToCount(measure, action, week) for measure, action in rows]


def _counted(one: Measure, rows: Sequence[WeeklyCount], done_at: datetime | None) -> Counted:
    weeks: dict[date, WeeklyCount] = {}
    before: dict[date, list[WeeklyCount]] = {}
    for row in rows:
        if row.week_on in weeks:
            before.setdefault(row.week_on, []).append(weeks[row.week_on])
        weeks[row.week_on] = row
    reading = read(
        {week: row.count for week, row in weeks.items()},
        baseline_from=one.baseline_from,
        baseline_weeks=one.baseline_weeks,
        done_on=local_date(done_at) if done_at else None,
    )
    return Counted(one, weeks, before, reading)
