"""What a phone decides without signal: the server's side of the case tables that tests/js reads, too."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from spotcheck.checks.rules.content import read_words
from spotcheck.checks.rules.drafting import as_given
from spotcheck.checks.rules.finishing import open_before_finishing
from spotcheck.checks.rules.progress import Spot, half_read, how_far, next_open, page_done, record_after, still_open
from spotcheck.checks.rules.records import State
from spotcheck.checks.rules.sheet import keep_answer
from spotcheck.checks.schemas.capture import SavedPage, read_page
from tests.support.cases import cases, item_id, sheet_of

SHEETS, OPEN, KEPT = cases("sheets")["cases"], cases("before-finishing"), cases("kept-answers")
LETTERS = {State.OPEN: "o", State.BEGUN: "h", State.READ: "r", State.SPARE: "s", State.SET_ASIDE: "x"}


def named(table):
    return pytest.mark.parametrize("case", table, ids=[case["name"] for case in table])


def spots(found):
    return [[spot.item, spot.record] for spot in found]


@named(SHEETS)
def test_how_far_a_draft_is_and_where_to_go_on(case):
    sheet, record = sheet_of(case), case.get("at", 0)
    to_go = next_open(sheet, record)
    assert (to_go and [to_go.item, to_go.record]) == case["next"]
    assert list(page_done(sheet, record)) == case["page"]
    assert list(how_far(sheet)) == case["far"]
    assert spots(still_open(sheet)) == case["open"]


@named([case for case in SHEETS if case["kind"] == "sample"])
def test_which_drawn_records_are_read(case):
    sheet = sheet_of(case)
    assert "".join(LETTERS[place.state] for place in sheet.places) == case["places"]
    assert [spot.record for spot in half_read(sheet)] == case["half"]
    record, after = case["after"]
    assert record_after(sheet, record) == after


@named(OPEN["cases"])
def test_what_to_look_at_before_finishing(case):
    sheet, texts = sheet_of(case), {n: f"Item {n}" for n in range(1, 9)}
    found = open_before_finishing(
        sheet,
        read_words(case.get("words", {})),
        texts,
        for_plan=case.get("plan", False),
        today=date(OPEN["year"], 11, 2),
    )
    said = [(one.spot or Spot(), one.field or "", one.may_stay) for one in found]
    assert [[spot.item, spot.record, field, may] for spot, field, may in said] == case["says"]


@named(KEPT)
def test_what_a_draft_keeps_of_one_item(case):
    page = read_page(SavedPage(), MultiDict([*case["sent"]]))["page"]
    (sent,) = page.items.values()
    kept = keep_answer({}, as_given(None, sent, item_id("a"), 0))
    assert kept.get(f"0/{item_id('a')}") == case["kept"]
