"""From nothing to the first captured check: `serve` on an empty folder, and people who tap. Every tap is counted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Locator, Page

from spotcheck.core.clock import SystemClock
from tests.cast import PASSWORD
from tests.journeys import capturing
from tests.journeys.joining import joins, link_shown_to, newcomer
from tests.journeys.person import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.one_database  # its `serve` has a database of its own

MOST_TAPS = 25
SEEN = 4  # items of the check; what was not seen this time stays open


class Counted(Person):
    """Somebody whose taps are counted: one for a button, a link or an answer, and one for each field or list."""

    def opens(self, link: str) -> None:
        self.taps += 1
        joins(self, link)

    def writes(self, label: str, text: str, *, inside: Locator | None = None) -> None:
        self.taps += 1
        super().writes(label, text, inside=inside)

    def chooses(self, label: str, option: str) -> None:
        super().chooses(label, option)
        self.taps -= 1  # a list counts once here


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address and the code that `spotcheck serve` prints for an empty folder."""
    away = ("DATABASE_URL", "SPOTCHECK_DATA", "SPOTCHECK_SECRET", "SPOTCHECK_HTTPS", "SPOTCHECK_PROXIES")
    environment = {name: value for name, value in os.environ.items() if name not in away}
    process = subprocess.Popen(
        [sys.executable, "-m", "spotcheck", "serve", "--port", "0", "--data", str(tmp_path / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    said, code = "", None
    try:
        while code is None:
            line = process.stdout.readline()
            assert line, said
            said += line
            code = re.search(r"^ {4}(\S+)$", said, re.MULTILINE)
        address = re.search(r"http://\S+?(?=\s|$)", said)
        assert address is not None
        yield address[0], code[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_from_an_empty_folder_to_the_first_check_in_few_taps(served: tuple[str, str], browser: Browser) -> None:
    url, code = served
    site: Any = Site(cast(Any, None), url, SystemClock())
    pages = [_phone(browser, url) for _ in range(2)]
    alex, zofia = (
        Counted(newcomer(name, site), page, site, touches=True)
        for name, page in zip(("Alex", "Zofia"), pages, strict=True)
    )

    alex.page.goto("/set-up")
    alex.writes("Code", code)
    alex.writes("Name of the organisation", "Hazel Court")
    alex.writes("Your name", "Alex")
    alex.writes("Sign-in name", "alex@example.org")
    alex.writes("Password", PASSWORD)
    alex.sends("Go on")
    alex.is_at("Your first service")
    alex.chooses("What kind of service", "Care home")
    alex.sends("Add it, and go on to people")
    alex.is_at("Who works here?")
    _row(alex, 1).writes("Name, as colleagues know them", "Zofia")
    _row(alex, 2).writes("Name, as colleagues know them", "Tomasz")
    alex.sends("Make their links")
    alex.is_at("2 people can join now")

    zofia.opens(link_shown_to(alex))
    zofia.follows("Observe")
    zofia.follows("Dignity")
    capturing.begins(zofia, "Tomasz")
    for item in zofia.page.locator("fieldset.item:visible").all()[:SEEN]:
        zofia.taps_answer(item, "Done well")
    zofia.sends("Next")
    zofia.presses("Finish")
    zofia.sees("can stay as not seen this time")
    zofia.presses("Finish as it is")
    zofia.is_at("Received")
    taps = alex.taps + zofia.taps
    alex.follows("Today")
    alex.sees("Left to set up")
    sys.stdout.write(f"\nFrom `serve` on an empty folder to the first check: {taps} taps.\n")
    assert taps <= MOST_TAPS
    assert alex.complaints == zofia.complaints == []


class _Row:
    """One person on the form."""

    def __init__(self, who: Counted, number: int) -> None:
        self.who, self.inside = who, who.page.locator("fieldset.newcomer").nth(number - 1)

    def writes(self, label: str, text: str) -> None:
        self.who.writes(label, text, inside=self.inside)


def _row(who: Counted, number: int) -> _Row:
    return _Row(who, number)


def _phone(browser: Browser, url: str) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(15_000)
    return context.new_page()
