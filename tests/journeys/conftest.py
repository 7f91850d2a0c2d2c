"""The real application behind a real port, and people with real browsers. The clock is turned by hand."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser, expect

from spotcheck.app import create_app
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.settings import Settings, database_url
from tests.cast import Cast
from tests.conftest import MORNING
from tests.journeys.person import Person
from tests.journeys.site import Mishaps, Site, answering
from tests.matrix.fixtures import _furnished, world
from tests.support.browser import launch_options
from tests.support.postgres import fresh_database
from tests.support.rows import Rows, lay

__all__ = ["_furnished", "world"]

expect.set_options(timeout=15_000)  # milliseconds; on a busy machine a page takes its time


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=20, help="journeys: how often the browser is killed after a tap")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_options()


@pytest.fixture
def own_url(tmp_path: Path) -> Iterator[str]:
    """A database of this test's own: what browsers do is committed for good."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, Path())) as fresh:
            yield fresh
    else:
        yield f"sqlite:///{tmp_path / 'spotcheck.db'}"


@pytest.fixture
def live_app(own_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(data=tmp_path, database_url=own_url, secret="only for tests"), clock=FixedClock(MORNING))
    app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def site(live_app: Flask) -> Iterator[Site]:
    """The application with an empty database, answering on a port of its own. A mishap inside it ends the test."""
    mishaps = Mishaps()
    logging.getLogger("spotcheck").addHandler(mishaps)
    with answering(live_app) as url:
        yield Site(live_app, url, live_app.extensions["clock"])
    logging.getLogger("spotcheck").removeHandler(mishaps)
    assert mishaps.said == []


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
        met.append(Person(member, context.new_page(), site, touches=width < 800, javascript=javascript))
        return met[-1]

    yield begin
    for person in met:
        person.page.context.close()
    complaints = [f"{person.member.name}: {complaint}" for person in met for complaint in person.complaints]
    assert complaints == []
