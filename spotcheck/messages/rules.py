"""R10: someone is at risk now. What is said to whom, until somebody has it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.words import Sentence, day_in_words, say, say_n

CHASED_AFTER = timedelta(minutes=10)  # nobody has it: every banner says so, and for how long
PRESSED_AFTER = timedelta(minutes=30)  # still nobody: do not wait for somebody else
ANSWERED_FOR = timedelta(hours=1)  # on every page of whoever raised it: who has it
SAID_AFTER = timedelta(hours=13)  # for the rest of a shift, its page lists who has it
KEPT_IN_SIGHT = timedelta(days=28)  # after that it is found in history
NOT_SEEN_YET = say("Not yet seen by anyone")


class Wait(StrEnum):
    """How long nobody has had it, as far as it changes what is said."""

    NEW = "new"
    CHASED = "chased"
    PRESSED = "pressed"


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody said on the form."""

    service_id: uuid.UUID
    raised_by_id: uuid.UUID
    words: str


def id_for(form_id: uuid.UUID, message: Message, earlier: Message | None) -> uuid.UUID:
    """The id to keep this message under: sent twice it is once, and other words from the same page are never lost."""
    if earlier is None or earlier == message:
        return form_id
    return uuid.uuid5(form_id, f"{message.raised_by_id} {message.service_id} {message.words}")


def ring(name: str | None, number: str | None, place: str) -> Sentence:
    """Whom to ring at this service, as an instruction."""
    if number is None:
        return say("Ring the manager of %(place)s yourself: no on-call number is kept here.", place=place)
    if name is None:
        return say("Ring the manager on call: %(number)s.", number=number)
    return say("Ring %(name)s: %(number)s.", name=name, number=number)


def wait(raised_at: datetime, at: datetime) -> Wait:
    """How far a message that nobody has is chased. Minutes that passed, whatever the clocks on the wall did."""
    waited = _waited(raised_at, at)
    if waited >= PRESSED_AFTER:
        return Wait.PRESSED
    return Wait.CHASED if waited >= CHASED_AFTER else Wait.NEW


def how_long(raised_at: datetime, at: datetime) -> Sentence:
    """`12 minutes`, `2 hours`, `3 days`: whole ones, never more than have passed."""
    waited = _waited(raised_at, at)
    if waited < timedelta(hours=1):
        return say_n("%(n)s minute", "%(n)s minutes", waited // timedelta(minutes=1))
    if waited < timedelta(days=2):
        return say_n("%(n)s hour", "%(n)s hours", waited // timedelta(hours=1))
    return say_n("%(n)s day", "%(n)s days", waited.days)


def state(name: str | None, raised_at: datetime, taken_at: datetime | None, at: datetime) -> Sentence:
    """Where a message stands, in one line: who has it, or for how long nobody has."""
    if name is not None and taken_at is not None:
        return has_it(name, taken_at, at)
    if wait(raised_at, at) is Wait.NEW:
        return NOT_SEEN_YET
    return say("Nobody has answered for %(long)s", long=how_long(raised_at, at))


def ring_yourself(number: str | None, raised_at: datetime, at: datetime) -> Sentence:
    """What whoever raised it sees on every page, until somebody has it."""
    if wait(raised_at, at) is Wait.NEW:
        if number is None:
            return say("Not yet seen by anyone: ring the manager yourself.")
        return say("Not yet seen by anyone: ring %(number)s.", number=number)
    long = how_long(raised_at, at)
    if number is None:
        return say("Nobody has answered for %(long)s: ring the manager yourself.", long=long)
    return say("Nobody has answered for %(long)s: ring %(number)s.", long=long, number=number)


def said_by(name: str, place: str, raised_at: datetime, at: datetime) -> Sentence:
    """The first words of the message on a manager's page; they grow with the time that nobody has it."""
    said = say("%(name)s says that someone is at risk at %(place)s.", name=name, place=place)
    match wait(raised_at, at):
        case Wait.NEW:
            return said
        case Wait.CHASED:
            return say("Nobody has answered for %(long)s. %(said)s", long=how_long(raised_at, at), said=said)
        case Wait.PRESSED:
            return say("Still nobody has answered, after %(long)s. %(said)s", long=how_long(raised_at, at), said=said)


def what_now(raised_at: datetime, at: datetime) -> Sentence:
    """What comes after it on a manager's page: when it was said, and what to do about it."""
    said = when(raised_at, at)
    match wait(raised_at, at):
        case Wait.NEW:
            return said
        case Wait.CHASED:
            return say("Said at %(when)s. Take it if you can.", when=said)
        case Wait.PRESSED:
            return say("Said at %(when)s. Do not wait for somebody else: take it now.", when=said)


def told(place: str, raised_at: datetime, at: datetime) -> Sentence:
    """What somebody raised, in a few words, for themselves."""
    return say("You told the managers of %(place)s at %(when)s.", place=place, when=when(raised_at, at))


def has_it(name: str, taken_at: datetime, at: datetime) -> Sentence:
    """The answer to whoever raised it."""
    return say("%(name)s has it, since %(when)s", name=name, when=when(taken_at, at))


def in_history(what: str, raised_at: datetime, line_at: datetime) -> Sentence:
    """What somebody did about it; how long it took, once it had to be chased."""
    if what == "raised":
        return say("said that someone is at risk")
    if wait(raised_at, line_at) is Wait.NEW:
        return say("has it")
    return say("has it, after %(long)s", long=how_long(raised_at, line_at))


def when(then: datetime, at: datetime) -> Sentence:
    """`14:32` on the same day, otherwise with the day."""
    clock = f"{then.astimezone(LONDON):%H:%M}"
    if local_date(then) == local_date(at):
        return say("%(clock)s today", clock=clock)
    return say("%(clock)s on %(day)s", clock=clock, day=day_in_words(local_date(then)))


def _waited(raised_at: datetime, at: datetime) -> timedelta:
    """In UTC: two times of one zone are subtracted by their wall clocks, and those are put forward and back."""
    return at.astimezone(UTC) - raised_at.astimezone(UTC)
