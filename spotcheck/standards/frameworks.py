"""The regulators' frameworks as versioned data: names and codes, a status, dates, and when we last looked.

The codes are ours. `framework_map()` is our reading of which newer node takes up an older one: show `basis`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import groupby

from spotcheck.core.words import Sentence, say

_DATA = resources.files("spotcheck.standards") / "data"


class Status(StrEnum):
    IN_FORCE = "in force"
    DRAFT = "draft"
    RETIRED = "retired"

    @property
    def label(self) -> Sentence:
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.IN_FORCE: say("In force"),
    Status.DRAFT: say("Draft"),
    Status.RETIRED: say("Retired"),
}


@dataclass(frozen=True, slots=True)
class Node:
    code: str
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Framework:
    name: str
    version: str
    status: Status
    in_force_from: date | None
    in_force_to: date | None
    source: str
    checked_on: date
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Our reading: the newer framework takes up `from_code` in `to_code`, or (None) nowhere."""

    from_code: str
    to_code: str | None
    basis: str


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework we carry, in the order of the file."""
    return tuple(
        _framework(list(rows))
        for _, rows in groupby(_rows("frameworks.csv"), key=lambda row: (row["framework"], row["version"]))
    )


@cache
def nodes_by_code() -> dict[str, tuple[Framework, Node]]:
    """Each node with its framework, by our code (`qs-S8`)."""
    return {node.code: (framework, node) for framework in frameworks() for node in framework.nodes}


@cache
def framework_map() -> tuple[Reading, ...]:
    return tuple(
        Reading(from_code=row["from_code"], to_code=row["to_code"] or None, basis=row["basis"])
        for row in _rows("framework_map.csv")
    )


def _framework(rows: list[dict[str, str]]) -> Framework:
    head = rows[0]
    return Framework(
        name=head["framework"],
        version=head["version"],
        status=Status(head["status"]),
        in_force_from=_day(head["in_force_from"]),
        in_force_to=_day(head["in_force_to"]),
        source=head["source"],
        checked_on=date.fromisoformat(head["checked_on"]),
        nodes=tuple(Node(code=row["code"], group=row["group"], name=row["name"]) for row in rows),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((_DATA / name).read_text("utf-8").splitlines())
