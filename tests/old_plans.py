"""Action plans as homes keep them in a spreadsheet: a title and a logo's gap above the headers, cells merged, days as
people type them, a formula, a row that is complete, a row twice. Nobody in them is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

HEADERS = ("Ref", "Area for improvement", "Action required", "By whom", "By when", "Progress", "RAG", "Evidence")

# What each is about, in the order of the file; the number is the row that the spreadsheet shows.
PRN = (
    "1",
    "PRN entries give no reason",
    "Add a space for the reason to the PRN chart",
    "Priya",
    date(2026, 12, 31),
    "Ongoing",
    "Amber",
    "Chart drafted",
)
PLANS = ("2", "Care plans do not say what to do today", "Keyworkers rewrite page one with the person", "Jo",
         "end of Jan 2027", "Not started", "Red", "")  # fmt: skip
HANDS = ("3", "Hand gel is missing by the lift", "Fit two holders and check them weekly", "Samuel", "31/02/2027",
         "Not yet complete", "Amber", "=HYPERLINK(\"http://example.org\",\"photo\")")  # fmt: skip
DOORS = ("4", "Staff enter rooms before knocking", "Coach it on the floor", "Grace / Priya", "01/10/2026",
         "Completed 30/9", "Green", "Seen by deputy")  # fmt: skip
ROWS: tuple[Sequence[Any], ...] = (PRN, PLANS, HANDS, DOORS, PRN)


def workbook(rows: Sequence[Sequence[Any]] = ROWS, headers: Sequence[str] = HEADERS) -> bytes:
    """The plan of Hazel Court as .xlsx: headers in row 4, below a title merged over the columns."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action plan"
    sheet.append(["Hazel Court: CQC action plan 2026"])
    sheet.append([])
    sheet.append(["Home manager:", "Samuel", None, "Last updated", date(2026, 10, 20)])
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    sheet.merge_cells("A1:H1")
    book.create_sheet("Key").append(["Red", "Not started"])
    return _bytes(book)


def as_csv(rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS, *, encoding: str = "cp1252") -> bytes:
    """The same as a .csv in the older Windows way, with semicolons."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([headers, *rows])
    return written.getvalue().encode(encoding)


def _bytes(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
