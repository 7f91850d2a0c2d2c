"""Counting beside a plan: what is counted, fixed beforehand, and each week's number, kept with every correction."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.operations.move import begin, note
from spotcheck.tracker.operations.plan import refuse_plan_change
from spotcheck.tracker.queries import measures as reads
from spotcheck.tracker.rules import measures as rules
from spotcheck.tracker.rules.words import State


def add_measure(
    action: Action,
    *,
    what: str,
    source: str,
    direction: str | None,
    baseline_from: date | None,
    baseline_weeks: int = rules.USUAL_BASELINE,
    by: Standing,
    at: datetime,
    reason: str = "",
    measure_id: uuid.UUID | None = None,
    seen_version: int | None = None,
) -> Measure:
    """A count beside the plan. The rules of changing a plan hold for it, too (R7).

    `measure_id` is made with the form: sent twice it is one.
    """
    take_turn(by.organisation_id, action)
    if measure_id is not None and (made := reads.measure(by.organisation_id, measure_id)) is not None:
        return made
    begin(action, by=by, seen_version=seen_version)
    refuse_plan_change(action, by=by, reason=reason)
    if wrong := rules.measure_refused(
        what=what,
        source=source,
        direction=direction,
        baseline_from=baseline_from,
        baseline_weeks=baseline_weeks,
        today=local_date(at),
        beside=len(reads.measures_of(action)),
    ):
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        Measure(
            organisation_id=by.organisation_id,
            id=measure_id or new_id(),
            action_id=action.id,
            what=what,
            source=source,
            direction=direction,
            baseline_from=rules.monday(baseline_from or local_date(at)),
            baseline_weeks=baseline_weeks,
            made_at=at,
            made_by_id=by.person_id,
        )
    )
    note(action, "measure added", by=by.person_id, at=at, after=_in_history(made), reason=reason or None)
    return made


def take_away_measure(
    measure: Measure, *, reason: str, by: Standing, at: datetime, seen_version: int | None = None
) -> None:
    """It is counted no longer; what was counted stays. Not once it began to show something in this round. Twice is
    once."""
    action = _action_of(measure, by)
    if measure.ended_at is not None:
        return
    begin(action, by=by, seen_version=seen_version)
    refuse_plan_change(action, by=by, reason=reason)
    since_done = action.done_at is not None and State(action.state) is State.DONE
    used = since_done and reads.counted_since(measure, local_date(action.done_at or at))
    refuse_unless(rules.taking_away_refused(counted_since_done=used))
    measure.ended_at, measure.ended_reason = at, reason or None
    note(action, "measure taken away", by=by.person_id, at=at, before=_in_history(measure), reason=reason or None)


def count_week(
    measure: Measure,
    *,
    week: date | None,
    count: int | None,
    by: Standing,
    at: datetime,
    counted_from: str | None = None,
    reason: str = "",
) -> WeeklyCount:
    """How many in this week (any day of it names it). Another number for the same week is a correction and needs a
    reason; the same number again changes nothing."""
    action = _action_of(measure, by)
    if measure.ended_at is not None:
        raise Refusal(Why.NOT_NOW, say("This is not counted any more."))
    refuse_unless(rules.counting_refused(State(action.state), lead_id=action.lead_id, by=by.person_id))
    week = rules.monday(week) if week else None
    before = reads.newest(measure, week) if week else None
    if wrong := rules.week_refused(
        week=week,
        count=count,
        first=measure.baseline_from,
        today=local_date(at),
        before=before.count if before else None,
        reason=reason,
    ):
        raise Refusal(Why.INVALID, fields=wrong)
    if before is not None and before.count == count:
        return before
    made = add(
        WeeklyCount(
            organisation_id=by.organisation_id,
            id=new_id(),
            measure_id=measure.id,
            week_on=week,
            revision=before.revision + 1 if before else 1,
            count=count,
            counted_from=counted_from or measure.source,
            counted_by_id=by.person_id,
            counted_at=at,
            reason=reason or None,
        )
    )
    note(
        action,
        "week corrected" if before else "week counted",
        by=by.person_id,
        at=at,
        before={"counted": before.count} if before else None,
        after={"what": measure.what, "week": week, "counted": count, "source": made.counted_from},
        reason=reason or None,
    )
    return made


def _action_of(measure: Measure, by: Standing) -> Action:
    """One's turn, and the action as it is now."""
    take_turn(by.organisation_id, measure)
    return db.session.get_one(Action, (measure.organisation_id, measure.action_id))


def _in_history(one: Measure) -> dict[str, Any]:
    return {
        "what": one.what,
        "source": one.source,
        "direction": one.direction,
        "baseline": one.baseline_from,
        "baseline weeks": one.baseline_weeks,
    }
