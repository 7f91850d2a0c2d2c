"""One-time links to short questions: how a code is written, how long it works, what it is worth. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from spotcheck.core.clock import end_of_day
from spotcheck.core.words import Sentence, say
from spotcheck.learning.rules.answering import Door

LONGEST = timedelta(days=7)
SHORTEST = timedelta(hours=1)  # of one whose day is nearly over, or past
PASS_LASTS = timedelta(hours=1)  # to write and send, once it was opened

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another: 5 bits each
LENGTH = 12
_MISTAKEN = str.maketrans("OIL", "011")


class Lasts(StrEnum):
    """How long a link is to work, as it is chosen; the usual one first."""

    ITS_DAY = "its day"
    HOUR = "an hour"
    DAY = "a day"

    @property
    def label(self) -> Sentence:
        return _LASTS[self]


_LASTS = {
    Lasts.ITS_DAY: say("Until the question's day is over, for 7 days at most"),
    Lasts.HOUR: say("For one hour: they are here now"),
    Lasts.DAY: say("For 24 hours"),
}


class State(StrEnum):
    WAITING = "waiting"
    USED = "used"
    REVOKED = "revoked"  # by somebody, or by a newer link
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What a link's state follows from."""

    ends_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def state(of: Moments, *, at: datetime, opened_at: datetime | None = None) -> State:
    """What a link is worth. `opened_at`: when this browser opened it; who opened in time has an hour to write."""
    if of.used_at is not None:
        return State.USED
    if of.revoked_at is not None:
        return State.REVOKED
    if opened_at is None:
        return State.WAITING if at < of.ends_at else State.OVER
    return State.WAITING if opened_at < of.ends_at and at < opened_at + PASS_LASTS else State.OVER


def in_words(now: State, of: Moments, *, opened_at: datetime | None) -> Sentence:
    """What the page of the question says of its newest link."""
    match now:
        case State.USED:
            return say("A link was used on %(when)s.", when=of.used_at)
        case State.REVOKED:
            return say("The last link was ended on %(when)s, before it was used.", when=of.revoked_at)
        case State.OVER:
            return say("The last link worked until %(when)s, and was not used.", when=of.ends_at)
        case State.WAITING if opened_at:
            return say(
                "A link works until %(until)s. It was opened on %(when)s; nothing was sent yet.",
                until=of.ends_at,
                when=opened_at,
            )
        case _:
            return say("A link works until %(until)s. Nobody has opened it yet.", until=of.ends_at)


ENDED_IN_WORDS = {
    State.USED: say("This question is answered already. Thank you. There is nothing more to do."),
    State.REVOKED: say("This link has ended. Ask whoever gave it to you for a new one."),
    State.OVER: say("The time of this link is over. Ask whoever gave it to you for a new one."),
}
UNKNOWN = say("This code opens nothing. Look at it once more, or ask whoever gave it to you.")


def ends_at(lasts: Lasts, *, last_day: date, at: datetime) -> datetime:
    """When a link that is made now ends: never after a week, never before an hour has passed."""
    match lasts:
        case Lasts.HOUR:
            return at + SHORTEST
        case Lasts.DAY:
            return at + timedelta(days=1)
        case Lasts.ITS_DAY:
            return max(min(end_of_day(last_day), at + LONGEST), at + SHORTEST)


def making_refused(*, oneself: bool, works_here: bool, open_now: bool) -> tuple[Sentence, ...]:
    """Why no link is made to this question; empty when one can be."""
    if oneself:
        return (say("This question is for you. Answer it on its page."),)
    if not works_here:
        return (say("They do not work here any more."),)
    if not open_now:
        return (say("This question needs no answer now, so there is nothing to open with a link."),)
    return ()


def may_close(door: Door) -> bool:
    """R6: whether an answer that came like this may ever count towards closing. By link nobody knows who wrote it."""
    return door is not Door.LINK


def code_of(numbers: Sequence[int]) -> str:
    """A code of these numbers from 0 to 31, in fours: K7QM-2PX4-9TRD."""
    written = "".join(LETTERS[number] for number in numbers)
    return "-".join(written[start : start + 4] for start in range(0, len(written), 4))


def plain(typed: str) -> str:
    """What counts in a code, however it was typed."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_MISTAKEN)
