"""Every kind of work that the clock asks for, in the order in which it is done: what one leaves, the next may send."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.cli.tick import post
from spotcheck.learning.operations import planning
from spotcheck.learning.queries import plans
from spotcheck.messages import mail_operations as mail
from spotcheck.messages import mail_queries as letters
from spotcheck.tracker.operations import rising as tracker
from spotcheck.tracker.queries import rising as late


@dataclass(frozen=True, slots=True)
class Job:
    """`due` reads what there is to do now and changes nothing. `do` does one of these, and says how many came of it;
    done twice it has one effect. `one` and `many` say what was done. `daily`: due on the first turn of a day."""

    name: str
    one: str
    many: str
    due: Callable[[datetime], Sequence[uuid.UUID]]
    do: Callable[[uuid.UUID, datetime], int]
    daily: bool = False


def rise(organisation_id: uuid.UUID, at: datetime) -> int:
    return tracker.rise(organisation_id, at=at)


def ask_planned(organisation_id: uuid.UUID, at: datetime) -> int:
    return planning.ask_planned(organisation_id, at=at)


def write_letters(organisation_id: uuid.UUID, at: datetime) -> int:
    return mail.write_letters(organisation_id, at=at)


JOBS = (
    Job("rise", "1 thing rose", "{n} things rose", late.organisations_to_look_at, rise, daily=True),
    Job("ask", "1 question asked", "{n} questions asked", plans.organisations_to_ask_in, ask_planned),
    Job("write", "1 mail written", "{n} mails written", letters.organisations_to_write_for, write_letters),
    Job("send", "1 mail sent", "{n} mails sent", post.letters_due, post.send),
)
