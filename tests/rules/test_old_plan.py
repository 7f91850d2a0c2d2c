"""What the columns and rows of a home's own action plan mean. A guess is a guess; what is unclear stays empty."""

from __future__ import annotations

import uuid

import pytest

from spotcheck.core.columns import guess
from spotcheck.core.sheets import Line, Sheet, read_sheets
from spotcheck.tracker.rules.meant import Known, lead_meant, service_meant, standard_meant
from spotcheck.tracker.rules.old_plan import (
    HEADERS,
    Field,
    became,
    columns_refused,
    digest,
    is_ended,
    rows_below,
    title_and_change,
)
from tests import old_plans

TEMPLATES = {
    "a home's own": (
        old_plans.HEADERS,
        {"title": 1, "change": 2, "lead": 3, "due_on": 4, "status": 5, "notes": 7},
    ),
    "after an inspection": (
        ("Regulation", "Item to be rectified", "Actions required", "Deadline", "Person responsible", "RAG rating"),
        {"topic": 0, "title": 1, "change": 2, "due_on": 3, "lead": 4, "status": 5},
    ),
    "a council's": (
        ("Service", "Date identified", "Area of improvement", "What will we do?", "Lead", "Target date",
         "Resources required", "Intended outcome", "Status", "Date completed", "Comments"),
        {"service": 0, "raised_on": 1, "title": 2, "change": 3, "lead": 4, "due_on": 5, "support": 6, "criteria": 7,
         "status": 8, "ended_on": 9, "notes": 10},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "columns"), TEMPLATES.values(), ids=TEMPLATES)
def test_columns_that_homes_really_have_are_recognised(headers: tuple[str, ...], columns: dict[str, int]) -> None:
    assert guess(Sheet("", (Line(1, headers),)), HEADERS).columns == columns


def test_headers_are_found_below_a_title_and_a_line_about_the_home() -> None:
    sheet = read_sheets(old_plans.workbook())[0]
    found = guess(sheet, HEADERS)
    assert sheet.lines[found.line].number == 4
    rows = rows_below(sheet, found.line, found.columns)
    assert [row.number for row in rows] == [5, 6, 7, 8, 9]
    assert rows[0].fields[Field.TITLE] == "PRN entries give no reason"
    assert ("RAG", "Amber") in rows[0].written


def test_a_cell_of_any_length_is_kept_whole() -> None:
    long = "word " * 5000
    (row,) = rows_below(Sheet("", (Line(1, ("Issue",)), Line(2, (long,)))), 0, {"title": 0})
    assert row.fields[Field.TITLE] == long


WRONG_COLUMNS = {
    "nothing says what it is about": ({"lead": 0}, "title", "Choose the column that says what"),
    "a column of another sheet": ({"title": 9}, "title", "Choose one of the columns"),
    "one column twice": ({"title": 0, "change": 0}, "change", "used for “The issue, in a line” too"),
}


@pytest.mark.parametrize(("columns", "field", "says"), WRONG_COLUMNS.values(), ids=WRONG_COLUMNS)
def test_columns_that_cannot_be_read_get_a_sentence(columns: dict[str, int], field: str, says: str) -> None:
    assert says in str(columns_refused(columns, width=3, rows=2)[field])


def test_no_rows_and_too_many_rows_are_said() -> None:
    assert "no rows below" in str(columns_refused({"title": 0}, width=1, rows=0)["line"])
    assert "more than 200 rows" in str(columns_refused({"title": 0}, width=1, rows=201)["line"])
    assert columns_refused({"title": 0}, width=1, rows=200) == {}


def test_one_text_stands_for_both_and_no_words_are_added() -> None:
    assert title_and_change({"title": "Gaps"}) == ("Gaps", "Gaps")
    assert title_and_change({"change": "Fit a rail"}) == ("Fit a rail", "Fit a rail")
    assert title_and_change({"title": "Gaps", "change": "A new chart"}) == ("Gaps", "A new chart")
    assert title_and_change({}) == ("", "")


def test_an_issue_too_long_for_a_line_stands_whole_below() -> None:
    issue = "The chart has no space for the reason " * 6
    title, change = title_and_change({"title": issue, "change": "A new chart"})
    assert len(title) <= 140 and title.endswith("…")
    assert change == f"{issue}\n\nA new chart"


ENDED = {"Complete", "completed 3/4", "Closed", "DONE", "100%", "Signed off", "Achieved", "Blue", "yes"}
OPEN = {"", "Ongoing", "Not complete", "Not yet complete", "incomplete", "In progress", "Partly done", "Green", "50%",
        "to be completed", "Not started", "nearly finished"}  # fmt: skip


