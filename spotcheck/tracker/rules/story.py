"""An action told in one line: five spots, the day that counts, and what comes next (for lists and for the top of its
page)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import STATE_NAMES, State, day_near, looks_in_words, more_in_words, together

Stages = tuple[tuple[Sentence, str], ...]

_WORDS = (say("Finding"), say("Agreed"), say("Done"), say("Verified"), say("Closed"))
_REACHED = {State.PROPOSED: 1, State.AGREED: 2, State.DONE: 3, State.CLOSED: 5}


@dataclass(frozen=True, slots=True)
class When:
    """The day that counts for an action now. `kind` is the status word's: late, now, off or nothing."""

    says: Sentence
    kind: str = ""


def stages(state: State, *, ready: bool = False, agreed: bool = False, done: bool = False) -> Stages:
    """The five stages, each `been`, `now` or later (empty). `ready`: done and nothing is missing.

    `agreed` and `done` say how far a withdrawn action had come; its line ends there, for nothing is still to come.
    """
    if state is State.WITHDRAWN:
        reached = 3 if done else 2 if agreed else 1
        return (*((words, "been") for words in _WORDS[:reached]), (STATE_NAMES[State.WITHDRAWN], "now"))
    reached = _REACHED[state] + (1 if ready and state is State.DONE else 0)
    return tuple(
        (words, "been" if place < reached else "now" if place == reached else "") for place, words in enumerate(_WORDS)
    )


def is_overdue(state: State, due_on: date | None, today: date) -> bool:
    """Agreed, and its day has passed. (Done and not verified in time is late too, and says so in its own words.)"""
    return state is State.AGREED and due_on is not None and due_on < today


def when(state: State, answer: Closing, *, due_on: date | None, ended_on: date | None, today: date) -> When | None:
    """The day to show in a list; `ended_on` is when it closed or was withdrawn."""
    match state:
        case State.PROPOSED:
            return None
        case State.AGREED:
            return _until(due_on, today) if due_on else When(say("No day yet"), "now")
        case State.DONE:
            return _until(last_day(answer), today) if answer.missing else When(say("Ready to close"), "now")
        case State.CLOSED:
            return When(say("Closed %(day)s", day=day_near(ended_on or today, today)))
        case State.WITHDRAWN:
            return When(say("Withdrawn %(day)s", day=day_near(ended_on or today, today)), "off")


def last_day(answer: Closing) -> date | None:
    """The first of the last days by which something must still be seen."""
    days = [one.last_day for one in answer.weighed if one.last_day is not None and looks_left(one)]
    return min(days, default=None)


def looks_left(one: Weighed) -> int:
    """How many looks nobody has captured yet; those that wait for a review are not among them."""
    return one.left


def in_one_line(
    state: State, answer: Closing, *, due_on: date | None, today: date, reason: str | None, lead_left: bool = False
) -> Sentence:
    """What comes next, or what is missing; `reason` is why it was withdrawn."""
    match state:
        case State.PROPOSED:
            if not answer.weighed:
                return say("Next: say what must be seen, and agree who leads it and by when.")
            return say("Next: agree who leads it and by when.")
        case State.AGREED:
            if lead_left:
                return say("Next: agree another lead. The one before has left.")
            if due_on is None:
                return say("It did not hold. Next: look again, and agree a new day.")
            if is_overdue(state, due_on, today):
                return say("Next: report it done, or agree another day with a reason.")
            return say("Next: the change is made and reported done.")
        case State.DONE:
            return _waiting(answer, today)
        case State.CLOSED:
            return say("A fresh look showed the change.")
        case State.WITHDRAWN:
            return say("Ended without a fresh look: %(reason)s", reason=reason or "")


def came_back(sent_back: int, reopened: int) -> Sentence | None:
    """How often it did not hold, or nothing when it never came back."""
    said = []
    if sent_back:
        said.append(say_n("Sent back once.", "Sent back %(n)s times.", sent_back))
    if reopened:
        said.append(say_n("Reopened once.", "Reopened %(n)s times.", reopened))
    if len(said) < 2:
        return said[0] if said else None
    return say("%(one)s %(two)s", one=said[0], two=said[1])


def times(n: int) -> Sentence:
    """`Never`, `Once`, `3 times`."""
    return say_n("Once", "%(n)s times", n) if n else say("Never")


def _until(day: date | None, today: date) -> When | None:
    if day is None:
        return None
    if day < today:
        return When(say_n("%(n)s day late", "%(n)s days late", (today - day).days), "late")
    if day == today:
        return When(say("By today"), "now")
    return When(say("By %(day)s", day=day_near(day, today)))


def _waiting(answer: Closing, today: date) -> Sentence:
    if not answer.missing:
        return say("Nothing is missing. Somebody who does not lead it can close it.")
    parts = _parts(answer.weighed)
    if not parts:
        return say("Not yet holding.")
    ended = last_day(answer)
    if ended is not None and ended < today:
        return say("Missing: %(what)s. The last day has passed: give a new one, with a reason.", what=together(parts))
    return say("Missing: %(what)s.", what=together(parts))


def _parts(weighed: Sequence[Weighed]) -> list[Sentence]:
    parts = [_looks(one, left) for one in weighed if (left := looks_left(one))]
    reviews = sum(len(one.waiting) for one in weighed)
    if reviews:
        parts.append(say_n("%(n)s review", "%(n)s reviews", reviews))
    return parts


def _looks(one: Weighed, left: int) -> Sentence:
    return more_in_words(left) if one.verdict is Verdict.MIXED else looks_in_words(one.requirement.look, left)
