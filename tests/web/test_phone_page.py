"""The page that a phone keeps for capturing: nothing personal, the same bytes for everybody, asked after in little."""

from __future__ import annotations

import gzip
import re

import pytest

from spotcheck.checklists.queries import items_of
from spotcheck.places import STATIC
from spotcheck.web.assets import ON_CAPTURE
from tests.make_checks import asked

SET_BY_ELEMENTS = {"advice", "asked-lately", "close", "next-up", "on", "open", "stack"}
KEYS = ("medicines-observation", "prn-interview", "mar-prn-sample", "medicines-voice")


def page_of(cast, key):
    version, _ = asked(cast, key)
    return f"/capture/{version.id}"


@pytest.mark.parametrize("key", KEYS)
def test_it_is_the_same_for_everybody_and_holds_nobody(cast, client_for, key):
    pages = []
    for person in (cast.grace, cast.samuel, cast.tomasz):
        client = client_for(person)
        client.get("/today")
        pages.append(client.get(page_of(cast, key)))
    assert len({page.data for page in pages}) == 1
    text = pages[0].text
    for member in (cast.grace, cast.samuel, cast.tomasz, cast.amina):
        assert member.name not in text
        assert str(member.id) not in text
    assert str(cast.organisation_id) not in text
    assert str(cast.hazel) not in text
    assert "csrf" not in text.lower()
    assert "htmx" not in text
    assert all("Set-Cookie" not in page.headers for page in pages)


@pytest.mark.parametrize("key", KEYS)
def test_it_asks_what_the_version_asks(cast, client_for, key):
    version, items = asked(cast, key)
    text = client_for(cast.grace).get(page_of(cast, key)).text
    assert re.findall(r'data-item="([^"]+)"', text) == [str(item.id) for item in items_of(version)]
    assert len(items) == len(items_of(version))


def test_what_it_asks_after_is_answered_in_a_few_bytes(cast, client_for):
    grace = client_for(cast.grace)
    first = grace.get(page_of(cast, KEYS[0]))
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first.headers["Vary"]
    again = grace.get(page_of(cast, KEYS[0]), **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_travels_small(cast, client_for):
    grace = client_for(cast.grace)
    plain = grace.get(page_of(cast, KEYS[0]))
    assert "Content-Encoding" not in plain.headers
    with grace.app.app_context():
        zipped = grace.flask.get(page_of(cast, KEYS[0]), headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) < 9_000


@pytest.mark.parametrize("key", KEYS)
def test_its_own_sheet_has_all_that_lays_it_out(cast, client_for, key):
    """A component of which one rule fits the page is one of its sheet."""
    text = client_for(cast.grace).get(page_of(cast, key)).text
    assert "capture.css" in text
    assert "site.css" not in text
    names = {name for found in re.findall(r'class="([^"]*)"', text) for name in found.split()} | SET_BY_ELEMENTS
    names |= set(re.findall(r"<([a-z]+-[a-z]+)", text))
    for sheet in (STATIC / "css" / "parts").glob("*.css"):
        if sheet.stem in ON_CAPTURE:
            continue
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        selectors = [one for found in re.findall(r"([^{}]+)\{", rules) for one in re.split(r",(?![^(]*\))", found)]
        plain = [re.sub(r":\w+\(.*?\)", "", one) for one in selectors]
        asked = [re.findall(r"\.([a-z][\w-]*)|(?<![\w.:-])([a-z]+-[a-z]+)", one) for one in plain]
        fits = [one for one, each in zip(selectors, asked, strict=True) if each and {a or b for a, b in each} <= names]
        assert not fits, f"{sheet.name} lays out {fits} on a capture page: name it in ON_CAPTURE"


@pytest.mark.parametrize("key", KEYS)
def test_it_draws_its_own_icons(cast, client_for, key):
    text = client_for(cast.grace).get(page_of(cast, key)).text
    assert "icons.svg" not in text
    drawn = set(re.findall(r'<use href="#([\w-]+)"', text))
    assert drawn == set(re.findall(r'<symbol id="([\w-]+)"', text))
    assert "i-hand" in drawn


def test_another_organisation_and_an_unknown_version_are_not_there(cast, client_for):
    assert client_for(cast.outsider).get(page_of(cast, KEYS[0])).status_code == 404
    assert client_for(cast.grace).get("/capture/00000000-0000-0000-0000-000000000001").status_code == 404
    assert client_for().get(page_of(cast, KEYS[0])).status_code == 303
