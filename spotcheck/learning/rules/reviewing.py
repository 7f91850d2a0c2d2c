"""Who may read and judge an answer (R3), and what a review needs. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from spotcheck.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class ForAction:
    """What an answer is evidence for: who asked for it, who leads the action, whether the person reviews checks."""

    asked_by: uuid.UUID | None
    lead_id: uuid.UUID | None
    reviews: bool


def reviewing_refused(
    person_id: uuid.UUID,
    *,
    worker_id: uuid.UUID,
    wrote_down: Collection[uuid.UUID | None],
    for_action: ForAction | None = None,
) -> tuple[Sentence, ...]:
    """Why this person does not judge it: it is their own, or they wrote it down for the worker. What is evidence for an
    action is read by whoever could review a check for it."""
    if person_id == worker_id:
        return (say("This is your own answer, so somebody else reads it."),)
    if person_id in wrote_down:
        return (say("You were there when it was written down, so somebody else reads it."),)
    if for_action is None:
        return ()
    if person_id == for_action.asked_by:
        return (say("You asked this for an action, so somebody else reads the answer."),)
    if person_id == for_action.lead_id:
        return (say("You lead the action it was asked for, so somebody else reads the answer."),)
    if not for_action.reviews:
        return (say("It was asked for an action, so a manager or quality lead reads the answer."),)
    return ()


def review_wanting(
    *, points: Collection[str], alerts: Collection[str], known_points: Collection[str], known_alerts: Collection[str]
) -> dict[str, Sentence]:
    """Ticks must be of this question."""
    if set(points) - set(known_points) or set(alerts) - set(known_alerts):
        return {"point": say("The page sent something that is not known here. Load the page again.")}
    return {}
