"""When a photo may stand beside a check, and who may take it away. What one shows: a place or kit, never a person."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from spotcheck.checklists.rules import Kind
from spotcheck.core.words import Sentence, say

PER_ITEM, PER_CHECK = 3, 12

# What may be looked at with a camera. An interview is a talk with a colleague, a sample is read in records, a person or
# family answers: there is no place or kit in front of anybody.
WITH_PHOTOS = (Kind.OBSERVATION,)

ONLY_PLACES = say("Only of the place or of kit. Never of a person, a name, a record or a screen.")

Answer = tuple[uuid.UUID, int]  # the item, and the record it was read in (0 outside a sample)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a check says about one more photo. `there`: the answers of the photos that are beside it now."""

    captured_by: uuid.UUID
    answers: Collection[Answer]
    allowed: Collection[uuid.UUID]  # the items that may have photos
    there: Collection[Answer]


def photo_refused(person_id: uuid.UUID, answer: Answer, beside: Beside) -> tuple[Sentence, ...]:
    """Why this person cannot put a photo beside this answer now; empty when they can."""
    if person_id != beside.captured_by:
        return (say("Only the person who captured a check adds photos to it."),)
    if answer not in beside.answers:
        return (say("This check has no such item, so there is nothing the photo could belong to."),)
    if answer[0] not in beside.allowed:
        return (say("Your organisation has not chosen photos for this item."),)
    there = list(beside.there)
    if there.count(answer) >= PER_ITEM:
        return (say("There are %(n)s photos of this item already. That is the most.", n=PER_ITEM),)
    if len(there) >= PER_CHECK:
        return (say("There are %(n)s photos with this check already. That is the most.", n=PER_CHECK),)
    return ()


def room_for(beside: Beside) -> frozenset[Answer]:
    """The answers that may have one more photo now."""
    return frozenset(answer for answer in beside.answers if not photo_refused(beside.captured_by, answer, beside))


def taking_away_refused(person_id: uuid.UUID, *, observed: uuid.UUID | None) -> tuple[Sentence, ...]:
    """Why this person cannot take a photo away (R3); empty when they can."""
    if person_id == observed:
        return (say("This check is about your own practice. Ask whoever captured it, or another manager."),)
    return ()


def removal_wanting(reason: str) -> dict[str, Sentence]:
    """What is still needed to take a photo away, by field."""
    return {} if reason.strip() else {"reason": say("Give the reason. It is kept in the history.")}
