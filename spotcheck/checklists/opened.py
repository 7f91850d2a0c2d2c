"""A list of questions as it is asked now, and one question of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import checklist, current_version, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.core.permissions import Thing


@dataclass(frozen=True, slots=True)
class Listed:
    held: Checklist
    version: ChecklistVersion
    items: Sequence[Item]

    @property
    def thing(self) -> Thing:
        return Thing(self.held.organisation_id)


@dataclass(frozen=True, slots=True)
class Question:
    of: Listed
    item: Item

    @property
    def thing(self) -> Thing:
        return self.of.thing

    @property
    def points(self) -> list[tuple[str, str]]:
        return [(point["key"], point["text"]) for point in self.item.points]


def question_list(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> Listed | None:
    """The interview with this id, in the version that is asked now; None where it is no interview. Three queries."""
    held = checklist(organisation_id, checklist_id)
    version = current_version(organisation_id, checklist_id) if held and held.kind == Kind.INTERVIEW.value else None
    return Listed(held, version, items_of(version)) if held and version else None


def question(organisation_id: uuid.UUID, checklist_id: uuid.UUID, key: str) -> Question | None:
    found = question_list(organisation_id, checklist_id)
    item = next((one for one in found.items if one.key == key), None) if found else None
    return Question(found, item) if found and item else None
