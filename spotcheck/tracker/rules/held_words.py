"""Whether a closed action holds, in words: spots for its line, one line for a list, a word for each look. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from spotcheck.core.words import Sentence, day_in_words, say, say_n
from spotcheck.tracker.rules.drift import MIXED_AT, SIZE, holds
from spotcheck.tracker.rules.holding import DriftLook, Held, Holding
from spotcheck.tracker.rules.seen import Word
from spotcheck.tracker.rules.story import Stages, When
from spotcheck.tracker.rules.words import day_near, dotted, looks_in_words, together


def weeks_in_words(weeks: int) -> Sentence:
    return say_n("%(n)s week", "%(n)s weeks", weeks)


def spots(found: Holding, today: date) -> Stages:
    """A spot for each look after closing, as on the line of an action: been, now, gap (nobody looked) or later."""
    return tuple(
        (weeks_in_words(look.weeks) if not place else say("%(weeks)s", weeks=look.weeks), _spot(look, today))
        for place, look in enumerate(found.looks)
    )


def _spot(look: DriftLook, today: date) -> str:
    if look.verdict is Held.HOLDING:
        return "been"
    if look.unseen(today):
        return "gap"
    return "now" if _begun(look, today) else ""


def state_of(look: DriftLook, today: date, *, tell: Callable[[date], str] | None = None) -> Word:
    """What a look showed, or what is to come, in a word or two. `tell`: how a day is written, if not as one near."""
    day = tell or partial(day_near, today=today)
    match look.verdict:
        case Held.HOLDING:
            return Word(say("Holding"))
        case Held.NOT_YET:
            return Word(say("Not yet holding"), "late")
        case _ if look.unseen(today):
            return Word(say("Nobody looked"), "off")
        case _ if look.waiting and not look.asks(today):
            return Word(say("Waits for a review"), "wait")
        case _ if not _begun(look, today):
            return Word(say("From %(day)s", day=day(look.opens_on)), "wait")
        case _ if look.due_on < today:
            return Word(_late(look, today), "late")
        case Held.MIXED:
            return Word(say("Mixed: look again by %(day)s", day=day(look.due_on)), "now")
        case _:
            return Word(say("Look by %(day)s", day=day(look.due_on)), "now")


def in_a_cell(found: Holding, today: date) -> Sentence | None:
    """Every look after closing, for a cell of a file that is read on other days: each day has its year."""
    told = [
        say(
            "%(weeks)s: %(state)s",
            weeks=weeks_in_words(look.weeks),
            state=state_of(look, today, tell=day_in_words).says,
        )
        for look in found.looks
    ]
    return dotted(told, between="; ") if told else None


def in_one_line(found: Holding, today: date) -> Sentence:
    """What comes next for a closed action, in a list and at the top of its page."""
    held, coming = found.held_weeks, found.next_look(today)
    if coming is None and held is None:
        return say("A fresh look showed the change.")
    if coming is None:
        return say("It held at %(weeks)s. No more looks are planned.", weeks=weeks_in_words(held or 0))
    if coming.waiting and not coming.asks(today):
        return say("What was seen after %(weeks)s waits for a review.", weeks=weeks_in_words(coming.weeks))
    if not _begun(coming, today):
        day = day_near(coming.opens_on, today)
        if held is None:
            return say("A fresh look showed the change. We look again from %(day)s.", day=day)
        return say("It held at %(weeks)s. We look again from %(day)s.", weeks=weeks_in_words(held), day=day)
    asks = together([looks_in_words(one.requirement.look, one.remaining) for one in coming.asks(today)])
    if coming.verdict is Held.MIXED:
        return say("Mixed after %(weeks)s: look at %(asks)s more.", weeks=weeks_in_words(coming.weeks), asks=asks)
    return say("Does it still hold after %(weeks)s? Look at %(asks)s.", weeks=weeks_in_words(coming.weeks), asks=asks)


def when(found: Holding, closed_on: date, today: date) -> When:
    """The day that counts for a closed action: that of the look that is due now; otherwise how long it has held."""
    coming = found.next_look(today)
    if coming is not None and _begun(coming, today) and coming.asks(today):
        if coming.due_on < today:
            return When(_late(coming, today), "late")
        return When(say("Look by %(day)s", day=day_near(coming.due_on, today)), "now")
    if found.held_weeks is not None:
        return When(say("Holding at %(weeks)s", weeks=weeks_in_words(found.held_weeks)))
    return When(say("Closed %(day)s", day=day_near(closed_on, today)))


def chance_in_words() -> Sentence:
    """How often good and poor practice would be found holding by one look in its two steps."""
    return say(
        "%(size)s looks, none missed: holding. %(mixed)s missed: %(size)s more within a week, and none of them may be "
        "missed. Practice that is right 95 times in 100 is found holding %(good)s times in 100. Practice that is right "
        "70 times in 100 is found holding %(poor)s times in 100.",
        size=SIZE, mixed=MIXED_AT, good=round(100 * holds(0.95)), poor=round(100 * holds(0.70)),
    )  # fmt: skip


def _begun(look: DriftLook, today: date) -> bool:
    return look.opens_on <= today


def _late(look: DriftLook, today: date) -> Sentence:
    return say_n("%(n)s day late", "%(n)s days late", (today - look.due_on).days)
