"""A table as CSV text that a spreadsheet opens as it was meant: nothing in it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
_BEGINS_A_FORMULA = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # the last four: the same, wide, as in Japanese
_PASSED_OVER = " \u00a0\u3000"


def lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The file, a line at a time; the header is part of the first."""
    yield BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line(row)


def harmless(cell: str) -> str:
    """The text, after an apostrophe when a spreadsheet could take it for a formula."""
    first = cell.lstrip(_PASSED_OVER)[:1]
    return f"'{cell}" if first in _BEGINS_A_FORMULA and first else cell


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return written.getvalue()
