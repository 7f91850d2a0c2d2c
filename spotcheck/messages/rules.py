"""R10: someone is at risk now. What is said to whom, until somebody has it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.words import Sentence, day_in_words, say

SAID_AFTER = timedelta(hours=13)  # for the rest of a shift, whoever raised it is told who has it
KEPT_IN_SIGHT = timedelta(days=28)  # after that it is found in history
HISTORY = {"raised": say("said that someone is at risk"), "taken": say("has it")}
NOT_SEEN_YET = say("Not yet seen by anyone")


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


def not_seen_yet(number: str | None) -> Sentence:
    """What whoever raised it sees on every page, until somebody has it."""
    if number is None:
        return say("Not yet seen by anyone: ring the manager yourself.")
    return say("Not yet seen by anyone: ring %(number)s.", number=number)


def said_by(name: str, place: str) -> Sentence:
    """The first words of the message on a manager's page."""
    return say("%(name)s says that someone is at risk at %(place)s.", name=name, place=place)


def told(place: str, raised_at: datetime, at: datetime) -> Sentence:
    """What somebody raised, in a few words, for themselves."""
    return say("You told the managers of %(place)s at %(when)s.", place=place, when=when(raised_at, at))


def has_it(name: str, taken_at: datetime, at: datetime) -> Sentence:
    """The answer to whoever raised it."""
    return say("%(name)s has it, since %(when)s", name=name, when=when(taken_at, at))


def when(then: datetime, at: datetime) -> Sentence:
    """`14:32` on the same day, otherwise with the day."""
    clock = f"{then.astimezone(LONDON):%H:%M}"
    if local_date(then) == local_date(at):
        return say("%(clock)s today", clock=clock)
    return say("%(clock)s on %(day)s", clock=clock, day=day_in_words(local_date(then)))


def is_said_to_author(taken_at: datetime | None, at: datetime) -> bool:
    """Whether the person who raised it still sees it: until somebody has it, and for the rest of a shift."""
    return taken_at is None or at - taken_at < SAID_AFTER
