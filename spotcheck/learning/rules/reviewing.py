"""Who may read and judge an answer (R3), and what a review needs. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from spotcheck.core.words import Sentence, say


def reviewing_refused(
    person_id: uuid.UUID, *, worker_id: uuid.UUID, wrote_down: Collection[uuid.UUID | None]
) -> tuple[Sentence, ...]:
    """Why this person does not judge it: it is their own, or they wrote it down for the worker."""
    if person_id == worker_id:
        return (say("This is your own answer, so somebody else reads it."),)
    if person_id in wrote_down:
        return (say("You were there when it was written down, so somebody else reads it."),)
    return ()


def review_wanting(
    *, points: Collection[str], alerts: Collection[str], known_points: Collection[str], known_alerts: Collection[str]
) -> dict[str, Sentence]:
    """Ticks must be of this question."""
    if set(points) - set(known_points) or set(alerts) - set(known_alerts):
        return {"point": say("The page sent something that is not known here. Load the page again.")}
    return {}
