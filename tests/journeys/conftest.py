"""The real application behind a real port, and people with real browsers. The clock is turned by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.cast import Cast
from tests.journeys.person import Person
from tests.journeys.site import Site, a_site
from tests.support.browser import launch_options
from tests.support.rows import Rows, lay


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_options()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The application with an empty database, answering on a port of its own. A mishap inside it ends the test."""
    with a_site(tmp_path) as site:
        yield site


@pytest.fixture
def people(site: Site, _everybody: tuple[Cast, Rows]) -> Cast:
    """The cast of all tests, in this site's own database."""
    cast, rows = _everybody
    lay(rows)
    return cast


@pytest.fixture
def meet(site: Site, browser: Browser) -> Iterator[Callable[..., Person]]:
    """Somebody with a phone in their hand: `meet(people.grace)`. What their browser complains about ends the test."""
    met: list[Person] = []

    def begin(member: Any, *, javascript: bool = True, width: int = 360, height: int = 740) -> Person:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            has_touch=width < 800,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        met.append(Person(member, context.new_page(), site, touches=width < 800))
        return met[-1]

    yield begin
    for person in met:
        person.page.context.close()
    complaints = [f"{person.member.name}: {complaint}" for person in met for complaint in person.complaints]
    assert complaints == []
