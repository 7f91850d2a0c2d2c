"""Supervision: a talk about practice that was seen, in both people's words, with one next step. Pure.

It is due three-monthly, counted from the last talk that stood on observed practice (NICE QS123, statement 6). What
counts as seen is any observation since then; nothing about how it went.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from spotcheck.core.permissions import Role
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.learning.rules.competence import months_later

MONTHS = 3
DUE_SOON = timedelta(weeks=2)
FRESH = timedelta(weeks=4)  # so long after a talk its record is kept
LONGEST = 4000
LOOKING = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.QUALITY_LEAD})
DECIDING = frozenset({Role.MANAGER, Role.QUALITY_LEAD})


class Kind(StrEnum):
    """What is added to a record that never changes."""

    REFLECTION = "reflection"  # the worker's own words, from their own sign-in
    CORRECTION = "correction"


class State(StrEnum):
    LATE = "late"
    DUE_SOON = "due soon"
    NONE_YET = "none yet"
    IN_TIME = "in time"


STATE_WORDS = {
    State.LATE: say("Due"),
    State.DUE_SOON: say("Due soon"),
    State.NONE_YET: say("None yet"),
    State.IN_TIME: say("In time"),
}


@dataclass(frozen=True, slots=True)
class Talks:
    """The last talk with somebody, and the last that stood on observed practice."""

    last_on: date | None = None
    observed_on: date | None = None


def peers(roles: Collection[Role], theirs: Collection[Role]) -> bool:
    """Whether whoever holds `roles` here is a supervisor beside somebody with `theirs`: peers do not read each
    other's. Who may read at all is asked of the permission table."""
    return Role.SUPERVISOR in roles and not DECIDING & set(roles) and bool(LOOKING & set(theirs))


def due_on(talks: Talks) -> date | None:
    """The last day for the next talk; None where there was none that stood on observed practice."""
    return months_later(talks.observed_on, MONTHS) if talks.observed_on else None


def state_of(talks: Talks, *, today: date) -> State:
    by = due_on(talks)
    if by is None:
        return State.LATE if talks.last_on else State.NONE_YET
    if by < today:
        return State.LATE
    return State.DUE_SOON if by - DUE_SOON <= today else State.IN_TIME


def in_time_from(today: date) -> date:
    """A talk of this day or later that stood on observed practice leaves the next one in time; before it, it is due."""
    day = today - timedelta(days=31 * MONTHS + 1)
    while months_later(day, MONTHS) - DUE_SOON <= today:
        day += timedelta(days=1)
    return day


def told(talks: Talks) -> Sentence:
    """One line about when the last talk was, and until when the next is due."""
    by = due_on(talks)
    if by is None and talks.last_on is None:
        return say("No talk is kept yet.")
    if by is None:
        return say("Last talk on %(day)s. No practice was seen for it.", day=talks.last_on)
    if talks.last_on != talks.observed_on:
        return say("Last talk on %(day)s, with no practice seen. The next is due by %(by)s.", day=talks.last_on, by=by)
    return say("Last talk on %(day)s. The next is due by %(by)s.", day=talks.last_on, by=by)


def seen_in_words(n: int) -> Sentence:
    """What the talk stands on."""
    if not n:
        return say("No practice was seen since the last talk. Say so, and plan a look.")
    return say_n("It stands on one look at practice.", "It stands on %(n)s looks at practice.", n)


def record_wanting(
    *, held_on: date | None, practice: str, step: str, step_on: date | None, concerns: bool | None, today: date
) -> dict[str, Sentence]:
    """What a record lacks, by field; empty when it can be kept."""
    wrong: dict[str, Sentence] = {}
    if held_on is None or held_on > today:
        wrong["held_on"] = say("Choose the day you talked.")
    elif held_on < today - FRESH:
        wrong["held_on"] = say("Choose a day in the last four weeks, while it is fresh.")
    if not practice.strip():
        wrong["practice"] = say("Say what was seen, strengths first; or that nothing was seen.")
    if not step.strip():
        wrong["step"] = say("Say what you agreed to do next.")
    if step_on is None or (held_on is not None and step_on < held_on):
        wrong["step_on"] = say("Choose the day by when.")
    if concerns is None:
        wrong["concerns"] = say("Say whether you asked. What somebody is concerned about is kept elsewhere.")
    return wrong


def addition_wanting(text: str) -> dict[str, Sentence]:
    return {} if text.strip() else {"text": say("Write what you would like to add.")}
