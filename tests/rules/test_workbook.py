"""A table as an XLSX file: text is text whatever it begins with, and days are days."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from spotcheck.core.workbook import LONGEST_CELL, pieces, workbook


def opened(*rows: Sequence[Any]) -> Any:
    with workbook("Actions", ["Title", "Due"], rows) as file:
        whole = b"".join(pieces(file))
    return load_workbook(io.BytesIO(whole))["Actions"]


@pytest.mark.parametrize("words", ["=1+1", "+44", "-5", "@sum", "\tx", '=HYPERLINK("https://example.org")', "plain"])
def test_a_text_is_a_text_and_never_a_formula(words: str) -> None:
    cell = opened([words, None])["A2"]
    assert (cell.value, cell.data_type) == (words, "s")
    assert cell.quotePrefix is (words != "plain")


def test_a_day_is_a_day_a_number_a_number_and_nothing_is_nothing() -> None:
    sheet = opened([3, date(2026, 11, 27)], ["x", None])
    assert sheet["A2"].value == 3 and sheet["B3"].value is None
    assert sheet["B2"].value.date() == date(2026, 11, 27) and sheet["B2"].number_format == "yyyy-mm-dd"


def test_the_first_row_stays_in_sight_and_what_cannot_be_written_goes() -> None:
    sheet = opened(["a\x0bb", None], ["c" * (LONGEST_CELL + 1), None])
    assert (sheet["A1"].value, sheet["A1"].font.bold, sheet.freeze_panes) == ("Title", True, "A2")
    assert sheet["A2"].value == "ab" and len(sheet["A3"].value) == LONGEST_CELL
