"""Which row of a table holds the headers, and which column is what: a guess to be looked at and corrected. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spotcheck.core.sheets import Sheet

LOOKED_AT = 15  # rows at the top of a sheet, where titles and logos stand


@dataclass(frozen=True, slots=True)
class Guess:
    """`line`: the place of the header row among the sheet's lines. `columns`: field to column, both from 0."""

    line: int
    columns: Mapping[str, int]


def guess(sheet: Sheet, known: Mapping[str, Sequence[str]]) -> Guess:
    """The header row and what its columns are. `known`: for each field the words its header may have, best first.

    A header that *is* one of the words comes before one that only holds it; a column is given to one field.
    Where nothing fits, the first row is the header and no column is anything yet.
    """
    rows = [_match(line.cells, known) for line in sheet.lines[:LOOKED_AT]]
    best = max(range(len(rows)), key=lambda place: (len(rows[place]), -place), default=0)
    return Guess(best, rows[best] if rows else {})


def headers_key(headers: Sequence[str]) -> str:
    """The same for files with the same headers, so that what was corrected once is remembered."""
    return hashlib.sha256("\n".join(_plain(header) for header in headers).encode()).hexdigest()


def _match(headers: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    plain = [_plain(header) for header in headers]
    fits = sorted(
        (strength, place, field, column)
        for field, words in known.items()
        for place, word in enumerate(words)
        for column, header in enumerate(plain)
        if (strength := _fit(header, _plain(word))) is not None
    )
    found: dict[str, int] = {}
    for _, _, field, column in fits:
        if field not in found and column not in found.values():
            found[field] = column
    return found


def _fit(header: str, word: str) -> int | None:
    """0: the same; 1: its words are among the header's, which is short as headers are; None: not this."""
    if not header:
        return None
    if header == word:
        return 0
    return 1 if len(header) <= 60 and f" {word} " in f" {header} " else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
