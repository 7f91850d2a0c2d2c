"""The topics and standards that come with the product."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from spotcheck.standards.rules import StandardsContent, TopicContent, read_standards

_DATA = resources.files("spotcheck.standards") / "data"


def starter_topic(key: str | None) -> TopicContent | None:
    """The topic of the product with this key, with its examples; None for a topic of somebody's own."""
    return next((topic for topic in starter_standards().topics if topic.key == key), None)


@cache
def starter_standards() -> StandardsContent:
    return read_standards(tomllib.loads((_DATA / "standards.toml").read_text("utf-8")))
