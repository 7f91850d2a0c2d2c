"""R7: the decision rule is fixed before the first record is drawn, and afterwards only replaced, with a reason.

Inside a round (from *done* until it closes or goes back) a plan that was already used stands: otherwise one could look,
dislike the result, and change what counts. A window that ended may be made longer; what was seen still counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spotcheck.core.chances import Scheme
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.conditions import MOST_OBSERVERS, NOTHING, SHIFTS, Conditions, Differ
from spotcheck.tracker.rules.words import Look, State, can_close

SIZES = {Look.SAMPLE: range(1, 61), Look.OBSERVATION: range(1, 21), Look.INTERVIEW: range(1, 21),
         Look.VOICE: range(1, 21)}  # fmt: skip
WEEKS = range(1, 27)
DEFAULT_TARGET, DEFAULT_FLOOR, DEFAULT_WEEKS = 95, 70, 4
# What a rule may be chosen to tell apart: practice as it should be from practice that must not pass, in 100.
APART = ((95, 70), (90, 70), (80, 50), (95, 80), (99, 80))
DEFAULTS = {Look.SAMPLE: (10, 1), Look.OBSERVATION: (3, 0), Look.INTERVIEW: (3, 0), Look.VOICE: (5, 1)}

ONE_IN = {Look.SAMPLE: 10, Look.VOICE: 5}  # may be missed, where nothing else is said


def numbers(look: Look, size: int | None, allowed: int | None, weeks: int | None) -> tuple[int, int, int]:
    """Size, allowed misses and weeks, with what is usual where nothing was given: one in ten records, or one
    in five people."""
    usual, _ = DEFAULTS[look]
    size = usual if size is None else size
    if allowed is None:
        allowed = size // ONE_IN[look] if look in ONE_IN else 0
    return size, allowed, DEFAULT_WEEKS if weeks is None else weeks


@dataclass(frozen=True, slots=True)
class Rule:
    """What is fixed before the first record is drawn: how many, how many may be missed, in how many weeks of done, and
    which shares (in 100) it is chosen to tell apart. `asks`: what the looks must differ in."""

    scheme: Scheme
    weeks: int = DEFAULT_WEEKS
    target: int = DEFAULT_TARGET
    floor: int = DEFAULT_FLOOR
    asks: Conditions = NOTHING


# What is watched or asked is of one worker, seen by one person: only there looks can differ in that.
WITH_CONDITIONS = frozenset({Look.OBSERVATION, Look.INTERVIEW})


def usual(look: Look, workers: int) -> Rule:
    """What is asked where nothing else is said, in a service where so many people give care."""
    size, allowed, weeks = numbers(look, None, None, None)
    return Rule(Scheme(size, allowed), weeks, asks=usual_conditions(look, size, workers))


DIFFER = [
    (Differ.WORKERS.value, say("Of different workers"), say("No worker fills it twice.")),
    (Differ.DAYS.value, say("On different days"), ""),
    (Differ.SHIFTS.value, say("On different shifts"), say("Early, late, night: at most 3 looks.")),
]


def usual_conditions(look: Look, size: int, workers: int) -> Conditions:
    """Of different workers, wherever there are enough of them: what one person does shows little of the others."""
    if look not in WITH_CONDITIONS or not 1 < size <= workers:
        return NOTHING
    return Conditions(frozenset({Differ.WORKERS}))


def rule_refused(look: Look, rule: Rule) -> dict[str, Sentence]:
    """What is wrong with a decision rule, by field; empty when it can be part of a plan."""
    scheme = rule.scheme
    wrong = requirement_refused(look, size=scheme.size, allowed=scheme.allowed, weeks=rule.weeks)
    wrong |= _conditions_refused(look, rule)
    if (rule.target, rule.floor) not in APART:
        wrong["apart"] = say("Choose what this should tell apart.")
    if not scheme.second_size:
        return wrong
    left = SIZES[look].stop - 1 - scheme.size
    if look is not Look.SAMPLE:
        wrong["second_size"] = say("Only records are read in two steps.")
    elif not 1 <= scheme.second_size <= left:
        wrong["second_size"] = say(
            "Choose how many more, so that both steps are at most %(most)s.", most=left + scheme.size
        )
    if not scheme.allowed < scheme.second_allowed < scheme.most:
        wrong["second_allowed"] = say("In both steps together more may be missed than in the first alone.")
    return wrong


def _conditions_refused(look: Look, rule: Rule) -> dict[str, Sentence]:
    """Only what no service could ever meet; that this one has too few people is said, and not refused."""
    asks, size = rule.asks, rule.scheme.size
    wrong: dict[str, Sentence] = {}
    if asks and look not in WITH_CONDITIONS:
        wrong["differ"] = say("This is asked where practice is watched or staff are asked.")
    elif Differ.SHIFTS in asks.differ and size > SHIFTS:
        wrong["differ"] = say("There are %(n)s shifts, so at most %(n)s looks can be on different ones.", n=SHIFTS)
    elif Differ.DAYS in asks.differ and size > 7 * rule.weeks:
        wrong["differ"] = say("There are not so many days in that time. Choose more weeks, or fewer looks.")
    if not 1 <= asks.observers <= min(MOST_OBSERVERS, max(size, 1)):
        wrong["observers"] = say(
            "Choose from 1 to %(most)s people, and no more people than looks.", most=MOST_OBSERVERS
        )
    return wrong


def requirement_refused(look: Look, *, size: int, allowed: int, weeks: int) -> dict[str, Sentence]:
    """What is wrong with a requirement as asked for, by field; empty when it can be part of a plan."""
    wrong: dict[str, Sentence] = {}
    if size not in SIZES[look]:
        most = SIZES[look].stop - 1
        wrong["size"] = say("Choose how many, from 1 to %(most)s.", most=most)
    if not 0 <= allowed < max(1, size):
        wrong["allowed"] = say("The misses allowed are fewer than the looks. Choose a smaller number, or 0.")
    if weeks not in WEEKS:
        wrong["weeks"] = say("Choose from 1 to %(most)s weeks.", most=WEEKS.stop - 1)
    return wrong


def plan_stands(
    state: State, *, lead_id: uuid.UUID | None, by: uuid.UUID, used_in_this_round: bool
) -> tuple[Sentence, ...]:
    """Why nothing can be added to a plan, replaced or taken away by this person now; empty when it can.

    `used_in_this_round`: a record was drawn or evidence was captured for the plan since the action was reported done.
    """
    if state in {State.CLOSED, State.WITHDRAWN}:
        return (say("This action has ended, so its plan stays as it is."),)
    if state is State.PROPOSED:
        return ()
    refused = []
    if lead_id == by:
        refused.append(say("You lead this action, so somebody else changes how it is verified."))
    if used_in_this_round:
        refused.append(
            say("Looking has begun, so the plan stands. To change it, send the action back first, with a reason.")
        )
    return tuple(refused)


def plan_change_refused(
    state: State, *, lead_id: uuid.UUID | None, by: uuid.UUID, used_in_this_round: bool, reason: str
) -> tuple[Sentence, ...]:
    """Why this change is refused: the plan stands, or what was agreed is to change without a reason."""
    refused = plan_stands(state, lead_id=lead_id, by=by, used_in_this_round=used_in_this_round)
    if state in {State.AGREED, State.DONE} and not reason.strip():
        refused += (say("Give a reason for changing what was agreed. It is kept in the history."),)
    return refused


def taking_away_refused(state: State, left: Sequence[Look]) -> tuple[Sentence, ...]:
    """Why this part cannot be taken out of a plan. `left`: the looks that would stay. Once it is agreed, one that can
    close stays (R6)."""
    if state is State.PROPOSED or can_close(left):
        return ()
    if left:
        return (say("What would be left can support, and never closes an action alone. Add another look first."),)
    return (say("This is the only look that is planned. Replace it, or add another one first."),)


def new_window_refused(
    state: State, *, lead_id: uuid.UUID | None, by: uuid.UUID, last_day: date | None, until: date | None,
    today: date, reason: str,
) -> dict[str, Sentence]:  # fmt: skip
    """Why a window cannot be made longer, by field; empty when it can. A window is never made shorter."""
    wrong: dict[str, Sentence] = {}
    if state is not State.DONE:
        wrong["until_on"] = say("A window begins when the action is reported done.")
    elif lead_id == by:
        wrong["until_on"] = say("You lead this action, so somebody else gives it more time.")
    elif until is None or until < today or (last_day is not None and until <= last_day):
        wrong["until_on"] = say("Choose a day after the last day, and not in the past.")
    elif until > today + timedelta(weeks=WEEKS.stop - 1):
        wrong["until_on"] = say("Choose a day in the next %(most)s weeks.", most=WEEKS.stop - 1)
    if not reason.strip():
        wrong["reason"] = say("Give a reason for the new last day. It is kept in the history.")
    return wrong
