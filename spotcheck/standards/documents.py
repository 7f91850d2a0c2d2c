"""Read the tables of a data file strictly, and say in a sentence where something needs another look.

A reader keeps going and notes everything it meets, so that one reading names all the places. Nothing that was
read may be used before `Notes.refuse_any()` has agreed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Notes:
    """What needs another look in one document."""

    document: str
    sentences: list[Sentence] = field(default_factory=list)

    def add(self, place: str, what: Sentence) -> None:
        self.sentences.append(
            say("In %(document)s, %(place)s: %(what)s", document=self.document, place=place, what=what)
        )

    def refuse_any(self) -> None:
        if self.sentences:
            raise Refusal(Why.INVALID, *self.sentences)


class Table:
    """One table of a document. Every name is read once; `done()` notes the names that nobody asked for."""

    def __init__(self, values: Mapping[str, object], place: str, notes: Notes) -> None:
        self._values = dict(values)
        self._place = place
        self._notes = notes

    def text(self, name: str) -> str:
        value = self._taken(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.note(name, say("this needs words between quotation marks."))
        return ""

    def has(self, name: str) -> bool:
        return name in self._values

    def key(self, name: str = "key") -> str:
        """A word that names this row for programs: it goes into addresses and forms, so it is kept plain."""
        word = self.text(name)
        if word and not _KEY.fullmatch(word):
            self.note(name, say("this needs small letters, digits and hyphens only."))
        return word

    def number(self, name: str) -> int:
        value = self._taken(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.note(name, say("this needs a whole number above zero."))
        return 0

    def flag(self, name: str) -> bool:
        value = self._taken(name)
        if not isinstance(value, bool):
            self.note(name, say("this needs to be true or false."))
        return value is True

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._taken(name)
        parts: list[object] = value if isinstance(value, list) else []
        words = tuple(part.strip() for part in parts if isinstance(part, str) and part.strip())
        if not words or len(words) < len(parts) or len(set(words)) < len(words):
            self.note(name, say("this needs a list of words, each of them once."))
        return words

    def tables(self, name: str, *, optional: bool = False) -> Iterator[Table]:
        """The tables listed under `name`, each with its place; without `optional` there is at least one."""
        value = self._values.pop(name, [])
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(rows) < len(value) or not (rows or optional):
            self.note(name, say("this needs tables, at least one of them."))
        for position, row in enumerate(rows, start=1):
            yield Table(row, self._at(f"{name} {position}"), self._notes)

    def note(self, name: str, what: Sentence) -> None:
        self._notes.add(self._at(name), what)

    def note_repeated(self, name: str, keys: Iterable[str]) -> None:
        for key, times in Counter(keys).items():
            if times > 1:
                self.note(name, say("the key “%(key)s” comes more than once.", key=key))

    def done(self) -> None:
        for name in self._values:
            self.note(name, say("this name is not used here."))

    def _taken(self, name: str) -> object:
        return self._values.pop(name, None)

    def _at(self, name: str) -> str:
        return f"{self._place}, {name}" if self._place else name
