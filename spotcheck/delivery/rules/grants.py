"""Whether a grant let somebody capture, and whether what arrives under it counts as it is. Pure.

A grant ends in two ways. It is *over* when one may capture no more: signed out, or the shift has ended. What was
captured before still arrives, however late. It is *revoked* when nobody can be sure any more who has the phone, or the
person does not work here: whatever arrives from then on waits for somebody to confirm it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from spotcheck.core.words import Sentence, say

SLACK = timedelta(minutes=2)  # between two clocks that are right, with a slow line between them


class Standing(StrEnum):
    """Of a grant, at the moment something was captured under it."""

    LIVE = "live"
    EARLY = "early"  # captured before it was given
    OVER = "over"  # captured after one could capture under it
    REVOKED = "revoked"  # arrived after it was taken back


class Why(StrEnum):
    """What ended it."""

    SHIFT = "shift"
    SIGNED_OUT = "signed out"
    PHONE_LOST = "phone lost"
    LEFT = "left"
    ACCOUNT_ENDED = "account ended"


WHY_IN_WORDS: dict[Why, Sentence] = {
    Why.SHIFT: say("The sign-in on the phone had ended with the shift."),
    Why.SIGNED_OUT: say("They had signed out on that phone."),
    Why.PHONE_LOST: say("The phone was reported as lost."),
    Why.LEFT: say("They did not work here any more."),
    Why.ACCOUNT_ENDED: say("Their sign-in had ended."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFacts:
    """What decides about a grant. Its session, its person and its phone say all of it; nothing is written twice.

    `capture_until` None: the phone's own grant, of nobody in particular, which lasts as long as the phone.
    """

    given_at: datetime
    capture_until: datetime | None
    signed_out_at: datetime | None = None  # also by changing the organisation, and by leaving
    phone_lost_at: datetime | None = None
    left_at: datetime | None = None
    account_ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GrantState:
    """`since` and `why`: what ended it and when; None while it is live (or was not given yet)."""

    standing: Standing
    since: datetime | None = None
    why: Why | None = None

    @property
    def says(self) -> Sentence | None:
        return WHY_IN_WORDS[self.why] if self.why else None


def grant_state(grant: GrantFacts, *, captured_at: datetime, received_at: datetime) -> GrantState:
    """What stands of a grant for something captured and received at these moments, both by the server's clock."""
    revoked = min(((at, why) for at, why in _revoked_by(grant) if at <= received_at), default=None)
    if revoked is not None:
        return GrantState(Standing.REVOKED, *revoked)
    if captured_at < grant.given_at - SLACK:
        return GrantState(Standing.EARLY)
    over = min(_over_by(grant), default=None)
    if over is not None and captured_at > over[0] + SLACK:
        return GrantState(Standing.OVER, *over)
    return GrantState(Standing.LIVE)


def _revoked_by(grant: GrantFacts) -> Iterator[tuple[datetime, Why]]:
    for at, why in (
        (grant.phone_lost_at, Why.PHONE_LOST),
        (grant.left_at, Why.LEFT),
        (grant.account_ended_at, Why.ACCOUNT_ENDED),
    ):
        if at is not None:
            yield at, why


def _over_by(grant: GrantFacts) -> Iterator[tuple[datetime, Why]]:
    if grant.capture_until is not None:
        yield grant.capture_until, Why.SHIFT
    if grant.signed_out_at is not None:
        yield grant.signed_out_at, Why.SIGNED_OUT
