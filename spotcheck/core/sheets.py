"""A spreadsheet or CSV that somebody brought, as a table of plain text: bytes in, rows out, with a sentence for what is
worth knowing. Nothing is evaluated and nothing is guessed: a formula is shown as it is written."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from spotcheck.core.forms import tidy
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, listed, say, say_n

LARGEST = 2_000_000  # bytes
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_SHEETS = 20
_LARGEST_OPENED = 20_000_000  # bytes inside an XLSX, which is a zip
_MOST_MERGED = 2000  # cells over several rows, each looked at for every row
_LAST_ROW = 1_048_576  # of any spreadsheet, whatever this one says of itself
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One row with something in it. `number` is the one that the spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is empty for a CSV. `said`: what whoever brought it should know of this sheet."""

    name: str
    lines: tuple[Line, ...]
    said: tuple[Sentence, ...] = ()


def read_sheets(content: bytes, *, most: int = MOST_ROWS) -> tuple[Sheet, ...]:
    """Every visible sheet that has something in it; refuses, on the field `file`, what is no table or too large.

    Days come out as `2026-12-31`. At most `most` rows a sheet: more is refused, never cut.
    """
    if not content.strip():
        raise _refusal(say("This file is empty. Choose the one with the table in it."))
    if len(content) > LARGEST:
        raise _refusal(say("This file is larger than 2 MB. Take pictures and old sheets out of it, then try again."))
    if content.startswith(b"PK"):
        sheets = tuple(_workbook(content, most))
    else:
        sheets = tuple(_csv(content, most))
    if not sheets:
        raise _refusal(say("There is nothing in this table. Choose the file with the rows in it."))
    return sheets


def _refusal(sentence: Sentence) -> Refusal:
    return Refusal(Why.INVALID, fields={"file": sentence})


def _too_long(name: str, most: int) -> Refusal:
    where = say("The sheet “%(name)s”", name=name) if name else say("This file")
    return _refusal(
        say("%(where)s has more than %(most)s rows. Bring it in parts of %(most)s.", where=where, most=most)
    )


def _text(value: Any) -> str:
    """A cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(tidy(str(value)))


def _workbook(content: bytes, most: int) -> Iterator[Sheet]:
    try:
        merged = _merged(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and validations, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if len(shown) > MOST_SHEETS:
                raise _refusal(say("This file has more than %(n)s sheets. Bring the one with the rows.", n=MOST_SHEETS))
            said = [_left_out(hidden)] if hidden else []
            for sheet in shown:
                found = _sheet(sheet, merged.get(sheet._worksheet_path, ()), most)
                if found.lines:
                    yield Sheet(found.name, found.lines, (*said, *found.said))
            book.close()
    except _BROKEN as error:
        raise _refusal(
            say("This is not a spreadsheet that can be read here. Save it as .xlsx or .csv and try again.")
        ) from error


_BROKEN = (zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
           IndexError, AttributeError, EOFError, OSError, RuntimeError, NotImplementedError)  # fmt: skip


def _left_out(hidden: Sequence[str]) -> Sentence:
    return say("Hidden sheets are not read: %(names)s.", names=listed(hidden))


def _merged(content: bytes) -> dict[str, list[tuple[int, int, int, int]]]:
    """The merged cells of each sheet, by its place in the zip; refuses what is no workbook, or opens too large."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise _refusal(say("This is not a spreadsheet. Save the table as .xlsx or .csv and try again."))
        if sum(part.file_size for part in parts) > _LARGEST_OPENED:
            raise _refusal(say("This spreadsheet is too large inside. Copy the rows into a new one and try again."))
        found: dict[str, list[tuple[int, int, int, int]]] = {}
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            xml = archive.read(part).replace(b"\x00", b"")  # as if it were one byte a letter, however it is written
            if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                raise _refusal(say("This spreadsheet holds something that no spreadsheet needs, so it is not opened."))
            ranges = re.findall(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"', xml)
            if ranges:
                bounds = (range_boundaries(one.decode()) for one in ranges)
                found[part.filename] = [(a, b, c, d) for a, b, c, d in bounds if None not in (a, b, c, d)]
        return found


def _sheet(sheet: Any, merged: Sequence[tuple[int, int, int, int]], most: int) -> Sheet:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    lines: list[Line] = []
    formulas: list[str] = []
    spans = sorted({(left, top, bottom) for left, top, _, bottom in merged if bottom > top})
    if len(spans) > _MOST_MERGED:
        raise _refusal(
            say("Too many cells are merged in this spreadsheet. Copy the rows into a new one and try again.")
        )
    held: dict[tuple[int, int], str] = {}
    wide = False
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW), 1):
        wide = wide or any(cell.value is not None for cell in row[MOST_COLUMNS:])
        cells = []
        for column, cell in enumerate(row[:MOST_COLUMNS], 1):
            words = _text(getattr(cell.value, "text", cell.value))  # a formula over many cells keeps its text inside
            if cell.data_type == "f":
                words = words if words.startswith("=") else f"={words}"
                formulas.append(f"{get_column_letter(column)}{number}")
            cells.append(words)
        if not any(cells):
            continue
        for left, top, bottom in spans:
            if top < number <= bottom:
                cells += [""] * (left - len(cells))
                cells[left - 1] = cells[left - 1] or held.get((left, top), "")
            elif top == number and left <= len(cells):
                held[left, top] = cells[left - 1]
        _keep(lines, number, cells, sheet.title, most)
    return Sheet(sheet.title, tuple(lines), tuple(_about(formulas, len(spans), wide)))


