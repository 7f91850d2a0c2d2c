"""The browser is killed at any moment after a tap: every answer that was shown as saved is there, without signal.

A kill is no power cut: what the system had been given to write, it still writes. That is why each write asks for the
disk (`durability: "strict"`), which no test here can show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from spotcheck.core.database import db
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.own_browser import OwnBrowser
from tests.journeys.site import Site
from tests.journeys.test_left_behind import signs_in
from tests.make_checks import asked
from tests.make_drafts import OBSERVATION

pytestmark = pytest.mark.one_database
Answers = dict[str, str]  # the name of a question: what is chosen

LONGEST = 500  # milliseconds from the last tap to the kill
CHOSEN = """() => Object.fromEntries([...document.querySelectorAll("#sheet .item input[type=radio]:checked")]
  .map((one) => [one.closest(".item").id, one.value]))"""
# Tells, whenever the page says that all is saved, what it shows as chosen at that moment.
TELL = """() => new MutationObserver(([{ target }]) => {
  if (!target.textContent) return;
  const chosen = [...document.querySelectorAll("#sheet .item input[type=radio]:checked")];
  shownAsSaved(JSON.stringify(Object.fromEntries(chosen.map((one) => [one.closest(".item").id, one.value]))));
}).observe(document.querySelector("[data-fill=saved]"), { childList: true, characterData: true, subtree: true })"""


class Taps:
    """What was shown as saved, and what was tapped since then."""

    def __init__(self) -> None:
        self.shown: Answers = {}
        self.since: Answers = {}

    def is_shown(self, _: object, told: str) -> None:
        self.shown = json.loads(told)
        self.since = {item: value for item, value in self.since.items() if self.shown.get(item) != value}

    def allow(self, found: Answers) -> bool:
        """Whether nothing that was shown is missing; a tap that was on its way may have arrived or not."""
        return all(found.get(item) in {value, self.since.get(item)} for item, value in self.shown.items())


@pytest.fixture
def browser_of_grace(
    playwright: Playwright, site: Site, people: Cast, tmp_path: Path
) -> Iterator[tuple[OwnBrowser, str]]:
    """A browser in which Grace has begun to watch Tomasz, closed again; and where she goes on."""
    there = f"/capture/{asked(people, OBSERVATION)[0].id}"
    db.session.rollback()  # a test that reads keeps a server from writing
    own = OwnBrowser(playwright, tmp_path / "profile")
    with own.open() as context:
        grace = signs_in(context.pages[0], people.grace, site)
        phone.until_ready(grace, there)
        grace.page.goto(site.url + there)
        grace.taps_row("Tomasz")
        expect(grace.page.locator("#bar")).to_be_visible()
        address = grace.page.url
    yield own, address


def test_every_answer_that_was_shown_as_saved_is_there_after_a_kill(
    browser_of_grace: tuple[OwnBrowser, str], pytestconfig: pytest.Config
) -> None:
    own, address = browser_of_grace
    dice, taps = Random(20261102), Taps()
    for number in range(pytestconfig.getoption("kills")):
        with own.open() as context:
            page = opened_without_signal(context, address)
            found = page.evaluate(CHOSEN)
            assert taps.allow(found), f"kill {number}: {taps.shown} was shown, {taps.since} tapped, {found} is there"
            taps.shown, taps.since = found, {}
            context.expose_binding("shownAsSaved", taps.is_shown)
            page.evaluate(TELL)
            for _ in range(dice.randint(1, 3)):
                tap(page, dice, taps)
            page.wait_for_timeout(dice.random() * LONGEST)
            own.kill()
    assert len(taps.shown) > 1


def opened_without_signal(context: BrowserContext, address: str) -> Page:
    context.set_offline(True)
    page = context.pages[0]
    page.goto(address)
    expect(page.locator("#bar")).to_be_visible()
    return page


def tap(page: Page, dice: Random, taps: Taps) -> None:
    item = f"item-{dice.randint(1, 8)}"
    value = dice.choice(["well", "support", "not_seen"])
    taps.since[item] = value
    page.locator(f"#{item} label:has(input[value={value}])").click()
