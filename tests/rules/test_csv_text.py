"""A table as CSV text: what a spreadsheet reads back is what was written, and nothing in it runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.csv_text import BYTE_ORDER_MARK, harmless, lines

FORMULAS = [
    "=1+1",
    "+44 7700 900001",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u00a0=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A",
]
PLAIN = ["", "Hazel Court", "A-12", "2026-11-27", "3", "'quoted'", "a=b", "é", "1 - 2"]


@pytest.mark.parametrize("cell", FORMULAS, ids=repr)
def test_what_begins_like_a_formula_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", PLAIN, ids=repr)
def test_everything_else_is_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_file_says_that_it_is_utf_8_and_ends_its_lines_as_excel_does() -> None:
    assert "".join(lines(["Who", "What"], [["Zoë", "Said “yes”, twice"]])) == (
        f'{BYTE_ORDER_MARK}Who,What\r\nZoë,"Said “yes”, twice"\r\n'
    )


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_every_cell_is_read_back_as_it_was_written(rows: list[list[str]]) -> None:
    text = "".join(lines(["One", "Two"], rows)).removeprefix(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:] == [[harmless(cell) for cell in row] for row in rows]
