"""The checklists that come with the product, as files to be read and improved."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from spotcheck.checklists.content import ChecklistContent, read_checklist
from spotcheck.standards.frameworks import nodes_by_code

_STARTERS = resources.files("spotcheck.checklists") / "starter"


@cache
def starter_checklists() -> tuple[ChecklistContent, ...]:
    """Every starter checklist, in the order of the file names."""
    files = sorted((file for file in _STARTERS.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(
        read_checklist(tomllib.loads(file.read_text("utf-8")), nodes=nodes_by_code(), name=file.name) for file in files
    )
