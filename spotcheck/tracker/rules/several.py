"""Another lead or another day for several actions at once: what is needed before any of them is asked. Pure.

Each action is then asked for itself, by the operation and the rules of its own page."""

from __future__ import annotations

import uuid
from datetime import date

from spotcheck.core.words import Sentence, say, say_n

MOST = 100


def several_refused(
    *, chosen: int, lead_id: uuid.UUID | None, due_on: date | None, reason: str, today: date
) -> dict[str, Sentence]:
    """What the form lacks, by field; empty when each action can be asked."""
    wrong: dict[str, Sentence] = {}
    if not chosen:
        wrong["chosen"] = say("Tick the actions that change.")
    elif chosen > MOST:
        wrong["chosen"] = say("Tick at most %(n)s at once.", n=MOST)
    if lead_id is None and due_on is None:
        wrong["due_on"] = say("Choose another day, another lead, or both.")
    elif due_on is not None and due_on < today:
        wrong["due_on"] = say("This day has passed. Choose today or later.")
    if not reason.strip():
        wrong["reason"] = say("Give a reason. It is kept in the history of each.")
    return wrong


def nothing_new(now: tuple[uuid.UUID | None, date | None], then: tuple[uuid.UUID | None, date | None]) -> bool:
    """It has this lead and this day already."""
    return now == then


def told(changed: int, left: int) -> Sentence:
    """The receipt: `5 actions changed. 1 was left as it is.`"""
    done = say_n("%(n)s action changed.", "%(n)s actions changed.", changed) if changed else say("Nothing was changed.")
    if not left:
        return done
    rest = say_n("%(n)s was left as it is.", "%(n)s were left as they are.", left)
    return say("%(done)s %(rest)s", done=done, rest=rest)
