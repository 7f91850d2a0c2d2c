"""Somebody of each role walks through the whole demo: every link that a page shows them leads to a sound page."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.client import Client
from tests.demo_home import Told, told_home
from tests.matrix.reading import elements

OPENED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
WALKERS = ("Grace", "Samuel", "Tomasz", "Priya", "Sunita", "Ruth", "Nadia", "Alex", "Joseph", "Olwen")
BEGINNINGS = ("/today", "/actions", "/mine", "/at-risk")
MOST_OF_ONE_KIND = 12  # pages behind one route: filters of a list can be put together without an end

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with told_home(tmp_path_factory.mktemp("demo"), at=OPENED) as told:
        yield told


@pytest.mark.parametrize("name", WALKERS)
def test_every_link_shown_leads_to_a_sound_page(demo: Told, name: str) -> None:
    client = Client(demo.app)
    walker = next(listed for listed in demo.people if listed["name"] == name)
    client.sign_in(SimpleNamespace(sign_in=walker["sign_in"]), walker["password"])
    ways, seen, walked = deque((path, "the address bar") for path in BEGINNINGS), set(BEGINNINGS), Counter()

    while ways:
        path, shown_on = ways.popleft()
        answer = client.get(path)
        assert answer.status_code in {200, 303}, f"{path}, shown on {shown_on} to {name}, answers {answer.status_code}"
        whole = answer.get_data()  # to the end, whatever it is
        for link in _links(whole.decode(), path) if answer.mimetype == "text/html" else ():
            route = _route(demo, link)
            if link not in seen and route and walked[route] < MOST_OF_ONE_KIND:
                seen.add(link)
                walked[route] += 1
                ways.append((link, path))

    assert len(seen) > len(BEGINNINGS)


def _links(html: str, path: str) -> Iterator[str]:
    for anchor in (element for element in elements(html) if element.tag == "a"):
        href = urlsplit(urljoin(path, anchor.get("href") or "#"))
        if not href.scheme and not href.netloc:
            yield href.path + (f"?{href.query}" if href.query else "")


def _route(demo: Told, link: str) -> str | None:
    """The route behind a link; None for files."""
    try:
        endpoint, _ = demo.app.url_map.bind("localhost").match(urlsplit(link).path, method="GET")
    except (NotFound, MethodNotAllowed):
        return link
    return None if endpoint.startswith("assets") or endpoint == "static" else str(endpoint)
