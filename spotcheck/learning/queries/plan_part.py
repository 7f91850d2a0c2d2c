"""A part of an action's plan that is asked about in a short question: what it needs, and why it could not count."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checks.queries.facts import next_look, requirement_with_action
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.learning.queries.looks import items_in, readers
from spotcheck.learning.rules.looks import asking_refused, needed
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries import capture_refused
from spotcheck.tracker.rules.asked_words import Repeats


@dataclass(frozen=True, slots=True)
class Part:
    """`needed`: the questions without which an answer could not count. `closed`: why a short question by this person
    could not count now, whoever is asked: the reasons that hold for an interview, and those of its own."""

    requirement: Requirement
    action: Action
    needed: tuple[uuid.UUID, ...]
    closed: tuple[Sentence, ...]
    repeats: Repeats | None  # what one look more by this person would repeat

    @property
    def about(self) -> uuid.UUID:
        return self.requirement.standard_id


def part_of(
    standing: Standing,
    requirement_id: uuid.UUID | None,
    version: ChecklistVersion,
    *,
    workers: Sequence[uuid.UUID] = (),
    at: datetime,
) -> Part | None:
    """The part of the plan as this person would ask about it in this version; None when it is for no plan, or not this
    list's. `workers`: who is asked, and so does not read."""
    plan = requirement_with_action(standing.organisation_id, requirement_id)
    if plan is None or plan[0].checklist_id != version.checklist_id:
        return None
    requirement, action = plan
    wanted = needed(items_in(standing.organisation_id, version.id), requirement.standard_id)
    closed = capture_refused(standing, requirement, at=at) or asking_refused(
        len(wanted), requirement.asks, readers=readers(action, but=[standing.person_id, *workers], at=at)
    )
    return Part(requirement, action, wanted, closed, next_look(requirement, by=standing.person_id, at=at))
