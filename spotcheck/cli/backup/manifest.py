"""What a backup says about itself, and whether this Spotcheck can restore it. Pure but for the list of tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from spotcheck.cli.backup.rows import every_table
from spotcheck.settings import CannotStart

FORMAT = 1
NAME = "manifest.json"
SECRET = "secret"  # noqa: S105  the name of a part of the file


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside the backup: its digest, and for a table how many rows of which columns."""

    sha256: str
    rows: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    version: str
    revision: str
    made_at: str
    tables: dict[str, Part]
    secret: Part | None = None

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())

    @property
    def digest(self) -> str:
        """One number for every row of every table: equal when the rows are, on either database."""
        parts = "\n".join(f"{name} {self.tables[name].sha256}" for name in sorted(self.tables))
        return hashlib.sha256(parts.encode()).hexdigest()

    def as_json(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)


def read_manifest(text: bytes) -> Manifest:
    """ValueError, KeyError or TypeError when this is no manifest; refused in words when it is of a later format."""
    given: dict[str, Any] = json.loads(text)
    if given["format"] != FORMAT:
        raise CannotStart(
            f"This backup has format {given['format']}, and this Spotcheck reads format {FORMAT}. "
            "Restore it with the version that made it. Nothing was changed."
        )
    return Manifest(
        version=given["version"],
        revision=given["revision"],
        made_at=given["made_at"],
        tables={name: _part(part) for name, part in given["tables"].items()},
        secret=_part(given["secret"]) if given["secret"] else None,
    )


def refuse_other_versions(manifest: Manifest, *, head: str, known: Collection[str]) -> None:
    """Refuse a backup whose tables are not those of this version. `known`: every migration of this version."""
    ours = {table.name: tuple(table.columns.keys()) for table in every_table()}
    theirs = {name: part.columns for name, part in manifest.tables.items()}
    if manifest.revision == head and ours == theirs:
        return
    if manifest.revision != head and manifest.revision in known:
        raise CannotStart(
            f"This backup was made by an older Spotcheck ({manifest.version}, database {manifest.revision}). "
            f"Restore it with that version, then start this one, which brings it to {head}. Nothing was changed."
        )
    raise CannotStart(
        f"This backup was made by a newer or another Spotcheck ({manifest.version}, database {manifest.revision}). "
        f"This one is at {head}. Restore it with the version that made it. Nothing was changed."
    )


def table_file(name: str) -> str:
    return f"tables/{name}.jsonl"


def _part(given: dict[str, Any]) -> Part:
    return Part(sha256=str(given["sha256"]), rows=int(given["rows"]), columns=tuple(given["columns"]))
