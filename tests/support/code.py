"""The source as it is written: its modules, what they import, what they call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file. `name` is how it is imported: `spotcheck.tracker.rules.closing`."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def room(self) -> str:
        """`tracker` of `spotcheck.tracker.rules.closing`; for `spotcheck.app` it is `app`."""
        return [*self.name.split("."), ""][1]

    @property
    def part(self) -> str:
        """What kind of file it is in its room, whether a file or a folder: `rules`, `operations`, `set_up_routes`."""
        return [*self.name.split("."), "", ""][2]

    def is_part(self, part: str) -> bool:
        """`rules.py`, `rules/…` and `publishing_rules.py` are all rules."""
        return self.part == part or self.part.endswith(f"_{part}")

    @property
    def imported(self) -> set[str]:
        """The full names of modules and of things in them: `from a.b import c` gives `a.b.c`."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the dotted name of what is called: `db.session.commit`, `say`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node


def modules(folder: str = "spotcheck") -> list[Module]:
    """Every module below this folder of the repository."""
    return [
        Module(_name(path.relative_to(TOP)), path.read_text("utf-8")) for path in sorted((TOP / folder).rglob("*.py"))
    ]


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
