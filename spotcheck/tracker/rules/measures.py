"""A count over time beside the looks of a plan: what is counted, from where, and which way is hoped for. Pure.

It supports and never closes: it is no requirement, so no rule of closing can count it. What it is, and which way is
hoped for, is fixed before the first week is counted; afterwards it can only be taken away, with a reason (R7).
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from enum import StrEnum

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import State

WEEK = timedelta(weeks=1)
BASELINE_WEEKS = range(4, 27)
USUAL_BASELINE = 8
LONGEST_AGO = timedelta(weeks=52)
MOST_COUNTED = 9999
MOST_MEASURES = 3  # beside one action; more is not read
SUPPORTS = say("This supports, it does not close.")


class Direction(StrEnum):
    """Which way is hoped for. Some counts should rise: a near miss that is told is a good sign."""

    LOWER = "lower"
    HIGHER = "higher"
    MORE_REPORTS = "more reports"


DIRECTIONS = {
    Direction.LOWER: say("Fewer is better"),
    Direction.HIGHER: say("More is better"),
    Direction.MORE_REPORTS: say("More reports are a good sign"),
}
DIRECTION_HINTS = {
    Direction.LOWER: say("Such as: PRN entries without an effect."),
    Direction.HIGHER: say("Such as: meals eaten at the table."),
    Direction.MORE_REPORTS: say("Such as: near misses reported. People tell more when they are heard."),
}


def monday(day: date) -> date:
    """The first day of the week that this day is in."""
    return day - timedelta(days=day.weekday())


def weeks_that_ended(first: date, today: date) -> list[date]:
    """The Mondays of the weeks from this one on that are over, the newest first."""
    n = (monday(today) - monday(first)) // WEEK
    return [monday(first) + WEEK * place for place in reversed(range(n))]


def measure_refused(
    *, what: str, source: str, direction: str | None, baseline_from: date | None, baseline_weeks: int, today: date,
    beside: int = 0,
) -> dict[str, Sentence]:  # fmt: skip
    """What a measure lacks, by field; empty when it can stand beside a plan. `beside`: how many are there already."""
    wrong: dict[str, Sentence] = {}
    if beside >= MOST_MEASURES:
        wrong["what"] = say("There are %(n)s counts already. Take one away first.", n=MOST_MEASURES)
    elif not what:
        wrong["what"] = say("Say what is counted, such as: PRN entries without an effect.")
    if not source:
        wrong["source"] = say("Say where it is counted, such as: the MAR charts of all three floors.")
    if direction not in set(Direction):
        wrong["direction"] = say("Choose which way you hope it will go. It is fixed from now on.")
    if baseline_from is None:
        wrong["baseline_from"] = say("Choose a day in the first week to compare with.")
    elif not today - LONGEST_AGO <= baseline_from <= today:
        wrong["baseline_from"] = say("Choose a day in the last 52 weeks, or today.")
    if baseline_weeks not in BASELINE_WEEKS:
        wrong["baseline_weeks"] = say(
            "Choose from %(least)s to %(most)s weeks.", least=BASELINE_WEEKS.start, most=BASELINE_WEEKS.stop - 1
        )
    return wrong


def counting_refused(state: State, *, lead_id: uuid.UUID | None, by: uuid.UUID) -> tuple[Sentence, ...]:
    """Why this person cannot count for this action (R3); empty when they can. After closing, counting may go on."""
    if state is State.WITHDRAWN:
        return (say("This action was withdrawn, so nothing is counted for it any more."),)
    if lead_id == by:
        return (say("You lead this action, so somebody else counts."),)
    return ()


def week_refused(
    *, week: date | None, count: int | None, first: date, today: date, before: int | None, reason: str
) -> dict[str, Sentence]:
    """What keeps a week's count from being kept, by field. `before`: what was counted for this week already."""
    wrong: dict[str, Sentence] = {}
    if week is None or week not in weeks_that_ended(first, today):
        wrong["week"] = say("Choose a week that is over, from the first week to compare with.")
    if count is None or not 0 <= count <= MOST_COUNTED:
        wrong["count"] = say("Write how many, from 0 to %(most)s.", most=MOST_COUNTED)
    elif before is not None and before != count and not reason:
        wrong["reason"] = say("For this week %(n)s is kept. Say why it changes. Both stay in the history.", n=before)
    return wrong


def taking_away_refused(*, counted_since_done: bool) -> tuple[Sentence, ...]:
    """A count that began to show something stays: otherwise one could look, dislike it, and take it away."""
    if counted_since_done:
        return (
            say("Weeks since “done” are counted already, so this stays. To change it, send the action back first."),
        )
    return ()
