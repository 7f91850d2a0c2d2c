"""Spotcheck as an app on the home screen: the browser finds nothing that stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.cast import Cast
from tests.journeys.person import Person

pytestmark = pytest.mark.one_database


def test_it_can_be_installed_from_today(people: Cast, meet: Callable[..., Person]) -> None:
    grace = meet(people.grace).signs_in()
    browser = grace.page.context.new_cdp_session(grace.page)
    told = browser.send("Page.getAppManifest")
    assert (told["errors"], told["url"]) == ([], f"{grace.site.url}/manifest.webmanifest")
    errors = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # a private window installs nothing, whatever it shows
    assert [one for one in errors if one["errorId"] != "in-incognito"] == []


HINT = "Put Spotcheck on your home screen"
_CAN_ASK = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { document.body.dataset.asked = "yes"; };
  window.dispatchEvent(event);
}"""


def test_where_the_browser_can_ask_one_tap_is_enough_and_it_is_said_once(
    people: Cast, meet: Callable[..., Person]
) -> None:
    grace = meet(people.grace).signs_in()
    expect(grace.page.get_by_role("heading", name=HINT)).to_be_hidden()
    grace.page.evaluate(_CAN_ASK)
    grace.page.get_by_role("button", name="Put it there").tap()
    expect(grace.page.locator("body")).to_have_attribute("data-asked", "yes")
    expect(grace.page.get_by_role("heading", name=HINT)).to_be_hidden()
    grace.page.reload()
    grace.page.evaluate(_CAN_ASK)
    expect(grace.page.get_by_role("heading", name=HINT)).to_be_hidden()


def test_on_an_iphone_it_is_told_in_words_until_it_was_read(people: Cast, meet: Callable[..., Person]) -> None:
    grace = meet(people.grace)
    grace.page.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    grace.signs_in()
    grace.sees("Add to Home Screen")
    grace.page.get_by_role("button", name="I have read it").tap()
    grace.page.reload()
    expect(grace.page.get_by_role("heading", name=HINT)).to_be_hidden()


def test_nothing_is_said_to_somebody_who_captures_nothing(people: Cast, meet: Callable[..., Person]) -> None:
    tomasz = meet(people.tomasz)
    tomasz.page.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    tomasz.signs_in()
    tomasz.does_not_see(HINT)


def test_without_https_it_says_that_it_works_online_only(people: Cast, meet: Callable[..., Person]) -> None:
    grace, there = meet(people.grace).signs_in(), "http://care.example.org"
    context = grace.page.context
    context.add_cookies([{"name": one["name"], "value": one["value"], "url": there} for one in context.cookies()])

    def answer(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(there, grace.site.url)))

    context.route(f"{there}/**", answer)
    grace.page.goto(f"{there}/today")
    grace.sees("Here Spotcheck works online only")
    assert grace.page.evaluate("() => 'serviceWorker' in navigator") is False
    grace.complaints.clear()  # the browser says that it heeds no header of safety here
