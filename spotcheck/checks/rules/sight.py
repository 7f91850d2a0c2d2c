"""R12, R13: what of a finished check one person sees, once the permission table lets them in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from spotcheck.core.permissions import Answer, Standing, Thing, Tie, Verb, may


@dataclass(frozen=True, slots=True)
class Sight:
    """`names`: of the people in it. `judged`: risk, commentary and findings. `kept`: what only those who decide see,
    whether it is held back and to whom it was passed."""

    names: bool
    judged: bool
    kept: bool


DECIDING = Sight(names=True, judged=True, kept=True)
CAPTURED = Sight(names=True, judged=True, kept=False)
OBSERVED = Sight(names=True, judged=False, kept=False)
READING = Sight(names=False, judged=True, kept=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """The facts about a check that decide who sees what of it."""

    organisation_id: uuid.UUID
    service_id: uuid.UUID
    captured_by: uuid.UUID
    observed: uuid.UUID | None = None
    action_id: uuid.UUID | None = None  # that it is evidence for
    held_back: bool = False
    passed_on: bool = False  # not for coaching (R13)
    kept_apart: uuid.UUID | None = None  # watches the same work and has not finished


def sight(standing: Standing, shown: Shown) -> Sight | None:
    """What this person sees of this check; None: for them it does not exist.

    Whoever was observed sees it as the person observed, whatever roles they hold; while it is held back, or was passed
    on, not at all. Who watches the same work sees it once they have finished. What was passed on stays with those who
    decide, and with its author.
    """
    if standing.organisation_id != shown.organisation_id:
        return None
    if standing.person_id == shown.kept_apart:
        return None
    if standing.person_id == shown.observed:
        return None if shown.held_back or shown.passed_on else OBSERVED
    if _by_role(standing, Verb.REVIEW_CHECK, shown):
        return DECIDING
    if standing.person_id == shown.captured_by:
        return CAPTURED
    if shown.passed_on:
        return None
    if shown.action_id in standing.verifies:
        return CAPTURED
    return READING if _by_role(standing, Verb.SEE_CHECK, shown) else None


def thing(standing: Standing, shown: Shown) -> Thing:
    """What the permission table needs to know of the check: its service, and who is tied to it.

    A tie is left out while it opens nothing (held back, passed on).
    """
    ties = {(Tie.AUTHOR, shown.captured_by)}
    if shown.observed is not None and not (shown.held_back or shown.passed_on):
        ties.add((Tie.OBSERVED, shown.observed))
    if shown.action_id in standing.verifies and not shown.passed_on:
        ties.add((Tie.VERIFIER, standing.person_id))
    return Thing(shown.organisation_id, shown.service_id, frozenset(ties))


def _by_role(standing: Standing, verb: Verb, shown: Shown) -> bool:
    return may(standing, verb, Thing(shown.organisation_id, shown.service_id)) is Answer.ALLOWED
