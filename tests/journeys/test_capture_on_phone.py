"""Capturing on the phone: without signal, killed in the middle, in two tabs, and when somebody else signs in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.queries.contents import content_of
from spotcheck.core.database import db
from spotcheck.messages.models import Alert
from tests import make_checks
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_drafts import INTERVIEW, OBSERVATION, SAMPLE, an_own_draw

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
VOICE = "medicines-voice"
MOST_TAPS = 14  # for the twelve items of an observation, and finishing


@pytest.fixture
def grace(people: Cast, meet: Meet, site: Site) -> Person:
    """On shift with a phone that has all it needs; records are drawn."""
    an_own_draw(people, people.grace, at=site.clock.now(), population=12, size=2)
    addresses = [address(people, key) for key in (OBSERVATION, INTERVIEW, SAMPLE, VOICE)]
    db.session.commit()
    grace = meet(people.grace).signs_in()
    phone.until_ready(grace, *addresses)
    return grace


def address(people: Cast, key: str) -> str:
    version, _ = make_checks.asked(people, key)
    return f"/capture/{version.id}"


def opens(who: Person, people: Cast, key: str, start: str) -> None:
    """Starts a check on the phone, by a tap on a name or a draw."""
    there = address(people, key)
    db.session.rollback()
    who.page.goto(there)
    who.taps_row(start)
    expect(who.page.locator("#bar")).to_be_visible()


def answers_all(who: Person, answer: str) -> int:
    items = who.page.locator("#sheet fieldset.item:visible").all()
    for item in items:
        who.taps_answer(item, answer)
    return len(items)


def is_saved(who: Person) -> None:
    expect(who.page.locator("[data-fill=saved]")).to_have_text("Saved on this phone")


def the_checks() -> list[Check]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Check).order_by(Check.id)))


def received(who: Person) -> None:
    expect(who.page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"Received \d\d:\d\d"))


@pytest.mark.parametrize(
    ("key", "start", "answer"),
    [
        (OBSERVATION, "Tomasz", "Done well"),
        (INTERVIEW, "Tomasz", "said unprompted"),
        (VOICE, "The person", "Yes"),
    ],
)
def test_a_check_captured_without_signal_is_received_once_as_its_authors(
    grace: Person, people: Cast, site: Site, key: str, start: str, answer: str
) -> None:
    began = site.clock.now()
    phone.without_signal(grace)
    opens(grace, people, key, start)
    answered = answers_all(grace, answer)
    is_saved(grace)
    grace.presses("Next")
    grace.presses("Finish")
    grace.is_at("Saved on this phone")
    grace.sees("1 waiting")
    assert the_checks() == []
    db.session.rollback()  # a test that reads keeps a server from writing
    phone.with_signal(grace)
    received(grace)
    (check,) = the_checks()
    assert (check.author_id, check.kind) == (people.grace.id, key.rsplit("-", 1)[-1])
    assert abs((check.finished_at - began).total_seconds()) < 60
    assert len(content_of(check).answers) in {answered, 3}
    db.session.rollback()
    grace.page.reload()
    received(grace)
    assert len(the_checks()) == 1


def test_records_are_read_one_at_a_time_without_signal(grace: Person, people: Cast) -> None:
    phone.without_signal(grace)
    opens(grace, people, SAMPLE, "Draw 1")
    grace.sees("0 of 2 read")
    grace.unfolds("This record cannot be used")
    grace.ticks("It cannot be found")
    grace.presses("Set it aside")
    for left in ("Next record", "Next"):
        answers_all(grace, "In place")
        grace.presses(left)
    grace.is_at("What else did you notice?")
    grace.presses("Finish")
    grace.is_at("Saved on this phone")
    phone.with_signal(grace)
    received(grace)
    (check,) = the_checks()
    assert [met.set_aside for met in content_of(check).records] == ["not_found", None, None]


def test_an_observation_takes_fourteen_taps_and_another_can_be_started(grace: Person, people: Cast) -> None:
    opens(grace, people, OBSERVATION, "Tomasz")
    taps = answers_all(grace, "Done well") + 2
    grace.presses("Next")
    grace.presses("Finish")
    received(grace)
    assert taps <= MOST_TAPS
    grace.taps_link("Start another")
    grace.taps_row("Amina")
    grace.sees("0 of 12 answered")


def test_what_is_open_is_said_before_finishing(grace: Person, people: Cast) -> None:
    opens(grace, people, OBSERVATION, "Tomasz")
    grace.presses("Next")
    grace.presses("Finish")
    grace.sees("Nothing is answered yet.")
    grace.page.go_back()
    grace.taps_answer(grace.page.locator("#item-3"), "Done well")
    grace.presses("Next")
    grace.writes("Coaching given on the spot", "Mrs Hill was pleased")
    grace.presses("Finish")
    grace.sees("11 items are still open. They can stay as not seen this time.")
    grace.sees("This may hold a name.")
    grace.taps_link("“Finds a quiet place to work.”")
    expect(grace.page.locator("#item-1")).to_be_in_viewport()
    grace.presses("Next")
    grace.presses("Finish")
    grace.presses("Finish as it is")
    received(grace)


def test_a_page_that_is_killed_opens_again_at_the_exact_item(grace: Person, people: Cast) -> None:
    phone.without_signal(grace)
    opens(grace, people, OBSERVATION, "Tomasz")
    for item in grace.page.locator("#sheet fieldset.item").all()[:7]:
        grace.taps_answer(item, "Done, with support")
    is_saved(grace)
    grace.page.close()
    phone.with_signal(grace)
    grace.page = grace.page.context.new_page()
    grace.page.goto("/today")
    grace.sees("Begun on this phone")
    grace.taps_link("Go on: Medicines round")
    expect(grace.page.locator("#item-8")).to_be_in_viewport()
    expect(grace.page.locator("#item-8")).to_have_class(re.compile("next-up"))
    grace.sees("7 of 12 answered")


def test_two_tabs_never_fight(grace: Person, people: Cast) -> None:
    opens(grace, people, OBSERVATION, "Tomasz")
    other = grace.page.context.new_page()
    other.goto(grace.page.url)
    tap(other, 2)
    tap(grace.page, 1)
    for page in (other, grace.page):
        expect(page.get_by_text("2 of 12 answered")).to_be_visible()
        expect(page.locator("#item-1 input[value=well]")).to_be_checked()
        expect(page.locator("#item-2 input[value=well]")).to_be_checked()


def tap(page: Page, item: int) -> None:
    page.locator(f"#item-{item} label", has_text="Done well").first.click()


def test_after_signing_out_it_still_arrives_and_the_draft_comes_back_to_its_author(
    grace: Person, people: Cast, meet: Meet
) -> None:
    phone.without_signal(grace)
    opens(grace, people, OBSERVATION, "Tomasz")
    answers_all(grace, "Done well")
    grace.presses("Next")
    grace.presses("Finish")
    grace.taps_link("Start another")
    grace.taps_row("Amina")
    grace.taps_answer(grace.page.locator("#item-1"), "Done well")
    is_saved(grace)
    phone.with_signal(grace)
    grace.page.goto("/today")
    grace.presses("Grace", role="summary")
    grace.sends("Sign out")
    assert phone.phone(grace, "return [await phone.owner(), (await phone.drafts.list()).length]") == [None, 0]

    samuel = Person(people.samuel, grace.page, grace.site, touches=True)
    samuel.signs_in()
    expect(samuel.page.get_by_text("Begun on this phone")).to_be_hidden()
    expect(samuel.page.locator("phone-line")).not_to_contain_text("waiting", use_inner_text=True)
    (check,) = the_checks()
    assert check.author_id == people.grace.id
    draft = db.session.scalars(sa.select(Draft)).one()
    assert (draft.author_id, len(draft.answers)) == (people.grace.id, 1)


def test_somebody_at_risk_is_told_first_and_numbers_are_there_without_signal(
    grace: Person, people: Cast, meet: Meet
) -> None:
    phone.without_signal(grace)
    opens(grace, people, OBSERVATION, "Tomasz")
    grace.taps_answer(grace.page.locator("#item-1"), "Stopped to keep someone safe")
    grace.taps_link("What to do, and whom to ring")
    grace.sees("Make the person safe.")
    grace.writes("What is happening, and where", "Two tablets in the wrong cup.")
    grace.presses("Tell the managers now")
    grace.sees("Not yet seen by anyone")
    grace.page.go_back()
    expect(grace.page.locator("#at-risk")).to_be_hidden()
    grace.sees("1 of 12 answered")
    phone.with_signal(grace)
    expect(grace.page.get_by_text("Sent", exact=True)).to_be_visible()
    db.session.rollback()
    assert db.session.scalars(sa.select(Alert.words)).one() == "Two tablets in the wrong cup."
    db.session.rollback()
    meet(people.samuel).signs_in().presses("I have it")
    expect(grace.page.locator("main > .narrow > [data-fill=told]")).to_contain_text("Samuel has it", timeout=15_000)
