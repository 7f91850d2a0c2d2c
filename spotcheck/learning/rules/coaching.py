"""What booking, moving and replying still need. Pure."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from spotcheck.core.words import Sentence, say

FURTHEST = timedelta(days=56)
LONGEST = 1000


def booking_wanting(on_day: date | None, *, today: date) -> dict[str, Sentence]:
    if on_day is None or not today <= on_day <= today + FURTHEST:
        return {"revisit_on": say("Choose a day from today to %(last)s.", last=today + FURTHEST)}
    return {}


def moving_wanting(on_day: date | None, reason: str, *, today: date) -> dict[str, Sentence]:
    wrong = booking_wanting(on_day, today=today)
    if not reason.strip():
        wrong["reason"] = say("Say why it moves: they read it.")
    elif len(reason) > LONGEST:
        wrong["reason"] = say("Keep it to %(n)s characters.", n=LONGEST)
    return wrong


def reply_wanting(words: str) -> dict[str, Sentence]:
    if not words.strip():
        return {"reply": say("Write a few words: they wait for them.")}
    if len(words) > LONGEST:
        return {"reply": say("Keep it to %(n)s characters.", n=LONGEST)}
    return {}


def not_ones_own(person_id: uuid.UUID, worker_id: uuid.UUID) -> tuple[Sentence, ...]:
    """What is about a worker's own question is done by somebody else."""
    if person_id == worker_id:
        return (say("This is about your own question, so somebody else does it."),)
    return ()
