"""A phone that is handed on: nothing that was written on it, or that it took along, can be read in its browser's files.

What somebody with a laboratory could still find is in docs/what-stays-on-a-phone.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.operations import add_person, give_role
from tests.cast import PASSWORD, Cast, Member, an_account
from tests.journeys import phone
from tests.journeys.left_behind import planted, readable
from tests.journeys.own_browser import OwnBrowser
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_checks import asked
from tests.make_drafts import OBSERVATION

pytestmark = pytest.mark.one_database

IN_NAMES, IN_NOTES, IN_WORDS = 80, 96, 24
# The product with its encryption switched off: what goes in comes out, and the other way round.
NOTHING_IS_ENCRYPTED = """
for (const name of ["encrypt", "decrypt"]) {
  const whole = SubtleCrypto.prototype[name];
  SubtleCrypto.prototype[name] = async function (how, key, data) {
    if (how.name !== "AES-GCM") return whole.call(this, how, key, data);
    return new Uint8Array(ArrayBuffer.isView(data) ? data : new Uint8Array(data)).slice().buffer;
  };
}
"""


@dataclass(frozen=True)
class Shared:
    """A phone whose files can be looked at, and the words that are planted on it."""

    own: OwnBrowser
    site: Site
    people: Cast
    words: list[str]
    there: str

    def still_readable(self) -> dict[str, str]:
        return readable(self.own.profile, self.words)


@pytest.fixture
def shared(playwright: Playwright, site: Site, people: Cast, tmp_path: Path) -> Iterator[Shared]:
    """Colleagues have planted names, which go along with whoever captures."""
    words = planted(IN_NAMES + IN_NOTES + IN_WORDS, seed=20261102)
    at = site.clock.now()
    for number, word in enumerate(words[:IN_NAMES]):
        person = add_person(word, account_id=an_account(f"one.{number}", at).id, by=people.admin.standing(), at=at)
        give_role(person, Role.CARE_WORKER, people.hazel_court, by=people.admin.standing(), at=at)
    there = f"/capture/{asked(people, OBSERVATION)[0].id}"
    db.session.commit()
    yield Shared(OwnBrowser(playwright, tmp_path / "profile"), site, people, words, there)


def signs_in(page: Page, member: Member, site: Site) -> Person:
    """In a browser that has no address to begin at."""
    page.goto(f"{site.url}/sign-in")
    page.get_by_label("Sign-in name").fill(member.sign_in)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/today")
    return Person(member, page, site, touches=False)


def writes_everything(shared: Shared, context: BrowserContext) -> Person:
    """Grace begins to watch Tomasz, and writes the other words into notes and at the end of the check."""
    grace = signs_in(context.pages[0], shared.people.grace, shared.site)
    phone.until_ready(grace, shared.there)
    grace.page.goto(shared.site.url + shared.there)
    grace.taps_row("Tomasz")
    expect(grace.page.locator("#bar")).to_be_visible()
    items = grace.page.locator("#sheet fieldset.item").all()
    each = IN_NOTES // len(items)
    for number, item in enumerate(items):
        grace.taps_answer(item, "Done well")
        note = item.locator("textarea").first
        if not note.is_visible():
            item.locator("summary").first.click()
        note.fill(" ".join(shared.words[IN_NAMES + number * each :][:each]))
    grace.presses("Next")
    rest = shared.words[IN_NAMES + IN_NOTES :]
    fields = ["works", "varies", "busy", "better", "strength", "coaching"]
    each = IN_WORDS // len(fields)
    for number, name in enumerate(fields):
        field = grace.page.locator(f"#in-words textarea[name={name}]")
        field.fill(" ".join(rest[number * each :][:each]))
        field.blur()
    expect(grace.page.locator("[data-fill=saved]")).to_have_text("Saved on this phone")
    kept = phone.phone(grace, "return JSON.stringify([await phone.drafts.list(), await phone.pack()])")
    assert [word for word in shared.words if word not in kept] == []
    return grace


def test_with_its_encryption_switched_off_every_word_is_found(shared: Shared) -> None:
    with shared.own.open() as context:
        context.add_init_script(NOTHING_IS_ENCRYPTED)
        writes_everything(shared, context)
    assert len(shared.still_readable()) == len(shared.words)


def test_after_signing_out_no_word_can_be_read(shared: Shared) -> None:
    with shared.own.open() as context:
        grace = writes_everything(shared, context)
        grace.page.goto(f"{shared.site.url}/today")
        grace.page.locator("summary", has_text="Grace").first.click()
        grace.page.get_by_role("button", name="Sign out", exact=True).first.click()
        grace.page.wait_for_url("**/sign-in*")
    assert shared.still_readable() == {}


def test_after_somebody_else_has_signed_in_no_word_can_be_read(shared: Shared) -> None:
    with shared.own.open() as context:
        writes_everything(shared, context)
        context.clear_cookies()  # her sign-in has ended elsewhere
        samuel = signs_in(context.pages[0], shared.people.samuel, shared.site)
        phone.until_ready(samuel, shared.there)
    assert shared.still_readable() == {}
