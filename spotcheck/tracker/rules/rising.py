"""R9: what is late rises, rung by rung, to people who can do something about it. Nobody is told twice of one lateness.

A lateness begins with a day that passed: the day an action was due, or the last day of its verification. An action
that came back begins a new one, so its lead has time for the second try. The clock may have stood still for weeks: then
every rung whose day has come is told at once, each once.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.permissions import Role
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.words import State


class Cause(StrEnum):
    """What makes an action rise."""

    OVERDUE = "overdue"
    VERIFICATION_LATE = "verification late"
    NO_DAY = "no day"
    REPEATED = "repeated"
    IN_MANY = "in many services"
    MISSED_TWICE = "missed twice"


# What a day that passed does not make, and no day puts right: it waits for a word.
EVENTS = frozenset({Cause.REPEATED, Cause.IN_MANY, Cause.MISSED_TWICE})

# The flags of an action by which something rose.
FLAGS = {
    Cause.REPEATED: frozenset({Repeat.AFTER_CLOSING, Repeat.TWICE_HERE}),
    Cause.IN_MANY: frozenset({Repeat.IN_MANY}),
}


class Rung(StrEnum):
    """From the one who leads the action to those who answer for the organisation."""

    LEAD = "lead"
    MANAGER = "manager"
    QUALITY_LEAD = "quality lead"
    GOVERNANCE = "governance"


# Who stands on a rung: whoever holds the role at the service, or across. The lead is the action's own.
ROLE_OF = {Rung.MANAGER: Role.MANAGER, Rung.QUALITY_LEAD: Role.QUALITY_LEAD, Rung.GOVERNANCE: Role.READER}


@dataclass(frozen=True, slots=True)
class Ladder:
    """After how many days each rung is told."""

    lead: int = 1
    manager: int = 7
    quality_lead: int = 14
    governance: int = 28

    def days(self) -> dict[Rung, int]:
        return dict(zip(Rung, (self.lead, self.manager, self.quality_lead, self.governance), strict=True))


USUAL = Ladder()
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Late:
    """Why it is late, and the day that passed: together they are one lateness."""

    why: Cause
    since: date

    def days(self, today: date) -> int:
        return (today - self.since).days


def lateness(
    state: State, *, due_on: date | None, back_on: date | None, look_by: date | None, missing: int, today: date
) -> Late | None:
    """What is late about an action, if anything.

    `back_on`: the day it last came back to be done again. `look_by`: the first last day of its verification by which
    something must still be seen.
    """
    if state is State.AGREED and due_on is not None:
        late = Late(Cause.OVERDUE, max(due_on, back_on or due_on))
    elif state is State.AGREED and back_on is not None:
        late = Late(Cause.NO_DAY, back_on)
    elif state is State.DONE and missing and look_by is not None:
        late = Late(Cause.VERIFICATION_LATE, look_by)
    else:
        return None
    return late if late.since < today else None


def still(why: Cause, since: date, *, state: State, late: Late | None, flagged: Set[Repeat]) -> bool:
    """Whether what rose is the case still. `flagged`: what the action tells of as a repeat."""
    if why in FLAGS and not flagged & FLAGS[why]:
        return False
    if why in EVENTS:
        return state in {State.PROPOSED, State.AGREED, State.DONE}
    return late == Late(why, since)


def told_now(
    days: int,
    ladder: Ladder,
    *,
    holders: Mapping[Rung, Collection[uuid.UUID]],
    risen: Collection[Rung],
    told: Collection[uuid.UUID],
) -> tuple[tuple[Rung, uuid.UUID], ...]:
    """Whom this lateness rises to now, the lowest rung first.

    `risen`: the rungs it rose to before; `told`: everybody it rose to. A rung nobody stands on is passed over, and so
    is somebody who was told on another rung.
    """
    known = set(told)
    found = []
    for rung, after in ladder.days().items():
        if days < after or rung in risen:
            continue
        new = sorted(set(holders.get(rung, ())) - known, key=str)
        known.update(new)
        found += [(rung, person) for person in new]
    return tuple(found)


def first_told(lowest: Rung, holders: Mapping[Rung, Collection[uuid.UUID]]) -> tuple[tuple[Rung, uuid.UUID], ...]:
    """Whom something rises to at once: everybody on the first rung from here on which somebody stands."""
    rungs = list(Rung)
    for rung in rungs[rungs.index(lowest) :]:
        if people := sorted(holders.get(rung, ()), key=str):
            return tuple((rung, person) for person in people)
    return ()


def acknowledgement_refused(
    why: Cause, *, reason: str, new_on: date | None, late: bool, today: date
) -> dict[str, Sentence]:
    """What is still needed to say "I have seen it": a reason, and where the action is `late` the day from now on."""
    wrong = {}
    if not reason.strip():
        wrong["reason"] = (
            say("Say in a sentence what will be different this time.")
            if why in EVENTS
            else say("Say in a sentence what held it up, or what happens now.")
        )
    if new_on is None and late:
        wrong["new_on"] = say("Choose the new day.")
    elif new_on is not None and new_on < today:
        wrong["new_on"] = say("Choose today or a later day.")
    return wrong


def moves_the_day(why: Cause, state: State, *, may_agree: bool, leads: bool) -> bool:
    """Whether the new day becomes the day of the action.

    It does when whoever agrees actions names it for one that is overdue. The lead's own day stands beside the agreed
    one: it says what to expect, and puts nothing off."""
    return why in {Cause.OVERDUE, Cause.NO_DAY} and state is State.AGREED and may_agree and not leads


def ladder_refused(days: Mapping[Rung, int]) -> dict[Rung, Sentence]:
    """Each rung is told later than the one before, within a year."""
    wrong: dict[Rung, Sentence] = {}
    before = 0
    for rung in Rung:
        n = days[rung]
        if not 1 <= n <= LONGEST:
            wrong[rung] = say("Choose 1 to %(most)s days.", most=LONGEST)
        elif n <= before:
            wrong[rung] = say("Choose more days than for the one before.")
        before = max(before, n)
    return wrong


def holders(lead: uuid.UUID | None, roles: Iterable[tuple[uuid.UUID, Role]]) -> dict[Rung, frozenset[uuid.UUID]]:
    """Who stands on each rung. `roles`: everybody with a sign-in whose role reaches the service."""
    reaching = list(roles)
    found = {rung: frozenset(person for person, held in reaching if held is role) for rung, role in ROLE_OF.items()}
    return {Rung.LEAD: frozenset({lead} if lead else ()), **found}