@pytest.mark.parametrize("status", sorted(ENDED))
def test_a_row_that_was_complete_is_seen(status: str) -> None:
    assert is_ended({"status": status})


@pytest.mark.parametrize("status", sorted(OPEN))
def test_a_row_that_is_open_is_open(status: str) -> None:
    assert not is_ended({"status": status})


def test_a_day_of_completion_says_that_it_was_complete() -> None:
    assert is_ended({"ended_on": "3/4/26"})
    assert not is_ended({"ended_on": "n/a"})


def test_a_row_is_known_again_though_its_day_and_progress_moved_on() -> None:
    row = {"title": "Gaps in the chart", "change": "New chart", "lead": "Priya", "due_on": "1/2/27", "status": "Red"}
    later = {**row, "title": " gaps in  THE chart", "lead": "Grace", "due_on": "1/5/27", "status": "Amber"}
    assert digest(row) == digest(later)
    assert digest(row) != digest({**row, "change": "Another chart"})


HAZEL, MILL = uuid.uuid4(), uuid.uuid4()
SERVICES = [(HAZEL, "Hazel Court"), (MILL, "Mill Lane")]


@pytest.mark.parametrize(
    ("text", "service"),
    [("Hazel Court", HAZEL), ("hazel court care home", HAZEL), ("Mill", MILL), ("", None), ("Oak", None)],
)
def test_a_service_is_the_one_it_can_only_be(text: str, service: uuid.UUID | None) -> None:
    meant = service_meant(text, SERVICES, None)
    assert meant.id == service
    assert (meant.says is not None) == (bool(text) and service is None)


def test_a_row_without_a_service_belongs_where_the_file_does() -> None:
    assert service_meant("", SERVICES, MILL).id == MILL
    assert service_meant("", SERVICES[:1], None).id == HAZEL


PRIYA, SAM, SAMUEL, RUTH, JO = (uuid.uuid4() for _ in range(5))
PEOPLE = [
    Known(PRIYA, "Priya Sharma"),
    Known(SAM, "Sam Patel"),
    Known(SAMUEL, "Samuel Okafor"),
    Known(RUTH, "Ruth Bell", left=True),
    Known(JO, "Jo Hill", signs_in=False),
]
LEADS = {
    "in full": ("priya sharma", PRIYA, None),
    "first name": ("Priya", PRIYA, None),
    "an initial": ("S. Okafor", SAMUEL, None),
    "a last initial": ("Sam P", SAM, None),
    "nobody": ("Manager", None, "“Manager” is nobody’s name here."),
    "two people": ("Priya / Sam", None, "“Priya / Sam” names several people."),
    "somebody who left": ("Ruth", None, "Ruth Bell does not work here any more."),
    "no sign-in": ("Jo Hill", None, "Jo Hill has no sign-in yet"),
    "nothing": ("", None, None),
}


@pytest.mark.parametrize(("text", "lead", "says"), LEADS.values(), ids=LEADS)
def test_a_lead_is_whom_it_can_only_mean_or_a_sentence(text: str, lead: uuid.UUID | None, says: str | None) -> None:
    meant = lead_meant(text, PEOPLE)
    assert meant.id == lead
    assert str(meant.says).startswith(says) if says else meant.says is None


def test_two_people_of_one_name_are_left_to_be_chosen() -> None:
    meant = lead_meant("Sam Patel", [*PEOPLE, Known(uuid.uuid4(), "Sam Patel")])
    assert meant.id is None
    assert str(meant.says) == "Here, Sam Patel is the name of several people. Choose who leads."
    meant = lead_meant("Sam", [*PEOPLE, Known(uuid.uuid4(), "Sam Reed")])
    assert str(meant.says) == "“Sam” could be Sam Patel or Sam Reed. Choose who leads."


def test_a_standard_is_guessed_only_when_one_shares_most_words() -> None:
    prn, plans = uuid.uuid4(), uuid.uuid4()
    standards = [
        (prn, "Every PRN entry says the reason and the effect", "Medication"),
        (plans, "The plan says what helps today", "Care planning"),
    ]
    assert standard_meant({"title": "PRN entry without reason"}, standards) == prn
    assert standard_meant({"title": "Fire doors"}, standards) is None


def test_what_became_adds_up_to_every_decided_row() -> None:
    counts = {"agreed": 2, "proposed": 1, "already": 1, "left out": 1}
    assert " ".join(map(str, became(counts))) == (
        "2 rows were agreed. One row is proposed. One row was here already. One row was left out."
    )
