"""The worker behind the app: it gives way at the right moment, it can be taken away, it lets nobody back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps

import pytest
from flask import Flask, request, request_started
from playwright.sync_api import expect

from spotcheck.desk import phone_routes
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
VERSIONS = "async () => (await caches.keys()).filter((name) => name.startsWith('spotcheck '))"
_WAITS = "async () => Boolean((await navigator.serviceWorker.ready).waiting)"
_LOOK = "async () => { await (await navigator.serviceWorker.ready).update(); }"


@pytest.fixture
def asked(live_app: Flask) -> Iterator[list[str]]:
    """What the server was asked for, each with its method."""
    seen: list[str] = []

    def note(_app: Flask, **_more: object) -> None:
        seen.append(f"{request.method} {request.path}")

    with request_started.connected_to(note, live_app):
        yield seen


@pytest.fixture
def grace(people: Cast, meet: Meet) -> Person:
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    phone.until_ready(grace, "/phone")
    return grace


def a_new_version(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spotcheck was brought up to date on the server."""
    monkeypatch.setattr(phone_routes, "_written", lambda: "a later one")
    app.extensions["made once for everybody"].pop("worker")


def until(who: Person, script: str, so: object) -> None:
    for _ in range(400):  # 20 s: what the browser does by itself takes its time on a busy machine
        if who.page.evaluate(script) == so:
            return
        who.page.wait_for_timeout(50)
    raise AssertionError(f"{script} stays {who.page.evaluate(script)}")


def test_a_new_version_waits_while_a_check_lies_open(
    grace: Person, live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = grace.page.evaluate(VERSIONS)
    capture = grace.page.context.new_page()
    capture.goto(f"/drafts/{grace.member.id}")  # whatever it shows, it is where a check is filled in
    a_new_version(live_app, monkeypatch)
    grace.page.evaluate(_LOOK)
    until(grace, _WAITS, True)
    grace.page.goto("/actions")
    grace.page.goto("/today")
    assert grace.page.evaluate(_WAITS) is True
    assert grace.page.evaluate(VERSIONS)[:1] == before
    capture.close()
    grace.page.goto("/actions")
    until(grace, _WAITS, False)
    until(grace, f"async () => !(await ({VERSIONS})()).includes('{before[0]}')", True)
    phone.without_signal(grace)
    grace.page.goto("/today")
    grace.is_at("Nothing is due right now")


def test_an_unchanged_worker_costs_no_bytes(grace: Person) -> None:
    grace.page.evaluate(_LOOK)
    assert grace.page.evaluate(_WAITS) is False
    told = grace.page.evaluate("""async () => {
      const tag = (await fetch('/sw.js', { cache: 'no-store' })).headers.get('ETag');
      const again = await fetch('/sw.js', { cache: 'no-store', headers: { 'If-None-Match': tag } });
      return [again.status, (await again.text()).length];
    }""")
    assert told == [304, 0]


def test_switched_off_it_takes_itself_and_all_it_kept_away(
    grace: Person, live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(live_app.extensions, "settings", replace(live_app.extensions["settings"], offline=False))
    grace.page.goto("/today")
    grace.page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration())?.update(); }")
    registered = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    for _ in range(20):  # a page from the cache, shown where the server is slow, asks for a worker once more
        grace.page.wait_for_timeout(500)
        if grace.page.evaluate(registered) == 0:
            break
        grace.page.goto("/today")
    until(grace, registered, 0)
    until(grace, "async () => (await caches.keys()).length", 0)
    grace.page.goto("/today")
    grace.page.wait_for_timeout(300)
    assert grace.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_signed_out_without_signal_the_session_ends_before_anything_else_is_asked_for(
    grace: Person, asked: list[str]
) -> None:
    phone.without_signal(grace)
    phone.phone(grace, "await phone.signOut()")
    grace.page.goto("/today")
    grace.is_at("Nobody is signed in")
    phone.with_signal(grace)
    asked.clear()
    grace.page.goto("/today")
    expect(grace.page).to_have_url(f"{grace.site.url}/sign-in?next=/today")
    assert asked.index("POST /sign-outs") < asked.index("GET /today")


def test_no_page_is_asked_for_until_the_server_knows(
    grace: Person, asked: list[str], live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.without_signal(grace)
    phone.phone(grace, "await phone.signOut()")
    busy = wraps(live_app.view_functions["delivery.end"])(lambda: ("busy", 503))
    monkeypatch.setitem(
        live_app.view_functions, "delivery.end", busy
    )  # before there is signal: an open page tells at once
    asked.clear()
    phone.with_signal(grace)
    grace.page.goto("/today")
    grace.is_at("Nobody is signed in")
    assert "GET /today" not in asked
    grace.page.goto("about:blank")
    grace.complaints.clear()  # the browser said that it was busy


def test_the_worker_sends_nothing_and_keeps_no_page_of_anybody(grace: Person) -> None:
    for place in ("Actions", "Mine", "Today"):
        grace.goes_to(place)
    kept = phone.kept(grace.page)
    others = [path for path in kept if not path.startswith(("/static/", "/capture/"))]
    assert sorted(others) == ["/hand", "/phone"]