def _about(formulas: Sequence[str], merged: int, wide: bool) -> Iterator[Sentence]:
    if formulas:
        some = listed(formulas[:5]) if len(formulas) <= 5 else f"{', '.join(formulas[:5])} …"
        yield say_n(
            "A formula is shown as it is written, not worked out: %(some)s.",
            "%(n)s formulas are shown as they are written, not worked out: %(some)s.",
            len(formulas),
            some=some,
        )
    if merged:
        yield say_n(
            "One cell is merged over several rows: each of them has its words.",
            "%(n)s cells are merged over several rows: each of these rows has their words.",
            merged,
        )
    if wide:
        yield say("Only the first %(most)s columns are read.", most=MOST_COLUMNS)


def _keep(lines: list[Line], number: int, cells: Sequence[str], name: str, most: int) -> None:
    kept = list(cells[:MOST_COLUMNS])
    while kept and not kept[-1]:
        kept.pop()
    if kept:
        if len(lines) == most:
            raise _too_long(name, most)
        lines.append(Line(number, tuple(kept)))


_NOT_TEXT = {
    b"\x89PNG": say("This is a picture, whatever its name says. Choose the spreadsheet or CSV itself."),
    b"\xff\xd8\xff": say("This is a picture, whatever its name says. Choose the spreadsheet or CSV itself."),
    b"GIF8": say("This is a picture, whatever its name says. Choose the spreadsheet or CSV itself."),
    b"%PDF": say("This is a PDF. Save the table itself as .xlsx or .csv and try again."),
    b"\xd0\xcf\x11\xe0": say("This is an old Excel file, or one with a password. Save it as .xlsx without one."),
}


def _csv(content: bytes, most: int) -> Iterator[Sheet]:
    for start, sentence in _NOT_TEXT.items():
        if content.startswith(start):
            raise _refusal(sentence)
    text, said = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hint = re.match(r"sep=([,;\t|])\n", text)
    delimiter = hint.group(1) if hint else _delimiter(text)
    lines: list[Line] = []
    try:
        for number, row in enumerate(_rows(text, delimiter), 1):
            if not (hint and number == 1):
                _keep(lines, number, [str(tidy(cell)) for cell in row], "", most)
    except csv.Error as error:
        raise _refusal(
            say("A quotation mark is never closed, so the rows cannot be told apart. Save the table again as .csv.")
        ) from error
    if lines:
        yield Sheet("", tuple(lines), said)


def _decoded(content: bytes) -> tuple[str, tuple[Sentence, ...]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding), ()
    if b"\x00" in content:
        even, odd = content[::2].count(0), content[1::2].count(0)
        return _decode(content, "utf-16-le" if odd > even else "utf-16-be"), ()
    try:
        content.decode("utf-8")
        return _decode(content, "utf-8"), ()
    except UnicodeDecodeError:
        said = say("This file was saved in an older Windows way. See that letters such as é and ’ came through.")
        return _decode(content, "cp1252"), (said,)


def _decode(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if len(re.findall(r"[\x00-\x08\x0e-\x1f]", text)) * 50 > len(text):
        raise _refusal(say("This file is not text that can be read here. Save the table as .csv (UTF-8) or .xlsx."))
    return text


def _delimiter(text: str) -> str:
    """What stands between the cells: what gives the same number of them, more than one, in most of the first rows."""

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in islice(_rows(text, delimiter), 30) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual), usual) if usual > 1 else (0, usual)

    return max(_DELIMITERS, key=fits)


def _rows(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
