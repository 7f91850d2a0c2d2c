"""Where a thing may lie, seen from Hazel Court, and what the tests know of each: its service, and who is tied to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from spotcheck.core.permissions import Thing


class Where(StrEnum):
    OWN = "own service"
    BESIDE = "own service, tied to somebody else"
    OTHER = "other service"
    FOREIGN = "other organisation"
    UNKNOWN = "unknown id"


@dataclass(frozen=True)
class Placed:
    """One thing: its id, and what the permission table is to be told about it."""

    id: uuid.UUID
    thing: Thing


@dataclass(frozen=True)
class Home:
    """Everything that can be asked for in one place, by name: `home.things["done action"]`."""

    where: Where
    organisation_id: uuid.UUID
    service_id: uuid.UUID
    things: dict[str, Placed] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)  # what else a form can name

    def filled(self, form: dict[str, Any]) -> dict[str, Any]:
        """The form with `{thing}` replaced by the id of that thing here; a list stays a list."""
        return {name: self._value(value) for name, value in form.items()}

    def address(self, args: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a URL: a name of a thing becomes its id, a number stays."""
        return {name: self.things[value].id if value in self.things else value for name, value in args.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if value == "{new id}":
            return str(uuid.uuid4())
        named = value[1:-1] if isinstance(value, str) and value.startswith("{") else None
        if named in self.values:
            return self.values[named]
        return str(self.things[named].id) if named else value


def nowhere(like: Home) -> Home:
    """A home of which nothing exists: every id is made up."""
    made_up = {name: Placed(uuid.uuid5(uuid.NAMESPACE_URL, name), Thing(uuid.UUID(int=0))) for name in like.things}
    return Home(Where.UNKNOWN, like.organisation_id, made_up["service"].id, made_up, like.values)
