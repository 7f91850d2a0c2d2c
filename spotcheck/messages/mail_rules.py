"""What goes out by mail, when, and in which words. Pure.

What one must act on goes at once; everything else in one letter a day, in working hours. A letter holds how many of
what wait, and a link: no name, no title, nothing about a person, in its subject or its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.words import Sentence, say, say_n


class About(StrEnum):
    RISEN = "risen"
    AT_RISK = "at risk"
    SENT_BACK = "sent back"
    TALK = "talk"
    AGREED = "agreed"


MUST_ACT = frozenset({About.RISEN, About.AT_RISK, About.SENT_BACK, About.TALK})


class Wants(StrEnum):
    AT_ONCE = "at once"
    DAILY = "daily"
    MUST_ACT = "must act"


WANTS_NAMES = {
    Wants.AT_ONCE: say("Each at once"),
    Wants.DAILY: say("At once what I must act on, the rest once a day"),
    Wants.MUST_ACT: say("Only what I must act on"),
}


class Kind(StrEnum):
    CODE = "code"
    ACT = "act"
    DAILY = "daily"


CODE_LASTS = timedelta(hours=24)
MOST_TRIES = 5  # to write the code
LONGEST_ADDRESS = 254
WAITS_AT_MOST = timedelta(days=7)  # a notice that could not become a letter, because mail is off
TRIED_FOR = timedelta(days=5)
KEPT_FOR = timedelta(days=30)
FIRST_HOUR, LAST_HOUR = 8, 18  # of working days, where care is given
_PAUSES = (1, 5, 15, 60, 240)  # minutes


def wanted(about: About, wants: Wants) -> bool:
    """Whether this person hears of it by mail at all."""
    return about in MUST_ACT or wants is not Wants.MUST_ACT


def at_once(about: About, wants: Wants) -> bool:
    return about in MUST_ACT or wants is Wants.AT_ONCE


def daily_is_due(last: datetime | None, *, at: datetime) -> bool:
    """Whether the one letter a day may go now: Monday to Friday, 8 to 18, and none went today."""
    local = at.astimezone(LONDON)
    working = local.weekday() < 5 and FIRST_HOUR <= local.hour < LAST_HOUR
    return working and (last is None or local_date(last) < local.date())


def next_try(tries: int, kind: Kind, *, made_at: datetime, at: datetime) -> datetime | None:
    """When to try again after so many tries; None: it was tried for long enough."""
    if at - made_at >= (CODE_LASTS if kind is Kind.CODE else TRIED_FOR):
        return None
    return at + timedelta(minutes=_PAUSES[min(tries, len(_PAUSES)) - 1])


def address_refused(address: str) -> Sentence | None:
    """Why this is no address that mail can go to. What is one is seen when the code comes back."""
    if len(address) > LONGEST_ADDRESS or not re.fullmatch(
        r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@.]{2,}", address
    ):
        return say("Write one address, such as name@example.org.")
    return None if address.isascii() else say("Write an address in plain letters, such as name@example.org.")


@dataclass(frozen=True, slots=True)
class Words:
    subject: Sentence
    lines: Sequence[Sentence]

    @property
    def text(self) -> str:
        return "\n\n".join(str(line) for line in self.lines) + "\n"


def words(kind: Kind, holds: Mapping[str, object], *, site: str) -> Words:
    """The letter. `site`: where people reach Spotcheck."""
    if kind is Kind.CODE:
        return Words(
            say("Your code for Spotcheck"),
            (
                say("Write this code in Spotcheck, and mail comes to this address: %(code)s", code=holds["code"]),
                say("It opens for 24 hours: %(site)s/mail", site=site),
                say("If you did not ask for it, you need not do anything. Without the code no more mail comes."),
            ),
        )
    counts = {About(about): int(str(n)) for about, n in holds.items()}
    total = sum(counts.values())
    if kind is Kind.ACT:
        subject = say_n("Spotcheck: one thing waits for you", "Spotcheck: %(n)s things wait for you", total)
        why = say("You get this at once, because somebody waits for you to act.")
    else:
        subject = say_n("Spotcheck: one thing is new", "Spotcheck: %(n)s things are new", total)
        why = say("You get this at most once a day, on working days.")
    change = say("You gave this address in Spotcheck. Change it or take it away: %(site)s/mail", site=site)
    lines = tuple(_counted(about, n) for about, n in counts.items() if n)
    return Words(subject, (*lines, say("Open Spotcheck: %(site)s/today", site=site), why, change))


def _counted(about: About, n: int) -> Sentence:
    one, many = _COUNTED[about]
    return say_n(one, many, n)


_COUNTED = {
    About.RISEN: ("One late or repeated thing rose to you.", "%(n)s late or repeated things rose to you."),
    About.AT_RISK: (
        "There is a message that someone is at risk. Nobody had it when this was sent.",
        "There are %(n)s messages that someone is at risk. Nobody had them when this was sent.",
    ),
    About.TALK: ("One answer needs a talk today.", "%(n)s answers need a talk today."),
    About.SENT_BACK: ("One action that you lead came back.", "%(n)s actions that you lead came back."),
    About.AGREED: ("One action was agreed for you to lead.", "%(n)s actions were agreed for you to lead."),
}
