"""What the rules of capturing need to know of a checklist, a requirement and a draw."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from spotcheck.checklists.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item of a version. `points` (must say) and `alerts` are the keys of an interview question; `key` is that of
    the item itself, the same in every version."""

    id: uuid.UUID
    position: int
    standard: uuid.UUID
    must: bool
    key: str = ""
    points: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version, any that ever was (R2)."""

    kind: Kind
    checklist_id: uuid.UUID
    settings: tuple[str, ...]
    items: tuple[Asked, ...]

    def about(self, standard: uuid.UUID | None) -> tuple[Asked, ...]:
        """The items that count: those of one standard, or all of them when none is named."""
        return tuple(item for item in self.items if standard in {None, item.standard})


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A requirement: `size` units of one kind about one standard, for an action of one service."""

    id: uuid.UUID
    service_id: uuid.UUID
    kind: Kind
    standard: uuid.UUID
    checklist_id: uuid.UUID
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A draw: every number in drawn order, the name of each place, and how many are to be read, from which place on
    (a second step goes on where the first one ended)."""

    id: uuid.UUID
    service_id: uuid.UUID
    checklist_id: uuid.UUID
    requirement_id: uuid.UUID | None
    size: int
    numbers: tuple[int, ...]
    references: tuple[str, ...]
    read_from: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is so on our side when a check arrives. None: there is no such thing in this organisation.

    `repeated`: questions this worker was asked in the last 90 days, and the day each may come again.
    `second_of_two`: its author joined somebody who watches the same work.
    """

    version: Version | None
    works_here: bool = False
    requirement: Needed | None = None
    drawn: Drawn | None = None
    read_before: bool = False
    second_of_two: bool = False
    repeated: Mapping[uuid.UUID, date] = field(default_factory=dict)
