"""A spreadsheet or CSV as people have it becomes a table of plain text, or a sentence says why not."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from spotcheck.core.columns import guess, headers_key
from spotcheck.core.forms import tidy
from spotcheck.core.refusals import Refusal
from spotcheck.core.sheets import LARGEST, Line, Sheet, read_sheets

ROWS = [["Issue", "Lead", "Due"], ["Café’s rota", "Zoë", "31/12/26"]]


def csv_bytes(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(encoding)


def xlsx_bytes(rows: list[list[Any]], *, merge: str | list[str] = "", hidden: bool = False) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for one in [merge] if isinstance(merge, str) else merge:
        if one:
            book.worksheets[0].merge_cells(one)
    if hidden:
        book.create_sheet("Old").append(["secret"])
        book.worksheets[1].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def cells(content: bytes) -> list[list[str]]:
    return [list(line.cells) for line in read_sheets(content)[0].lines]


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as no:
        read_sheets(content)
    assert set(no.value.fields) == {"file"}
    return str(no.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_whatever_way_it_was_saved(encoding: str, delimiter: str) -> None:
    assert cells(csv_bytes(ROWS, delimiter, encoding)) == ROWS


def test_an_older_windows_file_is_said_to_be_one() -> None:
    (sheet,) = read_sheets(csv_bytes(ROWS, encoding="cp1252"))
    assert "older Windows way" in str(sheet.said[0])
    assert read_sheets(csv_bytes(ROWS))[0].said == ()


def test_the_delimiter_is_the_one_that_gives_even_rows_though_another_is_in_the_words() -> None:
    rows = [["Issue", "Lead"], ["one, two, three", "A"], ["four, five, six", "B"], ["seven", "C"]]
    assert cells(csv_bytes(rows, ";")) == rows


def test_excels_hint_of_the_delimiter_is_followed_and_is_no_row() -> None:
    (sheet,) = read_sheets(b"sep=;\nIssue;Lead\nA;B\n")
    assert sheet.lines == (Line(2, ("Issue", "Lead")), Line(3, ("A", "B")))


def test_rows_keep_the_number_that_the_spreadsheet_shows() -> None:
    (sheet,) = read_sheets(b"Issue,Lead\n\nA,B\n")
    assert [line.number for line in sheet.lines] == [1, 3]
    (sheet,) = read_sheets(xlsx_bytes([["Issue"], [], ["A"]]))
    assert [line.number for line in sheet.lines] == [1, 3]


def test_a_spreadsheet_gives_days_and_numbers_as_somebody_would_type_them() -> None:
    row = [datetime(2026, 12, 31), date(2027, 1, 2), datetime(2026, 12, 31, 14, 30), 46387, 2.5, 3.0, True, None, "x"]  # noqa: DTZ001  a spreadsheet knows no zones
    assert cells(xlsx_bytes([row])) == [
        ["2026-12-31", "2027-01-02", "2026-12-31 14:30", "46387", "2.5", "3", "yes", "", "x"]
    ]


def test_a_formula_is_shown_as_text_and_said() -> None:
    (sheet,) = read_sheets(xlsx_bytes([["Due"], ["=TODAY()+30"]]))
    assert sheet.lines[1].cells == ("=TODAY()+30",)
    assert str(sheet.said[0]) == "A formula is shown as it is written, not worked out: A2."


def test_a_cell_merged_over_rows_is_in_each_of_them_and_said() -> None:
    (sheet,) = read_sheets(xlsx_bytes([["Service", "Issue"], ["Hazel Court", "A"], [None, "B"]], merge="A2:A3"))
    assert sheet.lines[2].cells == ("Hazel Court", "B")
    assert "merged over several rows" in str(sheet.said[0])


def test_a_merged_cell_makes_no_row_where_nothing_else_is_written() -> None:
    (sheet,) = read_sheets(xlsx_bytes([["Service"], ["Hazel Court"], [None]], merge="A2:A3"))
    assert [line.number for line in sheet.lines] == [1, 2]


def test_a_title_merged_over_columns_is_there_once() -> None:
    (sheet,) = read_sheets(xlsx_bytes([["Action plan", None], ["Issue", "Lead"]], merge="A1:B1"))
    assert sheet.lines[0].cells == ("Action plan",)


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    (sheet,) = read_sheets(xlsx_bytes([["Issue"]], hidden=True))
    assert "Old" in str(sheet.said[0])


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


BAD = {
    "empty": (b"", "This file is empty."),
    "only blanks": (b" \r\n \n", "This file is empty."),
    "only separators": (b",,,\n,,,\n", "nothing in this table"),
    "an empty spreadsheet": (xlsx_bytes([]), "nothing in this table"),
    "a picture named .xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is a picture"),
    "a photo": (b"\xff\xd8\xff\xe0" + b"JFIF", "This is a picture"),
    "a PDF": (b"%PDF-1.7 ...", "This is a PDF"),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
    "a letter in a zip": (zipped(word__document=b"<w/>"), "not a spreadsheet"),
    "a zip cut short": (xlsx_bytes(ROWS)[:900], "cannot be read here|not a spreadsheet"),
    "a workbook of nonsense": (zipped(**{"xl/workbook.xml": b"hello"}), "cannot be read here|not a spreadsheet"),
    "an entity": (zipped(**{"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "not opened"),
    "an entity in wide letters": (
        zipped(**{"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        "not opened",
    ),
    "a bomb": (zipped(**{"xl/workbook.xml": bytes(70_000_000)}), "too large inside"),
    "merged without end": (xlsx_bytes([["a"]], merge=[f"A{n}:A{n + 1}" for n in range(1, 5000, 2)]), "are merged"),
    "too large": (b"a," * LARGEST, "larger than 2 MB"),
    "an open quotation mark": (b'Issue,Lead\n"A,B\nC,D\n', "never closed"),
    "noise": (bytes(range(1, 32)) * 40, "not text"),
    "20,000 rows": (b"a,b\n" * 20_000, "more than 2000 rows"),
    "20,000 rows in a spreadsheet": (xlsx_bytes([["a", "b"]] * 20_000), "more than 2000 rows"),
}


@pytest.mark.parametrize(("content", "says"), BAD.values(), ids=BAD)
def test_what_is_no_table_gets_a_sentence(content: bytes, says: str) -> None:
    said = refused(content)
    assert any(part in said for part in says.split("|")), said


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=12)
tables = st.lists(st.lists(plain_text, min_size=2, max_size=4), min_size=1, max_size=6)


def _kept(rows: list[list[str]]) -> list[list[str]]:
    """As the reader gives them: tidy, without blank ends and blank rows."""
    kept = []
    for row in rows:
        tidied = [str(tidy(cell)) for cell in row]
        while tidied and not tidied[-1]:
            tidied.pop()
        if tidied:
            kept.append(tidied)
    return kept


@given(rows=tables, encoding=st.sampled_from(["utf-8-sig", "utf-16"]))
@settings(max_examples=60, deadline=None)
def test_whatever_was_written_as_csv_is_read_again(rows: list[list[str]], encoding: str) -> None:
    headed = [["Issue", "Lead", "Due", "Notes"], *([*row, "", "", ""][:4] for row in rows)]
    assert cells(csv_bytes(headed, ",", encoding)) == _kept(headed)


@given(rows=tables)
@settings(max_examples=30, deadline=None)
def test_whatever_was_written_as_a_spreadsheet_is_read_again(rows: list[list[str]]) -> None:
    headed = [["Issue", "Lead", "Due", "Notes"], *([cell.lstrip("=") for cell in row] for row in rows)]
    assert cells(xlsx_bytes(headed)) == _kept(headed)


@given(content=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    try:
        assert read_sheets(content)
    except Refusal as no:
        assert no.fields["file"]


KNOWN = {"title": ("issue", "title"), "lead": ("lead", "who", "responsible"), "due_on": ("due date", "by when", "due")}
HEADED = {
    "plain": (["Issue", "Lead", "Due date"], {"title": 0, "lead": 1, "due_on": 2}),
    "other words around": (["Ref", "ISSUE / concern", "Person responsible", "By when?"],
                           {"title": 1, "lead": 2, "due_on": 3}),
    "the exact one wins": (["Issue raised by", "Issue"], {"title": 1}),
    "nothing known": (["A", "B"], {}),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "columns"), HEADED.values(), ids=HEADED)
def test_columns_are_guessed_from_their_headers(headers: list[str], columns: dict[str, int]) -> None:
    assert guess(Sheet("", (Line(1, tuple(headers)),)), KNOWN).columns == columns


def test_the_header_row_is_found_below_a_title_and_a_logo() -> None:
    rows = (("Action plan 2026",), ("Home:", "Hazel Court"), ("Issue", "Lead", "Due"), ("Gaps", "Ann", "3 Feb"))
    sheet = Sheet("", tuple(Line(number, row) for number, row in enumerate(rows, 1)))
    assert guess(sheet, KNOWN).line == 2


def test_headers_with_other_spaces_and_capitals_are_the_same_headers() -> None:
    assert headers_key(["Issue", "By when?"]) == headers_key([" ISSUE ", "by  when"])
    assert headers_key(["Issue", "Lead"]) != headers_key(["Lead", "Issue"])
