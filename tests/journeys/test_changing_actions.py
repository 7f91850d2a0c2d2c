"""Another day or another lead from the list: by keyboard alone, and without JavaScript on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from spotcheck.core.database import db
from tests import make
from tests.cast import Cast
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.journeys.test_keyboard import reaches

REASON = "The new cupboard comes a week later."

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("width", [360, 1280])
def test_the_day_changes_in_the_list_with_the_keyboard_alone(
    people: Cast, meet: Callable[..., Person], site: Site, width: int
) -> None:
    for title in ("Gloves hang by the door", "The chart lies on top"):
        make.an_action(people, at=site.clock.now(), title=title)
    db.session.commit()
    samuel = meet(people.samuel, width=width)
    page, keys = samuel.page, samuel.page.keyboard
    samuel.signs_in()
    page.goto("/actions")

    opens = page.locator("summary", has_text="Change lead or day: Gloves")
    day = page.get_by_label("Done by")
    reaches(samuel, opens)
    keys.press("Enter")
    expect(day).to_be_visible()
    reaches(samuel, day)
    keys.press("Escape")
    expect(opens).to_be_focused()
    expect(day).to_be_hidden()

    keys.press("Enter")
    day.fill("2026-12-20")
    reaches(samuel, page.get_by_label("Why?"))
    keys.type(REASON)
    reaches(samuel, page.get_by_role("button", name="Change it"))
    keys.press("Enter")
    row = page.locator("li.act", has_text="Gloves hang by the door")
    expect(row).to_contain_text("By 20 December")
    expect(row).to_contain_text("Changed. The reason is kept in the history.")
    expect(opens).to_be_focused()

    reaches(samuel, page.get_by_role("link", name="Change several at once"))
    keys.press("Enter")
    reaches(samuel, page.get_by_role("checkbox", name=re.compile("The chart lies on top")))
    keys.press("Space")
    page.get_by_label("Done by").fill("2026-12-21")
    reaches(samuel, page.get_by_label("Why?"))
    keys.type(REASON)
    reaches(samuel, page.get_by_role("button", name="Change what is ticked"))
    keys.press("Enter")
    expect(page.get_by_text("1 action changed.")).to_be_visible()
    expect(page.locator("li.act", has_text="The chart lies on top")).to_contain_text("By 21 December")


def test_without_javascript_on_a_phone_one_and_several_change(
    people: Cast, meet: Callable[..., Person], site: Site
) -> None:
    for title in ("Gloves hang by the door", "The chart lies on top", "The door has a card"):
        make.an_action(people, at=site.clock.now(), title=title)
    db.session.commit()
    samuel = meet(people.samuel, javascript=False)
    page = samuel.page
    samuel.signs_in()
    page.goto("/actions")

    page.locator("summary", has_text="Change lead or day: Gloves").click()
    page.locator("li.act", has_text="Gloves").get_by_role("link", name="Show the form").click()
    page.get_by_label("Done by").fill("2026-12-20")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Give a reason. It is kept in the history.").first).to_be_visible()
    page.get_by_label("Why?").fill(REASON)
    page.get_by_role("button", name="Change it").click()
    expect(page).to_have_url(re.compile("/actions.*#row-"))
    expect(page.locator("li.act", has_text="Gloves")).to_contain_text("By 20 December")

    page.get_by_role("link", name="Change several at once").click()
    for title in ("The chart lies on top", "The door has a card"):
        page.get_by_label(re.compile(title)).check()
    page.get_by_label("Done by").fill("2026-12-22")
    page.get_by_label("Why?").fill(REASON)
    page.get_by_role("button", name="Change what is ticked").click()
    expect(page.get_by_text("2 actions changed.")).to_be_visible()
    expect(page.locator("li.act", has_text="By 22 December")).to_have_count(2)
