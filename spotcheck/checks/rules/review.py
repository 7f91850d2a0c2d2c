"""R3: judging is the review. Nobody reviews a check they captured, one of their own practice, or evidence of an action
they lead.

R13: a check that is not for coaching is passed on outside Spotcheck; to whom and when is asked, and nothing else is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.words import Sentence, listed, say

LONGEST_COMMENTARY = 4000


class PassedTo(StrEnum):
    """Where a check goes that is not for coaching (R13). Both are outside Spotcheck."""

    SAFEGUARDING = "safeguarding"
    HR = "hr"

    @property
    def label(self) -> Sentence:
        return _PASSED_TO_LABELS[self]


_PASSED_TO_LABELS = {
    PassedTo.SAFEGUARDING: say("Safeguarding"),
    PassedTo.HR: say("HR"),
}


@dataclass(frozen=True, slots=True)
class TookPart:
    """Who may not judge a check. `leads`: the lead of the action that it is evidence for, if it is for one."""

    captured_by: uuid.UUID
    observed: uuid.UUID | None = None
    leads: uuid.UUID | None = None


def reviewing_refused(person_id: uuid.UUID, took_part: TookPart) -> tuple[Sentence, ...]:
    """Why this person cannot review this check; empty when they can."""
    refused = []
    if person_id == took_part.captured_by:
        refused.append(say("You captured this check, so somebody else reviews it."))
    if person_id == took_part.observed:
        refused.append(say("This check is about your own practice, so somebody else reviews it."))
    if person_id == took_part.leads:
        refused.append(say("You lead the action that this is evidence for, so somebody else reviews it."))
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


def review_wanting(
    *,
    risk: str | None,
    risks: Iterable[str],
    commentary: str,
    for_an_action: bool,
    stands: bool | None,
    stands_reason: str,
) -> dict[str, Sentence]:
    """What a review still needs, by field; empty when it can be kept."""
    wrong: dict[str, Sentence] = {}
    if risk not in set(risks):
        wrong["risk"] = say("Choose how much risk you see.")
    if not commentary.strip():
        wrong["commentary"] = say("Say in a sentence or two what this means for the people supported.")
    elif len(commentary) > LONGEST_COMMENTARY:
        wrong["commentary"] = say("Keep it to %(n)s characters.", n=LONGEST_COMMENTARY)
    if for_an_action and stands is None:
        wrong["stands"] = say("Say whether this counts as evidence for the action.")
    elif for_an_action and not stands and not stands_reason.strip():
        wrong["stands_reason"] = say("Say why it does not count, so that somebody can look again.")
    return wrong


def passing_wanting(
    passed_to: str | None, passed_on: date | None, *, finished_on: date, today: date
) -> dict[str, Sentence]:
    """What is still needed to say that a check is not for coaching, by field; empty when it can be kept (R13)."""
    wrong: dict[str, Sentence] = {}
    if passed_to not in set(PassedTo):
        wrong["passed_to"] = say("Say who has it now: safeguarding or HR.")
    if passed_on is None:
        wrong["passed_on"] = say("Say on which day it was passed on.")
    elif passed_on > today:
        wrong["passed_on"] = say("This day is still to come. Pass it on first, then note it here.")
    elif passed_on < finished_on:
        wrong["passed_on"] = say("This day is before the check. Choose the day it was passed on.")
    return wrong
