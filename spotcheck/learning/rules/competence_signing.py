"""R3 for a sign-off: who signs, what it needs, what asks for a second look, and what may be asked for. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spotcheck.checklists.rules import Kind
from spotcheck.core.words import Sentence, listed, say
from spotcheck.learning.rules.competence import Needed, Progress
from spotcheck.learning.rules.competence_words import next_in_words

LONGEST_NOTE = 1000
OBSERVATIONS, INTERVIEWS = range(11), range(6)
ASSESSORS, WEEKS, MONTHS = range(1, 6), range(2, 27), range(1, 37)

# What the topics of the starter checklists ask for, until an organisation says otherwise.
READY_MADE = {
    "medication": Needed(observations=3, interviews=1, assessors=2, weeks=8, months=12),
    "moving-and-handling": Needed(observations=3, interviews=1, assessors=2, weeks=8, months=12),
    "infection-control": Needed(observations=2, interviews=0, assessors=2, weeks=8, months=12),
    "dignity": Needed(observations=2, interviews=0, assessors=2, weeks=8, months=12),
}


class Came(StrEnum):
    """What came after somebody was signed off."""

    CORRECTED = "corrected"
    NOT_STANDING = "not standing"
    STOPPED = "stopped"


CAME_WORDS = {
    Came.CORRECTED: say("A look that it stands on was corrected since."),
    Came.NOT_STANDING: say("A look that it stands on does not count any more."),
    Came.STOPPED: say("Somebody had to be kept safe since, during this kind of work."),
}


@dataclass(frozen=True, slots=True)
class Since:
    """Something that came at this moment."""

    what: Came
    at: datetime


def who_signs_refused(signer: uuid.UUID, worker: uuid.UUID, captured_by: Iterable[uuid.UUID]) -> tuple[Sentence, ...]:
    """Why this person cannot sign (R3); empty when they can."""
    if signer == worker:
        return (say("This is about your own practice, so somebody else signs."),)
    if set(captured_by) == {signer}:
        return (say("You made every one of these looks, so somebody else signs."),)
    return ()


def signing_refused(found: Progress, needed: Needed, *, signer: uuid.UUID, worker: uuid.UUID) -> tuple[Sentence, ...]:
    """Why this cannot be signed now by this person; empty when it can."""
    if not found.complete:
        missing = next_in_words(found, needed)
        return (say("Not everything is there yet."), *([missing] if missing else ()))
    return who_signs_refused(signer, worker, (one.by for one in found.looks))


def deciding_refused(by: uuid.UUID, worker: uuid.UUID, *, taken_back: bool) -> tuple[Sentence, ...]:
    """Why this person cannot say that a sign-off still stands, or take it back; empty when they can."""
    if by == worker:
        return (say("This is about your own practice, so somebody else decides."),)
    return (say("This was taken back already."),) if taken_back else ()


def who_can_sign(names: Sequence[str]) -> Sentence:
    """Who could sign, by name; or what to do when nobody could."""
    if names:
        return say("%(who)s can sign.", who=listed(names, last="or"))
    return say(
        "Nobody here can sign yet. Let a second person make one of the looks, "
        "or ask an administrator to give another person the role of manager or quality lead."
    )


def asks_for_second_look(came: Iterable[Since], *, looked_at: datetime | None) -> tuple[Came, ...]:
    """What came since and nobody has looked at, each kind once. `looked_at`: when somebody last said that it stands."""
    found = {one.what for one in came if looked_at is None or one.at > looked_at}
    return tuple(what for what in Came if what in found)


def reason_wanting(reason: str) -> dict[str, Sentence]:
    if not reason.strip():
        return {"reason": say("Say why, in a sentence.")}
    if len(reason) > LONGEST_NOTE:
        return {"reason": say("Keep it to %(n)s characters.", n=LONGEST_NOTE)}
    return {}


def needed_wanting(
    given: Mapping[str, int | None], *, replaces: bool, reason: str, kinds: Collection[Kind] = tuple(Kind)
) -> dict[str, Sentence]:
    """What is not right about what is asked for, by field. `replaces`: there was one before, so a reason is kept.

    `kinds`: the kinds of look that this topic has a checklist for."""
    wrong: dict[str, Sentence] = {}
    for name, within in _RANGES.items():
        value = given.get(name)
        if value is None or value not in within:
            wrong[name] = say("Choose from %(least)s to %(most)s.", least=within.start, most=within.stop - 1)
    if wrong:
        return wrong
    looks = (given["observations"] or 0) + (given["interviews"] or 0)
    if not looks:
        wrong["observations"] = say("Ask for one observation or one interview at least.")
    elif given["observations"] and Kind.OBSERVATION not in kinds:
        wrong["observations"] = say("There is no checklist to observe this topic with.")
    elif given["interviews"] and Kind.INTERVIEW not in kinds:
        wrong["interviews"] = say("There is no checklist to ask about this topic with.")
    elif (given["assessors"] or 0) > looks:
        wrong["assessors"] = say("There are fewer looks than people to make them.")
    if replaces and not reason.strip():
        wrong["reason"] = say("Say why it changes. What was signed before stays as it was.")
    return wrong


_RANGES = {
    "observations": OBSERVATIONS,
    "interviews": INTERVIEWS,
    "assessors": ASSESSORS,
    "weeks": WEEKS,
    "months": MONTHS,
}
