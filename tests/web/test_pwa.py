"""The app on a phone: its manifest, its pictures; the same for everybody, and no bytes when nothing changed."""

from __future__ import annotations

import gzip
import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.desk.phone_routes import version
from spotcheck.settings import Settings
from spotcheck.web.packed import Packed
from spotcheck.web.pwa import Fixed, assets
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
FIXED = ["/manifest.webmanifest", "/phone", "/hand", "/sw.js"]


@pytest.fixture
def anybody(client_for: ClientFor) -> Client:
    return client_for()


@pytest.fixture
def manifest(anybody: Client) -> Any:
    answer = anybody.get("/manifest.webmanifest")
    assert answer.content_type == "application/manifest+json"
    return json.loads(answer.data)


def test_the_manifest_names_the_app_and_where_it_begins(manifest: Any) -> None:
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/today", "/")
    assert (manifest["name"], manifest["display"]) == ("Spotcheck", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }


def test_a_shortcut_leads_to_each_way_to_start(manifest: Any) -> None:
    assert [(one["name"], one["url"]) for one in manifest["shortcuts"]] == [
        ("Observe", "/checks/new?kind=observation"),
        ("Ask", "/checks/new?kind=interview"),
        ("Sample", "/checks/new?kind=sample"),
    ]


def test_each_picture_is_there_and_as_large_as_it_says(manifest: Any, anybody: Client) -> None:
    for picture in pictures(manifest):
        answer = anybody.get(picture["src"])
        assert (answer.status_code, answer.content_type) == (200, "image/png"), picture
        assert answer.data.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", answer.data[16:24])
        assert picture["sizes"] == f"{width}x{height}"
        assert len(answer.data) < 6_000


def pictures(manifest: Any) -> Iterator[Any]:
    yield from manifest["icons"]
    for shortcut in manifest["shortcuts"]:
        yield from shortcut["icons"]


def test_every_page_names_the_manifest_and_a_picture_for_the_home_screen(cast: Cast, client_for: ClientFor) -> None:
    for client, path in ((client_for(), "/sign-in"), (client_for(cast.grace), "/today")):
        page = client.get(path)
        assert '<link rel="manifest" href="/manifest.webmanifest">' in page.text
        assert 'rel="apple-touch-icon"' in page.text
        assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", FIXED)
def test_it_is_the_same_for_everybody_and_no_cookie_is_read_or_set(
    path: str, cast: Cast, client_for: ClientFor
) -> None:
    answers = [client_for(person).get(path) for person in (None, cast.grace, cast.outsider)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert not any(answer.headers.getlist("Set-Cookie") for answer in answers)


@pytest.mark.parametrize("path", FIXED)
def test_an_unchanged_one_costs_no_bytes(path: str, anybody: Client) -> None:
    first = anybody.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = anybody.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", FIXED)
def test_it_travels_compressed_to_who_can_read_that(path: str, anybody: Client) -> None:
    zipped: TestResponse = anybody.flask.get(path, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == anybody.get(path).data


@pytest.fixture
def plan(anybody: Client) -> Any:
    """What the worker is told."""
    script = anybody.get("/sw.js")
    assert script.content_type == "text/javascript; charset=utf-8"
    told = re.fullmatch(r'import { begin } from "(/static/[^"]+)";\nbegin\(self, (.+)\);\n', script.text)
    assert told is not None
    assert anybody.get(told.group(1)).status_code == 200
    return json.loads(told.group(2))


def test_the_worker_is_told_what_its_own_pages_need_and_no_more(plan: Any, anybody: Client) -> None:
    assert (plan["shell"], plan["hand"]) == ("/phone", "/hand")
    names = [path.removeprefix(plan["files"]) for path in plan["install"]]
    assert sorted(names) == ["core.js", "hand.js", "icon.svg", "icons.svg", "shell.js", "site.css"]
    for path in plan["install"]:
        assert anybody.get(path).status_code == 200, path


def test_its_own_pages_ask_for_every_script_at_once(anybody: Client, plan: Any) -> None:
    page = anybody.get("/phone").text + anybody.get("/hand").text
    assert [path for path in plan["install"] if path.endswith(".js") and path not in page] == []


def test_the_version_changes_with_a_file_and_with_a_word_of_the_shell(app: Flask) -> None:
    with app.test_request_context("/sw.js"):
        here, shell = assets(), Fixed(Packed(b""), "", "tag")
    now = version(here, shell)
    assert version(here, shell) == now
    assert version(replace(here, digest="0123456789ab"), shell) != now
    assert version(here, replace(shell, tag="other")) != now


def test_nothing_personal_and_no_token_is_in_the_shell(cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.grace).get("/phone").text
    assert "csrf" not in page.lower()
    assert "Grace" not in page
    assert "Hazel" not in page


def test_switched_off_the_worker_takes_itself_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], offline=False))
    script = Client(app).get("/sw.js").text
    assert re.fullmatch(r'import { takeAway } from "/static/[^"]+";\ntakeAway\(self\);\n', script)


def test_switched_off_no_page_brings_a_worker(
    app: Flask, cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = client_for(cast.grace)
    assert "app-worker" in grace.get("/today").text
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], offline=False))
    assert "app-worker" not in grace.get("/today").text


@pytest.mark.parametrize(("written", "on"), [("", True), ("on", True), ("off", False), ("OFF", False), ("0", False)])
def test_the_setting_is_off_only_when_it_says_so(
    written: str, on: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPOTCHECK_OFFLINE", written)
    assert Settings.from_environment(tmp_path).offline is on
