"""A table as an XLSX file, written row by row: days are days, and text is text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767  # characters, the most that a cell holds
_BEGINS_A_FORMULA = tuple("=+-@\t\r")
_NARROW, _LONG = 14, 24


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """The file, at its beginning. `rows` are read one after the other, and wait on the disk to be packed: strings,
    numbers, days, or None."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, words in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _NARROW if len(words) < _NARROW else _LONG
    sheet.append([_heading(sheet, words) for words in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()  # packed: some hundred bytes a row
    book.save(file)
    file.seek(0)
    return file


def pieces(file: IO[bytes], size: int = 64_000) -> Iterator[bytes]:
    """The file in parts."""
    while part := file.read(size):
        yield part


def _heading(sheet: Any, words: str) -> Any:
    cell = _text(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return _text(sheet, str(value))


def _text(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words)[:LONGEST_CELL])
    cell.data_type = "s"  # a text that begins with = would be a formula otherwise
    if words.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True  # and stays text when somebody edits it
    return cell
