"""What the pages tell of a count over time: its drawing, its words, its table. No decisions: those are rules."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from flask import url_for

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.words import Sentence, day_in_words, say
from spotcheck.organisation.queries import names
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.queries import measures as reads
from spotcheck.tracker.queries.measures import Counted
from spotcheck.tracker.routes.opened import Opened
from spotcheck.tracker.rules import counted as rules
from spotcheck.tracker.rules.counted import Reading
from spotcheck.tracker.rules.measures import (
    DIRECTIONS,
    SUPPORTS,
    WEEK,
    Direction,
    counting_refused,
    taking_away_refused,
    weeks_that_ended,
)
from spotcheck.tracker.rules.words import State, day_near, reference
from spotcheck.web.guard import now, standing
from spotcheck.web.run_picture import run_picture


def beside_plan(opened: Opened, *, stands: bool) -> dict[str, Any]:
    """The counts on the page of their action, and the way to add one; none while the plan `stands`."""
    action = opened.action
    may_add = not stands and may(standing(), Verb.CHANGE_PLAN, opened.thing) is Answer.ALLOWED
    return {
        "list": [_shown(one, action) for one in reads.beside(action)],
        "supports": SUPPORTS,
        "add": url_for(".new_measure", action_id=action.id) if may_add else "",
    }


def measure_page_of(opened: Opened, measure: Measure) -> dict[str, Any]:
    """Everything about one count: drawing, words, every week with who counted it, and what was corrected."""
    action = opened.action
    found = reads.counted(action, measure)
    today = local_date(now())
    weeks = weeks_that_ended(measure.baseline_from, today)
    return {
        "action": action,
        "reference": reference(action.number),
        "measure": measure,
        "shown": _shown(found, action),
        "direction": DIRECTIONS[Direction(measure.direction)],
        "compare": _compare(measure, found.reading),
        "supports": SUPPORTS,
        "rows": _rows(found),
        "weeks": [(week.isoformat(), _choice(found, week)) for week in weeks],
        "next_week": next((week.isoformat() for week in reversed(weeks) if week not in found.weeks), None),
        "cannot_count": counting_refused(State(action.state), lead_id=action.lead_id, by=standing().person_id),
        "may_take_away": _may_take_away(opened, measure),
        "needs_reason": action.state != State.PROPOSED.value,
    }


def _shown(one: Counted, action: Action) -> dict[str, Any]:
    """The drawing of one count, with the same in words."""
    measure, reading = one.measure, one.reading
    direction = Direction(measure.direction)
    done_on = local_date(action.done_at) if action.done_at else None
    signal = reading.signal
    return {
        "what": measure.what,
        "href": url_for(".measure_page", action_id=measure.action_id, measure_id=measure.id),
        "direction": DIRECTIONS[direction],
        "source": measure.source,
        "word": rules.word(reading, direction),
        "says": rules.in_words(reading, direction, done_on=done_on),
        "middle": rules.shown(reading.middle) if reading.middle is not None else None,
        "counted": reading.counted,
        "done_on": day_in_words(done_on) if done_on else None,
        "picture": run_picture(
            reading.weeks,
            baseline=reading.baseline,
            middle=reading.middle,
            done_on=done_on,
            marked={week for week, _ in reading.weeks if signal and signal.first <= week <= signal.last},
        )
        if reading.counted
        else None,
    }


def _rows(one: Counted) -> list[tuple[Sentence, list[dict[str, Any]]]]:
    """Every week that was counted, the newest first, in two groups; a reader sees no names (R12)."""
    every = [*one.weeks.values(), *(row for rows in one.before.values() for row in rows)]
    known = names(one.measure.organisation_id, {row.counted_by_id for row in every}) if standing().sees_names else {}
    today = local_date(now())

    def who(row: WeeklyCount) -> Sentence:
        return say(
            "%(who)s, %(day)s",
            who=known.get(row.counted_by_id, say("Somebody")),
            day=day_near(local_date(row.counted_at), today),
        )

    def row(week: date) -> dict[str, Any]:
        newest = one.weeks[week]
        return {
            "week": day_near(week, today),
            "count": newest.count,
            "who": who(newest),
            "source": newest.counted_from,
            "before": [
                {"count": old.count, "who": who(old), "reason": newer.reason} for old, newer in _corrections(one, week)
            ],
        }

    weeks = sorted(one.weeks, reverse=True)
    since = one.reading.weeks[0][0] + WEEK * one.reading.baseline
    return [
        (say("Since then"), [row(week) for week in weeks if week >= since]),
        (say("To compare with"), [row(week) for week in weeks if week < since]),
    ]


def _corrections(one: Counted, week: date) -> list[tuple[WeeklyCount, WeeklyCount]]:
    """What was kept before, each with what took its place, the newest first."""
    rows = [*one.before.get(week, ()), one.weeks[week]]
    return list(pairwise(rows))[::-1]


def _choice(one: Counted, week: date) -> Sentence:
    day = day_near(week, local_date(now()))
    if week in one.weeks:
        return say("Week of %(day)s: %(n)s, to correct", day=day, n=one.weeks[week].count)
    return say("Week of %(day)s", day=day)


def _compare(measure: Measure, reading: Reading) -> Sentence:
    last = measure.baseline_from + WEEK * max(1, reading.baseline) - WEEK
    return say("%(first)s to the week of %(last)s", first=day_in_words(measure.baseline_from), last=day_in_words(last))


def _may_take_away(opened: Opened, measure: Measure) -> bool:
    action = opened.action
    if may(standing(), Verb.CHANGE_PLAN, opened.thing) is not Answer.ALLOWED or queries.plan_stands(
        action, by=standing().person_id
    ):
        return False
    since = action.done_at if State(action.state) is State.DONE else None
    used = since is not None and reads.counted_since(measure, local_date(since))
    return measure.ended_at is None and not taking_away_refused(counted_since_done=used)
