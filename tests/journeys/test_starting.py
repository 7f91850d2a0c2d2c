"""A tap on a name opens the check: on the phone where it is ready or soon will be, else on the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from playwright.sync_api import expect

from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
NOTHING_CAN_BE_KEPT = "Object.defineProperty(navigator, 'locks', { value: undefined })"  # as without HTTPS


def taps_a_name(who: Person) -> None:
    """From Today to the first item, as fast as a hand can."""
    who.follows("Observe")
    who.follows("Medicines round")
    who.sends("Tomasz")
    expect(who.page.locator("#bar")).to_be_visible()


def drafts_here(who: Person) -> int:
    found: int = phone.phone(who, "return (await phone.drafts.list()).length")
    return found


def grants_after(app: Flask, monkeypatch: pytest.MonkeyPatch, then: Callable[..., ResponseReturnValue]) -> None:
    view = app.view_functions["delivery.give"]
    monkeypatch.setitem(app.view_functions, "delivery.give", wraps(view)(lambda: then(view)))


def test_where_nothing_can_be_kept_the_first_tap_goes_to_the_server(people: Cast, meet: Meet) -> None:
    grace = meet(people.grace)
    grace.page.add_init_script(NOTHING_CAN_BE_KEPT)
    grace.signs_in()
    taps_a_name(grace)
    assert "/drafts/" in grace.page.url


def test_a_phone_that_is_getting_ready_is_waited_for(
    people: Cast, meet: Meet, live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(view: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
        time.sleep(0.7)
        return view()

    grants_after(live_app, monkeypatch, slowly)
    grace = meet(people.grace).signs_in()
    taps_a_name(grace)
    assert "/capture/" in grace.page.url
    assert drafts_here(grace) == 1


def test_a_phone_that_does_not_get_ready_begins_nothing_and_the_tap_goes_to_the_server(
    people: Cast, meet: Meet, live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    grants_after(live_app, monkeypatch, lambda _view: ("busy", 503))
    grace = meet(people.grace).signs_in()
    taps_a_name(grace)
    assert "/drafts/" in grace.page.url
    assert drafts_here(grace) == 0


def test_two_quick_taps_begin_one_check(people: Cast, meet: Meet) -> None:
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    grace.follows("Observe")
    grace.follows("Medicines round")
    grace.page.evaluate("""() => {
      const name = [...document.querySelectorAll("button.pick")].find((one) => one.textContent === "Tomasz");
      name.click();
      name.click();
    }""")
    expect(grace.page.locator("#bar")).to_be_visible()
    assert drafts_here(grace) == 1
