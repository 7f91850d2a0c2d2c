"""Spotcheck opens without signal after one visit: Today, what is due, a way to start, help for somebody at risk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from spotcheck.core.database import db
from tests import make
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]


@pytest.fixture
def grace(people: Cast, meet: Meet, site: Site) -> Person:
    """On shift with a phone that is ready; one look is due."""
    make.a_done_action(people, make.AN_OBSERVATION, at=site.clock.now())
    db.session.commit()
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    phone.until_ready(grace, "/phone")
    return grace


def cold(who: Person, path: str) -> None:
    """The app was closed; it is opened again at this address."""
    page = who.page.context.new_page()
    who.page.close()
    who.page = page
    page.goto(path)


def test_today_opens_cold_with_what_is_due_and_the_ways_to_start(grace: Person) -> None:
    phone.without_signal(grace)
    cold(grace, "/today")
    grace.is_at("One look is due")
    grace.sees("Hazel Court · Without signal")
    expect(grace.section("Due now").get_by_role("link", name="Observe: Medicines round")).to_have_attribute(
        "href", re.compile("^/capture/.+#start/")
    )
    grace.follows("Observe practice")
    grace.is_at("What will you watch?")
    expect(grace.page.get_by_role("link", name="Medicines round")).to_be_visible()
