"""The counts over time beside a plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.rules.counted import Reading, read


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


def counted(action: Action, measures: Sequence[Measure]) -> list[Counted]:
    """What was counted for these measures of one action; one query, however many."""
    if not measures:
        return []
    query = sa.select(WeeklyCount).where(
        WeeklyCount.organisation_id == action.organisation_id,
        WeeklyCount.measure_id.in_([one.id for one in measures]),
    )
    rows = list(db.session.scalars(query.order_by(WeeklyCount.week_on, WeeklyCount.revision)))
    return [_counted(one, [row for row in rows if row.measure_id == one.id], action.done_at) for one in measures]


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
