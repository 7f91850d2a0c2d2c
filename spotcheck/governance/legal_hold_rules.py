"""A legal hold: somebody needs this kept, whatever its day. Who may place and lift it is in the permission table."""

from __future__ import annotations

import uuid
from enum import StrEnum

from spotcheck.core.words import Sentence, say


class On(StrEnum):
    """What a legal hold may be on, as an address names it."""

    PERSON = "people"
    ACTION = "actions"
    CHECK = "checks"


ON_WORDS = {On.PERSON: say("Person"), On.ACTION: say("Action"), On.CHECK: say("Check")}
HOLDS = {
    On.PERSON: say("Everything with their name stays: checks of them and by them, actions, messages and sign-ins."),
    On.ACTION: say("The action stays, with its findings, its evidence and the checks behind it."),
    On.CHECK: say("The check stays, with its answers, reviews and replies."),
}


def lifting_refused(by: uuid.UUID, person_id: uuid.UUID | None) -> tuple[Sentence, ...]:
    """Nobody lifts a hold on themselves: they would decide what is kept about them."""
    if person_id == by:
        return (say("This hold is about you. Somebody else lifts it."),)
    return ()


def photo_removal_refused(*, held: bool) -> tuple[Sentence, ...]:
    """Why a photo of a check cannot be taken away now; whether there is a hold is told to nobody who cannot see it."""
    return (say("This photo has to be kept for now. A manager can say more."),) if held else ()
