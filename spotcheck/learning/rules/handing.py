"""Handing the phone over for one short question. Pure."""

from __future__ import annotations

import uuid

from spotcheck.core.words import Sentence, say

ITS_OWN = say("This question is for you. Answer it on your own page.")


def handing_refused(person_id: uuid.UUID, *, worker_id: uuid.UUID) -> tuple[Sentence, ...]:
    """Why this person does not hand the phone over for this question; empty when they can."""
    return (ITS_OWN,) if person_id == worker_id else ()


def first_name(name: str) -> str:
    """What is said on a phone that goes from hand to hand: no more than needed."""
    return next(iter(name.split()), "")
