"""When something was captured on a phone, and what makes that unsure (R6).

The moment is the phone's own time, corrected by how far its clock was off at the last contact; never before the grant
and never after receipt. What is odd about it does not change what was captured: it is kept, and is no evidence until
its author or a manager has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from spotcheck.core.words import Sentence, say

DRIFT = timedelta(minutes=10)  # a clock may run this far from where it was at sign-in, and nobody asks


class Odd(StrEnum):
    """Why somebody is asked before it counts."""

    CLOCK = "clock"
    EARLY = "early"
    LATE = "late"
    SEQUENCE = "sequence"
    BACKWARDS = "backwards"
    CLAIMED = "claimed"

    @property
    def says(self) -> Sentence:
        return _SAYS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """When the grant was given, on both clocks. Whether it still held is asked of `rules.grants`."""

    at: datetime
    device_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the phone says: its time of the capture, and both clocks when it last heard from the server."""

    device_at: datetime
    contact_server: datetime
    contact_device: datetime
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """`opened_at` is corrected in the same way, and never after `at`."""

    at: datetime
    opened_at: datetime | None
    odd: tuple[Odd, ...]


def captured_moment(said: Said, grant: Given, *, received_at: datetime) -> Moment:
    """The moment, and everything that is odd about it."""
    odd = []
    offset = said.contact_server - said.contact_device
    first = grant.at - grant.device_at
    heard = grant.at - DRIFT <= said.contact_server <= received_at + DRIFT
    if not heard or abs(offset - first) > DRIFT:
        odd.append(Odd.CLOCK)
    if not heard:  # a contact that cannot have been: what the grant itself knows of the clock is better
        offset = first
    unbound = said.device_at + offset
    at = min(max(unbound, grant.at), received_at)
    if unbound < grant.at - DRIFT:
        odd.append(Odd.EARLY)
    if unbound > received_at + DRIFT:
        odd.append(Odd.LATE)
    if said.opened_at is None:
        return Moment(at, None, tuple(odd))
    if said.opened_at > said.device_at:
        odd.append(Odd.BACKWARDS)
    return Moment(at, min(said.opened_at + offset, at), tuple(odd))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another envelope of the same grant: its number, and the moment it was sealed; None when that is unsure itself."""

    sequence: int
    sealed_at: datetime | None


def sequence_odd(sequence: int, sealed_at: datetime | None, others: Iterable[Neighbour]) -> bool:
    """Whether the numbers of one grant do not count up with time: one number twice, or a later number sealed earlier.

    They may arrive in any order: a message that someone is at risk is sent before what was captured earlier.
    """
    return any(one.sequence == sequence or _out_of_order(sequence, sealed_at, one) for one in others)


def _out_of_order(sequence: int, sealed_at: datetime | None, other: Neighbour) -> bool:
    if sealed_at is None or other.sealed_at is None:
        return False
    later, earlier = (other.sealed_at, sealed_at) if other.sequence < sequence else (sealed_at, other.sealed_at)
    return later > earlier + DRIFT


_SAYS = {
    Odd.CLOCK: say("The clock of this phone was changed between sign-in and this."),
    Odd.EARLY: say("The phone says that it was captured before anybody had signed in there."),
    Odd.LATE: say("The phone says that it was captured later than it arrived here."),
    Odd.SEQUENCE: say("It does not follow what came before from this phone."),
    Odd.BACKWARDS: say("The phone says that it was finished before it was opened."),
    Odd.CLAIMED: say("Nobody was signed in when it was captured."),
}
