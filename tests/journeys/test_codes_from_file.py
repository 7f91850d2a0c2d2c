"""A file with names in it is read in the browser: letters leave, and no word of its other columns does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import Request

from spotcheck.core.database import db
from spotcheck.sampling.models import Draw
from tests.cast import Cast
from tests.journeys.person import Person
from tests.make_drafts import SAMPLE, address

NAMES = ["Amina Kowalczyk", "Benedict Oyelaran", "Carys Llewellyn"]
HIDDEN = ["Winifred Ashgrove", "Room 14", "allergic to penicillin", *NAMES]


def test_only_letters_and_shifts_leave_the_browser(people: Cast, meet: Callable[..., Person], tmp_path: Path) -> None:
    file = tmp_path / "charts.csv"
    shifts = ["Early", "Late", "Nights"]
    rows = [
        f'{n},"Winifred Ashgrove, Room 14",{NAMES[n % 3]},{shifts[n % 3]},allergic to penicillin' for n in range(1, 31)
    ]
    file.write_text("\n".join(["No,Resident,Staff,Shift,Notes", *rows]), encoding="utf-8")

    there = address(people, kind="sample", key=SAMPLE)
    db.session.rollback()  # nobody else writes while this looks
    grace = meet(people.grace).signs_in()
    sent: list[Request] = []
    grace.page.on("request", lambda one: sent.extend([one]))
    grace.page.goto(there)
    grace.unfolds("Spread over workers and shifts")
    grace.page.get_by_label("Fill it in from a file").set_input_files(file)
    grace.sees("The column has names or long words, so letters stand for them.")
    grace.sees("B = Carys Llewellyn")
    assert grace.page.get_by_label("Write A, B, C for the workers").is_disabled()
    box = grace.page.get_by_label("Whose records, and which shift?").input_value()
    assert box.splitlines()[:4] == ["1 A late", "2 B night", "3 C early", "4 A late"]
    assert grace.page.get_by_label("Highest number on your sheet").input_value() == "30"
    grace.chooses("Who counted them?", "Tomasz")
    grace.writes("How many will you read?", "6")
    grace.sends("Draw")
    grace.sees("Drawn: 6 of 30 records.")

    draw = db.session.scalars(sa.select(Draw)).one()
    assert draw.codes["numbers"]["1"] == ["A", "late"]
    whole = " ".join(f"{one.url} {one.post_data}" for one in sent)
    assert "codes" in whole and "A" in whole
    for word in " ".join(HIDDEN).replace(",", "").split():
        if len(word) > 3:
            assert word not in whole, word
