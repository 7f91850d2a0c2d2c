"""Somebody who cannot sign in captures on a colleague's phone without signal, and says later that it was them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from spotcheck.checks.models import Check
from spotcheck.core.database import db
from tests import make_checks
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person
from tests.make_drafts import OBSERVATION

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]


@pytest.fixture
def left(people: Cast, meet: Meet) -> Person:
    """A phone that Grace made ready and signed out on. There is no signal."""
    there = f"/capture/{make_checks.asked(people, OBSERVATION)[0].id}"
    db.session.rollback()
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    phone.until_ready(grace, "/phone", there)
    grace.presses("Grace", role="summary")
    grace.sends("Sign out")
    phone.without_signal(grace)
    return grace


def the_checks() -> list[Check]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Check)))


def until_sent(who: Person) -> None:
    for _ in range(200):
        if phone.phone(who, "return (await phone.outbox.state()).waiting") == 0:
            return
        who.page.wait_for_timeout(100)
    raise AssertionError("it still waits on the phone")


def test_what_somebody_else_captured_counts_once_they_say_that_it_was_them(
    left: Person, people: Cast, meet: Meet
) -> None:
    left.page.goto("/today")
    left.is_at("Nobody is signed in")
    left.unfolds("Somebody else captures without signal")
    left.writes("Your sign-in name", people.priya.sign_in)
    left.page.get_by_role("combobox", name="Where are you?").select_option(label="Hazel Court")
    left.chooses("Which checklist?", "Medicines round")
    left.writes("Which colleague do you observe or ask?", "Tomasz")
    left.presses("Start")
    expect(left.page.locator("#bar")).to_be_visible()
    for item in left.page.locator("#sheet fieldset.item:visible").all():
        left.taps_answer(item, "Done well")
    left.presses("Next")
    left.presses("Finish")
    left.is_at("Saved on this phone")
    phone.with_signal(left)
    until_sent(left)
    assert the_checks() == []
    db.session.rollback()  # a test that reads keeps a server from writing

    priya = meet(people.priya).signs_in()
    priya.follows("One thing from your phone needs a word from you")
    priya.follows("Medicines round")
    priya.is_at("Was this you?")
    priya.sees(f"The name written there was “{people.priya.sign_in}”.")
    priya.chooses("Which colleague is it about?", "Tomasz")
    priya.sends("Yes, I captured this")
    priya.sees("It is a check now. Thank you.")
    (check,) = the_checks()
    assert (check.author_id, check.worker_id) == (people.priya.id, people.tomasz.id)
    db.session.rollback()
    priya.follows("Open the check")
    priya.is_at("Medicines round")
