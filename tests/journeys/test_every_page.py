"""Every page in Chromium, on a phone and on a desk, by day and by night, as everybody who sees it differently.

The pages are those of the matrix (`tests/matrix/doors.py`), with its things behind them; nothing that happens stays.
`--screenshot on --output FOLDER` keeps a picture of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.sights import Sight, sights
from tests.journeys.window import Window
from tests.matrix.actors import ROLES
from tests.matrix.doors import DOORS, Door
from tests.matrix.knock import knock
from tests.matrix.world import World
from tests.support.looking import PHONE, prepare, wrong_with

# Doors that show no page of their own, and why.
NOT_PAGES = {
    "desk.healthz": "a word for a machine",
    "desk.first_page": "leads on to Today",
    "learning.answers_to_read": "leads on to the oldest answer",
    "checklists.choose_language": "leads on to the list in that language",
    "messages.watch": "a part, for a page that lies open",
    "checks.checks_file": "a spreadsheet",
    "checks.check_history_file": "a spreadsheet",
    "tracker.actions_file": "a spreadsheet",
    "tracker.actions_workbook": "a spreadsheet",
    "tracker.action_history_file": "a spreadsheet",
    "learning.competence_file": "a spreadsheet",
    "desk.copy_file": "a file to keep",
    "desk.own_copy": "a file to keep",
    "desk.phone_pack": "what a phone takes along, for a script",
    "desk.worker": "a script for the browser",
    "checks.photo_file": "a picture",
    "sampling.replay_file": "a file to keep",
    "learning.link_answered": "there is something to read just after an answer only: tests/journeys/test_by_link.py",
    "pwa.manifest": "what the browser is told of the app",
}
# A row of the matrix may also stand for a way that is closed to everybody.
SHOWING = [door for door in DOORS if door.endpoint not in NOT_PAGES and not set(ROLES) <= set(door.hidden_from)]
SAYING_NO = ((400, "POST", "/sign-out"), (403, "GET", "/people"), (404, "GET", "/no"), (405, "POST", "/today"))

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture(scope="module")
def window(_app: Flask, browser: Browser) -> Iterator[Window]:
    with browser.new_context(
        viewport=PHONE, has_touch=True, reduced_motion="reduce", locale="en-GB", service_workers="block"
    ) as context:
        prepare(context)
        yield Window(_app, context)


@pytest.fixture
def album(pytestconfig: pytest.Config) -> Path | None:
    if pytestconfig.getoption("--screenshot") != "on":
        return None
    folder = Path(str(pytestconfig.getoption("--output"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("door", SHOWING, ids=lambda door: door.key)
def test_a_page_is_for_everybody_on_any_screen(world: World, window: Window, door: Door, album: Path | None) -> None:
    found, looked_at = [], 0
    for sight in sights(world, door):
        page = window.show(sight.actor, sight.path, sight.answer)
        wrong = wrong_with(page, picture=picture_of(door, sight, album)) + window.complaints
        found += [f"{sight.path} as {sight.actor.name}, {sight.how}: {one}" for one in wrong]
        looked_at += 1
    assert not found, "\n".join(found)
    assert looked_at or door.changes, "this door shows nobody a page: say in NOT_PAGES why, or in BEFORE what it needs"


@pytest.mark.parametrize(("status", "method", "path"), SAYING_NO)
def test_an_answer_that_says_no_is_for_everybody_too(
    world: World, window: Window, status: int, method: str, path: str
) -> None:
    somebody = world.actors["care worker"]
    answer = knock(world.app, somebody, method, path, token=status != 400)
    assert answer.status == status
    assert wrong_with(window.show(somebody, path, answer)) + window.complaints == []


def picture_of(door: Door, sight: Sight, album: Path | None) -> Path | None:
    return album / re.sub(r"\W+", "-", f"{door.key} {sight.how} {sight.actor.name}") if album else None
