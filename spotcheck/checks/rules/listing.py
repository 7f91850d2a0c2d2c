"""What the list of finished checks says above itself. Pure."""

from __future__ import annotations

from enum import StrEnum

from spotcheck.core.words import Sentence, say, say_n

MOST_COUNTED = 99


class State(StrEnum):
    WAITING = "waiting"
    REVIEWED = "reviewed"

    @property
    def label(self) -> Sentence:
        return _LABELS[self]


_LABELS = {State.WAITING: say("Waits for a review"), State.REVIEWED: say("Reviewed")}

_SOME = {
    False: ("One finished check", "%(count)s finished checks"),
    True: ("One check fits that", "%(count)s checks fit that"),
}


def heading(n: int, *, filtered: bool) -> Sentence:
    """The answer, as the heading of the page: how many."""
    if n == 0:
        return say("No check fits that") if filtered else say("No check is finished yet")
    one, many = _SOME[filtered]
    return say_n(one, many, n, count=f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n))


def about(n: int, *, filtered: bool) -> Sentence:
    if n:
        return say("All that you may see, newest first.")
    if filtered:
        return say("Nothing matches these filters. Take one away to see more.")
    return say("When somebody finishes a check that you may see, it is here.")
