"""Files to take away: the same rows as on the page they hang on, and no formula in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.queries import lists as checks
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.tracker.queries import lists as actions
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
FORMULA = '=HYPERLINK("https://example.org","Ring")'


def rows(file: TestResponse) -> list[dict[str, str]]:
    """The rows of a file, by the words in its first line."""
    assert file.status_code == 200
    assert file.content_type == "text/csv; charset=utf-8"
    assert file.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


def test_the_actions_of_a_view_come_as_rows(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, at=clock.now(), title="Is agreed", lead=cast.priya)
    make.an_action(cast, State.CLOSED, at=clock.now(), title="Is closed")
    db.session.commit()
    samuel = client_for(cast.samuel)
    [open_one] = rows(samuel.get("/actions.csv"))
    assert (open_one["Number"], open_one["Title"], open_one["State"], open_one["Lead"]) == (
        "A-1", "Is agreed", "Agreed", "Priya",
    )  # fmt: skip
    assert open_one["Address"].startswith("http://localhost/actions/")
    assert [one["Title"] for one in rows(samuel.get("/actions.csv?view=closed"))] == ["Is closed"]
    assert rows(samuel.get("/actions.csv?words=nowhere")) == []


def sheet_of(file: TestResponse) -> list[dict[str, Any]]:
    """The rows of a workbook, by the words in its first line."""
    assert file.status_code == 200
    header, *found = load_workbook(io.BytesIO(file.data))["Actions"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def test_the_same_rows_open_in_excel_with_days_as_days_and_no_formula(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, at=clock.now(), title=FORMULA, lead=cast.priya)
    action.kinds, action.strength = ["place"], "stronger"
    make.an_action(cast, State.CLOSED, at=clock.now(), title="Is closed")
    db.session.commit()
    samuel = client_for(cast.samuel)
    file = samuel.get("/actions.xlsx?strength=stronger")
    [row] = sheet_of(file)
    assert (row["Title"], row["Lead"], row["Due"].date()) == (FORMULA, "Priya", local_date(clock.now()))
    assert (row["Strength"], row["Kind of change"], row["Sent back"]) == ("Stronger", "changes the place", 0)
    assert load_workbook(io.BytesIO(file.data))["Actions"]["B2"].data_type == "s"
    assert file.headers["Content-Disposition"] == 'attachment; filename="actions-2026-11-02.xlsx"'
    assert [one["Title"] for one in sheet_of(samuel.get("/actions.xlsx?view=closed"))] == ["Is closed"]
    for_nadia = sheet_of(client_for(cast.nadia).get("/actions.xlsx"))
    assert "Lead" not in for_nadia[0] and "Priya" not in str(for_nadia), "a reader gets no names"


def test_a_closed_action_says_in_both_files_if_it_still_holds(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    held = make.a_closed_action(cast, make.A_SAMPLE, at=clock.now())
    clock.move(weeks=12, days=1)
    first, _ = make.steps_of(held)
    make.looks(cast, first, at=clock.now())
    make.an_action(cast, at=clock.now(), title="Is open")
    db.session.commit()
    samuel = client_for(cast.samuel)
    holding = "12 weeks: Holding; 26 weeks: From 3 May 2027; 52 weeks: From 1 November 2027"
    assert [one["Still holding"] for one in rows(samuel.get("/actions.csv?view=closed"))] == [holding]
    assert [one["Still holding"] for one in sheet_of(samuel.get("/actions.xlsx?view=closed"))] == [holding]
    assert [one["Still holding"] for one in rows(samuel.get("/actions.csv"))] == [""]


def test_a_file_says_what_it_is_and_of_which_day(cast: Cast, client_for: ClientFor) -> None:
    file = client_for(cast.samuel).get("/actions.csv")
    assert file.headers["Content-Disposition"] == 'attachment; filename="actions-2026-11-02.csv"'
    assert file.headers["Cache-Control"] == "no-store"


def test_no_cell_of_any_file_is_a_formula(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action = make.an_action(cast, State.WITHDRAWN, at=clock.now(), title=FORMULA)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now(), words=make_checks.Words(strength=FORMULA))
    db.session.commit()
    samuel = client_for(cast.samuel)
    for address, column in (("/actions.csv?view=withdrawn", "Title"), ("/checks.csv", "A strength")):
        [row] = rows(samuel.get(address))
        assert row[column] == f"'{FORMULA}"
    for row in rows(samuel.get(f"/actions/{action.id}/history.csv")):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_history_of_an_action_says_who_and_from_what_to_what(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, at=clock.now(), title="The reason stands there")
    db.session.commit()
    told = rows(client_for(cast.samuel).get(f"/actions/{action.id}/history.csv"))
    assert {row["Who"] for row in told} >= {"Samuel"}
    assert any("→" in row["From what to what"] or row["From what to what"] for row in told)


def test_a_reader_gets_the_same_rows_and_nobodys_name(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action = make.an_action(cast, at=clock.now(), lead=cast.priya)
    check = make_checks.told(cast, at=clock.now())
    db.session.commit()
    nadia = client_for(cast.nadia)
    for address in (
        "/actions.csv",
        "/checks.csv",
        f"/actions/{action.id}/history.csv",
        f"/checks/{check.id}/history.csv",
    ):
        file = nadia.get(address)
        assert rows(file)
        assert not {"Lead", "Who", "Captured by", "Person observed"} & set(rows(file)[0])
        assert not [name for name in ("Priya", "Samuel", "Grace", "Tomasz") if name in file.text]


def test_that_a_check_is_held_back_is_not_in_the_file_of_the_person_it_is_about(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    until = local_date(clock.now() + timedelta(days=7))
    hold_back(check, until=until, reason="It is looked into.", by=cast.ruth.standing(), at=clock.now())
    db.session.commit()
    address = f"/checks/{check.id}/history.csv"
    assert "It is looked into." in client_for(cast.samuel).get(address).text
    assert client_for(cast.tomasz).get(address).status_code == 404
    clock.move(days=8)
    [captured] = rows(client_for(cast.tomasz).get(address))
    assert captured["What"] == "captured this check"


@pytest.mark.parametrize("at_once", [1, 2, 50])
def test_a_long_file_is_read_piece_by_piece_and_each_row_is_in_it_once(
    cast: Cast, clock: FixedClock, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    for n in range(5):
        make.an_action(cast, at=clock.now(), title=f"Number {n}")
        make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now() + timedelta(minutes=n))
    db.session.commit()
    clock.move(days=1)
    monkeypatch.setattr(actions, "AT_ONCE", at_once)
    monkeypatch.setattr(checks, "AT_ONCE", at_once)
    samuel = client_for(cast.samuel)
    assert sorted(row["Title"] for row in rows(samuel.get("/actions.csv"))) == [f"Number {n}" for n in range(5)]
    assert len({row["Address"] for row in rows(samuel.get("/checks.csv"))}) == 5


def test_what_was_seen_is_told_as_it_stands_after_corrections(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make_checks.told(cast, at=clock.now())
    [row] = rows(client_for(cast.samuel).get("/checks.csv"))
    assert "Done well: " in row["What was seen"]
    assert row["A strength"] == make_checks.STRENGTH
    assert (row["Captured by"], row["Person observed"], row["Review"]) == ("Grace", "Tomasz", "Waits for a review")
