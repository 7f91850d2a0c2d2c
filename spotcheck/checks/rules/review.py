"""R3: judging is the review. Nobody reviews a check they captured, one of their own practice, or evidence of an action
they lead."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spotcheck.core.words import Sentence, listed, say


@dataclass(frozen=True, slots=True)
class TookPart:
    """Who may not judge a check. `leads`: the lead of the action that it is evidence for, if it is for one.
    `watched_with`: who watched the same piece of work."""

    captured_by: uuid.UUID
    observed: uuid.UUID | None = None
    leads: uuid.UUID | None = None
    watched_with: uuid.UUID | None = None


def reviewing_refused(person_id: uuid.UUID, took_part: TookPart) -> tuple[Sentence, ...]:
    """Why this person cannot review this check; empty when they can."""
    refused = []
    if person_id == took_part.captured_by:
        refused.append(say("You captured this check, so somebody else reviews it."))
    if person_id == took_part.observed:
        refused.append(say("This check is about your own practice, so somebody else reviews it."))
    if person_id == took_part.leads:
        refused.append(say("You lead the action that this is evidence for, so somebody else reviews it."))
    if person_id == took_part.watched_with:
        refused.append(say("You watched the same work, so somebody else reviews it."))
    return tuple(refused)


def who_can_review(names: Sequence[str], *, for_an_action: bool) -> Sentence:
    """Who could review it instead, by name; or what to do when nobody could."""
    if names:
        return say("%(who)s can review it.", who=listed(names, last="or"))
    if for_an_action:
        return say(
            "Nobody here can review it yet. Invite a verifier from outside for the action, "
            "or ask an administrator to give another person the role of manager or quality lead."
        )
    return say(
        "Nobody here can review it yet. "
        "Ask an administrator to give another person the role of manager or quality lead."
    )


def waits(corrections: int, reviewed: Iterable[int]) -> bool:
    """Whether no review has seen all corrections of the check. `reviewed`: how many of them each review had seen."""
    return corrections not in set(reviewed)
