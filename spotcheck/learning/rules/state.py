"""Where a prompt stands, from its rows and today's date. Nothing of this is stored. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from spotcheck.checklists.rules import Heard
from spotcheck.checks.rules.outcomes import EVERY, Said, level
from spotcheck.core.words import Sentence, say

AGAIN_WITHIN = timedelta(days=7)  # to answer once more, after it was explained in another way


class State(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"  # waits for somebody to read it
    ASKED_AGAIN = "asked again"  # explained in another way, waits for the second answer
    REVIEWED = "reviewed"
    TAKEN_BACK = "taken back"
    PAST = "past its day"

    @property
    def label(self) -> Sentence:
        return _LABELS[self]


_LABELS = {
    State.WAITING: say("Waits for an answer"),
    State.ANSWERED: say("Waits to be read"),
    State.ASKED_AGAIN: say("Explained in another way, asked once more"),
    State.REVIEWED: say("Read"),
    State.TAKEN_BACK: say("Taken back"),
    State.PAST: say("Its day is over"),
}
OPEN = (State.WAITING, State.ASKED_AGAIN)  # it is with the worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the reviewer saw in one answer. `must_say`: every point of the question."""

    must_say: Collection[str]
    points: Collection[str]
    alerts: Collection[str] = ()
    reason: bool = False
    on: date

    @property
    def level(self) -> int:
        """0 to 3, by the rule of interviews. What is written is said unprompted, or not yet."""
        said = {key: Heard.UNPROMPTED if key in self.points else Heard.NOT_YET for key in self.must_say}
        return level(self.must_say, Said(points=said, alerts=frozenset(self.alerts), reason=self.reason))

    @property
    def missed(self) -> bool:
        return self.level < EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A prompt as the rule sees it: how many answers came, and what each review of them saw, in order."""

    due_on: date
    answers: int = 0
    judged: tuple[Judged, ...] = ()
    taken_back: bool = False


def state(of: Facts, *, today: date) -> State:
    if of.taken_back:
        return State.TAKEN_BACK
    if of.answers > len(of.judged):
        return State.ANSWERED
    if of.judged and goes_back(of.answers, of.judged[-1]):
        return State.ASKED_AGAIN if today <= last_day(of) else State.PAST
    if of.answers:
        return State.REVIEWED
    return State.WAITING if today <= of.due_on else State.PAST


def goes_back(answers: int, judged: Judged) -> bool:
    """Whether the question goes back to the worker after this review of the last of so many answers: once at most."""
    return answers == 1 and judged.missed


def last_day(of: Facts) -> date:
    """The last day on which it is shown as waiting. An answer is taken later, too: nothing written is lost."""
    return of.judged[0].on + AGAIN_WITHIN if of.judged else of.due_on


def how_read(of: Facts, *, today: date) -> Sentence:
    """How the last answer was read, or what it waits for."""
    found = state(of, today=today)
    if found is not State.REVIEWED:
        return found.label
    return say("Read: some points were talked through") if of.judged[-1].missed else say("Read: every point was said")


def next_number(of: Facts) -> int | None:
    """Which answer may come now: the first, the second after the question was explained in another way, or none."""
    if of.taken_back or of.answers > len(of.judged):
        return None
    if of.answers == 0:
        return 1
    return 2 if goes_back(of.answers, of.judged[-1]) else None
