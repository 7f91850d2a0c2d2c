"""Case tables that a rule of the server and the same rule on the phone are both tested with."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.facts import Asked, Drawn, Version
from spotcheck.checks.rules.sheet import Sheet, read_kept
from tests.support.code import TOP


def cases(name: str) -> Any:
    """The table `tests/cases/<name>.json`; the phone's side is in tests/js."""
    return json.loads((TOP / "tests" / "cases" / f"{name}.json").read_text("utf-8"))


def item_id(letter: str) -> uuid.UUID:
    return uuid.UUID(int=ord(letter))


def sheet_of(case: Mapping[str, Any]) -> Sheet:
    """The draft that a case of sheets.json tells of."""
    kind = Kind(case["kind"])
    items = [_asked(one, position) for position, one in enumerate(case["items"], start=1)]
    given, set_aside = read_kept({_key(key): _kept(key, value) for key, value in case["answers"].items()})
    return Sheet(
        kind=kind,
        version=Version(kind=kind, checklist_id=uuid.UUID(int=7), settings=(), items=tuple(items)),
        given=given,
        set_aside=set_aside,
        drawn=_drawn(*case["draw"]) if "draw" in case else None,
        counting=uuid.UUID(int=500 + ord(case["counting"])) if "counting" in case else None,
        repeated=dict.fromkeys(map(item_id, case.get("repeated", ()))),
    )


def _asked(one: Any, position: int) -> Asked:
    letter, points = one if isinstance(one, list) else (one, ())
    standard = uuid.UUID(int=500 + ord(letter))
    return Asked(id=item_id(letter), position=position, standard=standard, must=False, points=tuple(points))


def _key(key: str) -> str:
    record, _, letter = key.partition("/")
    return f"{record}/{item_id(letter)}" if letter else record


def _kept(key: str, value: Any) -> Any:
    return {"outcome" if "/" in key else "set_aside": value} if isinstance(value, str) else value


def _drawn(size: int, population: int) -> Drawn:
    return Drawn(
        id=uuid.UUID(int=9),
        service_id=uuid.UUID(int=8),
        checklist_id=uuid.UUID(int=7),
        requirement_id=None,
        size=size,
        numbers=tuple(range(population, 0, -1)),
        references=tuple(f"R-{n}" for n in range(population)),
    )
