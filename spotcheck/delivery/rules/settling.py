"""Who may say that what waits is right, and who may set it aside (R3)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from spotcheck.core.words import Sentence, say
from spotcheck.delivery.rules.arriving import Came

Sentences = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides. `claimed`: nobody was signed in, and `author_id` is whoever has the name that was written."""

    came: Came
    author_id: uuid.UUID | None
    claimed: bool
    readable: bool
    observed_id: uuid.UUID | None
    lead_id: uuid.UUID | None


def confirming_refused(facts: Facts, person_id: uuid.UUID) -> Sentences:
    """Why this person cannot say that it is right; empty when they can."""
    if facts.came is Came.ASIDE:
        return (say("This was set aside, so it is not taken in any more."),)
    if not facts.readable:
        return (say("Part of it could not be read, so it cannot be taken in."),)
    if facts.claimed and facts.author_id is None:
        return (say("Say first who captured it. Then they are asked at their next sign-in."),)
    if facts.claimed and person_id != facts.author_id:
        return (say("Whoever captured it says so themselves, at their next sign-in."),)
    if person_id == facts.author_id:
        return ()
    return _not_independent(facts, person_id)


def setting_aside_refused(facts: Facts, person_id: uuid.UUID) -> Sentences:
    """Why this person cannot set it aside; empty when they can."""
    if facts.came is Came.TAKEN:
        return (say("This was taken in already. Open the check to correct it."),)
    return () if person_id == facts.author_id else _not_independent(facts, person_id)


def naming_refused(facts: Facts, person_id: uuid.UUID) -> Sentences:
    """Why this person cannot say who captured it; empty when they can."""
    if not facts.claimed or facts.author_id is not None or facts.came is not Came.WAITS:
        return (say("It is known whose this is."),)
    return _not_independent(facts, person_id)


def _not_independent(facts: Facts, person_id: uuid.UUID) -> Sentences:
    """R3: what is about oneself, or shows that one's own action worked, is for somebody else to judge."""
    if person_id == facts.observed_id:
        return (say("This is about your own practice, so somebody else decides."),)
    if person_id == facts.lead_id:
        return (say("You lead the action this is for, so somebody else decides."),)
    return ()
