"""One line of Today, with a place to go."""

from __future__ import annotations

from dataclasses import dataclass

from spotcheck.core.words import Sentence


@dataclass(frozen=True, slots=True)
class Line:
    title: Sentence | str
    href: str
    says: Sentence | str = ""
    above: Sentence | str = ""
    icon: str = ""
