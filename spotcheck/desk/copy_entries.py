"""The parts that a copy of what is held about somebody is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.words import Sentence

Told = Sentence | str | int | date | datetime | bytes  # a picture
Fact = tuple[Sentence | str, Told]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing held: what it is, when, and what it says."""

    title: Sentence | str
    when: date | datetime | None
    facts: Sequence[Fact] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: Sentence
    about: Sentence
    entries: Sequence[Entry]
