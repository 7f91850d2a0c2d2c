"""From a plan to a result: how an action will be verified, what was drawn, who can replay it, and what it showed."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.journeys import capturing, deciding
from tests.journeys.person import Person
from tests.journeys.site import Site

IN_BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
ANOTHER = "Every due dose is signed for or explained at once."
SAMPLE = "MAR charts and PRN records"
CODES = "1-10 A early\n11-20 B late\n21-30 C night"
IN_A_MINUTE = 10  # taps: six seconds for each, with reading
Meet = Callable[..., Person]


@IN_BOTH
def test_a_verification_is_planned_in_ten_taps_and_says_what_it_can_show_before_it_is_kept(
    people: Cast, meet: Meet, site: Site, javascript: bool
) -> None:
    action = make.an_action(people, State.PROPOSED, at=site.clock.now(), plan=[])
    db.session.commit()
    address, action_id = f"/actions/{action.id}", action.id
    db.session.rollback()  # nobody else writes while this looks
    samuel = meet(people.samuel, javascript=javascript).signs_in()
    samuel.page.goto(address)

    samuel.taps = 0
    samuel.taps_link("Plan a look")
    samuel.unfolds("Look at another standard")
    samuel.chooses("Standard", ANOTHER)
    samuel.presses("Show how it can be seen")
    expect(samuel.page.locator("#add-look b").first).to_have_text(ANOTHER)
    samuel.picks("How?", SAMPLE)
    samuel.picks("How many records?", "10 records in 4 weeks, at most 1 missed")
    samuel.presses("Show what it can show")
    shown = samuel.section("What it can and cannot show")
    expect(shown).to_contain_text("If practice were really right 7 times in 10, this would pass 15 times in 100.")
    expect(shown.get_by_role("img")).to_be_visible()
    expect(samuel.page.locator("#add-look")).to_have_count(1)
    assert _plan(action_id) == [], "reading what it can show keeps nothing"
    samuel.sends("Add this look")

    samuel.sees("Added to the plan.")
    samuel.sees("10 records drawn at random, at most 1 missed")
    samuel.sees("the whole plan passes about 91 times in 100")
    assert samuel.taps <= IN_A_MINUTE
    assert _plan(action_id) == [("sample", 10, 1)]


@IN_BOTH
def test_a_sample_drawn_with_codes_and_exclusions_is_replayed_by_a_stranger_and_read_to_holding(
    people: Cast, meet: Meet, site: Site, tmp_path: Path, javascript: bool
) -> None:
    action, _ = make.a_done_action(people, at=site.clock.now())
    db.session.commit()
    address = f"/actions/{action.id}"
    db.session.rollback()  # nobody else writes while this looks
    site.later(days=2)
    grace = meet(people.grace, javascript=javascript).signs_in()
    grace.follows(SAMPLE, inside=grace.section("Due now"))

    grace.unfolds("Leave some numbers out of the draw")
    grace.writes("Which numbers, and why?", "7 moved away\n12-13 under investigation")
    grace.unfolds("Spread over workers and shifts")
    grace.writes("Whose records, and which shift?", CODES)
    assert capturing.draws(grace, of=30) == 10
    grace.sees("10 records, 3 workers, 3 shifts.")
    grace.sees("There are too few workers for at most 2 records each, so up to 4 are by one worker.")
    drawn = [int(cell) for cell in grace.page.locator("table.drawn tbody tr td:first-child").all_inner_texts()]
    assert not {7, 12, 13} & set(drawn)

    nadia = meet(people.nadia, javascript=javascript).signs_in()
    file, program = _taken_home(nadia, tmp_path)
    told = subprocess.run([sys.executable, program, file], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.stdout.strip() == "same", "a stranger needs nothing of ours but the page"
    nadia.taps_link("Replay a file on a page here")
    nadia.page.get_by_label("The file of a draw").set_input_files(file)
    nadia.sends("Work it out again")
    nadia.is_at("the same order")
    nadia.sees("All 27 lines are the same.")

    capturing.reads(grace, 10)
    capturing.finishes(grace)
    samuel = meet(people.samuel, javascript=javascript).signs_in()
    deciding.reviews(samuel, SAMPLE, risk="Low", means="Each entry says why, and what it did.", counts=True)
    samuel.page.goto(address)
    samuel.sees("Holding: 10 of 10 in place; the rule allowed 1 miss")
    samuel.sees("10 records, 3 workers, 3 shifts.")
    samuel.sees("Nothing is missing: you can close this")


def test_a_sheet_is_printed_before_the_draw_with_a_line_for_each_record_and_nothing_else(
    people: Cast, meet: Meet, site: Site
) -> None:
    make.a_done_action(people, at=site.clock.now())
    db.session.commit()
    site.later(days=2)
    grace = meet(people.grace).signs_in()
    grace.follows(SAMPLE, inside=grace.section("Due now"))
    grace.follows("Print a numbered sheet")
    grace.writes("How many records are there?", "30")
    grace.sends("Make the sheet")
    grace.page.emulate_media(media="print")
    expect(grace.page.locator("main table tbody tr")).to_have_count(30)
    expect(grace.page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(grace.page.get_by_role("button", name="Make the sheet")).to_be_hidden()
    pages = len(re.findall(rb"/Type\s*/Page\b", grace.page.pdf(format="A4")))
    assert 1 <= pages <= 2, "thirty lines, and how to use them, on one sheet of paper or its back"


def _plan(action_id: uuid.UUID) -> list[tuple[str, int, int]]:
    """What is planned now, after what somebody's browser did; nothing stays open behind it."""
    action = db.session.scalars(sa.select(Action).where(Action.id == action_id)).one()
    found = [(one.kind, one.size, one.allowed) for one in queries.plan_of(action)]
    db.session.rollback()
    return found


def _taken_home(stranger: Person, folder: Path) -> tuple[Path, Path]:
    """The file of the newest draw, and the program that its page prints, as a commissioner would keep them."""
    stranger.page.goto("/draws")
    stranger.follows("Draw 1: ")
    stranger.follows("How anybody can replay it")
    program, file = folder / "replay.py", folder / "draw-1.json"
    program.write_text(stranger.page.locator("pre.recipe").inner_text(), encoding="utf-8")
    with stranger.page.expect_download() as coming:
        stranger.taps_link("Download the file")
    coming.value.save_as(file)
    return file, program
