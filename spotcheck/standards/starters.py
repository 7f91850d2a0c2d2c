"""The topics and standards that come with the product."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from spotcheck.standards.rules import StandardsContent, read_standards

_DATA = resources.files("spotcheck.standards") / "data"


@cache
def starter_standards() -> StandardsContent:
    return read_standards(tomllib.loads((_DATA / "standards.toml").read_text("utf-8")))
