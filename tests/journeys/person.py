"""Somebody with a browser: they tap, write and read as people do; nothing is done behind the page's back."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.cast import PASSWORD, Member
from tests.journeys.site import Site

# What the browser says of an answer that tells a person no (the page shows why), and where there is no signal.
_TOLD_NO = re.compile(
    r"Failed to load resource: "
    r"(the server responded with a status of (403|404|409|422) |net::ERR_INTERNET_DISCONNECTED)"
)
# What it says when a phone asks without a session: the phone tries again by itself.
_OF_THE_PHONE = re.compile(r"/(grants|phone/pack|envelopes|sign-outs)$")


class Person:
    def __init__(self, member: Member, page: Page, site: Site, *, touches: bool, javascript: bool = True) -> None:
        self.member, self.page, self.site, self.touches = member, page, site, touches
        self.javascript = javascript
        self.complaints: list[str] = []
        self.taps = 0  # with a finger; choosing in a list that opens takes two
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def signs_in(self) -> Person:
        self.page.goto("/sign-in")
        self.writes("Sign-in name", self.member.sign_in)
        self.writes("Password", PASSWORD)
        self.sends("Sign in")
        expect(self.page).to_have_url(re.compile("/today"))
        return self

    def goes_to(self, place: str) -> None:
        """By the navigation of every page: Today, Actions, Reviews, Mine."""
        self.follows(place, inside=self.page.get_by_role("navigation", name="Main"))

    def follows(self, link: str, *, inside: Locator | None = None) -> None:
        """To another page, by a link whose words hold these."""
        self._tap((inside or self.page).get_by_role("link", name=link).first, away=True)

    def section(self, heading: str) -> Locator:
        return self.page.get_by_role("region", name=heading)

    def sends(self, button: str) -> None:
        """A form, by its button; on to the next page."""
        self._tap(self.page.get_by_role("button", name=button, exact=True).first, away=True)

    def presses(self, button: str, *, role: str = "button") -> None:
        """A button that leaves the page where it is, or the head of something that opens."""
        summary = self.page.locator("summary", has_text=button)
        self._tap(
            summary.first if role == "summary" else self.page.get_by_role("button", name=button, exact=True).first
        )

    def taps_row(self, words: str) -> None:
        """A row of a list that is a button as a whole."""
        self._tap(self.page.locator("button.pick", has_text=words).first)

    def taps_link(self, words: str) -> None:
        """A link to another part of the page, or to another page."""
        self._tap(self.page.get_by_role("link", name=words).first)

    def unfolds(self, title: str, *, inside: Locator | None = None) -> None:
        """Opens what can wait; a browser opens it by itself when the address leads inside."""
        summary = (inside or self.page).locator("summary", has_text=title).first
        if summary.locator("xpath=..").get_attribute("open") is None:
            self._tap(summary)

    def writes(self, label: str, text: str, *, inside: Locator | None = None) -> None:
        (inside or self.page).get_by_label(label).first.fill(text)

    def chooses(self, label: str, option: str) -> None:
        """In a list that opens."""
        self.page.get_by_label(label).select_option(label=option)
        self.taps += 2

    def picks(self, question: str, answer: str) -> None:
        """One of the answers that stand under a question, by its first words."""
        self.ticks(answer, inside=self.page.get_by_role("group", name=question).first)

    def taps_answer(self, group: Locator, answer: str) -> None:
        self._tap(group.locator("label").filter(has=self.page.get_by_text(answer, exact=True)).first)

    def ticks(self, label: str, *, inside: Locator | None = None) -> None:
        self._tap((inside or self.page).locator("label", has_text=label).first)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def _tap(self, what: Locator, *, away: bool = False) -> None:
        leaving: AbstractContextManager[Any] = self.page.expect_navigation() if away else nullcontext()
        self.taps += 1
        with leaving:
            if self.touches:
                what.tap()
            else:
                what.click()

    def _console(self, message: ConsoleMessage) -> None:
        told_no = _TOLD_NO.match(message.text) or _OF_THE_PHONE.search(message.location["url"])
        if message.type in {"error", "warning"} and not told_no:
            self.complaints.append(f"{message.type}: {message.text}")
