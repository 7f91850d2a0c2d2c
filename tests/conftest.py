"""One app and one schema for the whole run; each test in a transaction that is rolled back; a clock turned by hand."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from spotcheck.app import create_app
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.settings import Settings, database_url
from tests.cast import Cast, Member, assemble
from tests.client import Client
from tests.support.postgres import fresh_database
from tests.support.rows import Rows, every_row, lay

# The same examples each time, however slow the machine: what passes once passes always.
hypothesis.settings.register_profile("spotcheck", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("spotcheck")

# What was imported and collected stays to the end, so the collector need not look at it again: a quarter of the time.
gc.set_threshold(100_000, 50, 100)

MORNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes seconds begins first, so that no core waits at the end for one long test on another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database of this worker's own, on the kind of server the run was told to use."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, Path())) as fresh:
            yield fresh
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'spotcheck.db'}"


@pytest.fixture(scope="session")
def _app(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), database_url=url, secret="only for tests")
    app = create_app(settings, clock=FixedClock(MORNING))
    app.config.update(TESTING=True)
    app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(_app: Flask) -> FixedClock:
    """Monday 2 November 2026, nine in the morning; turned back before each test."""
    clock: FixedClock = _app.extensions["clock"]
    clock.set(MORNING)
    return clock


@pytest.fixture
def app(_app: Flask, clock: FixedClock) -> Iterator[Flask]:
    """The app, with every commit of this test inside one transaction that is rolled back at its end."""
    with rolled_back(_app):
        yield _app


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Inside, every session joins one transaction, of which nothing stays."""
    with app.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        engines = db.engines
        engines[None] = connection  # type: ignore[assignment]
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.session.remove()
            engines[None] = engine
            outer.rollback()
            connection.close()


@pytest.fixture(scope="session")
def _everybody(_app: Flask) -> tuple[Cast, Rows]:
    """The cast, made once by the operations, and the rows they left."""
    with rolled_back(_app):
        return assemble(at=MORNING), every_row()


@pytest.fixture
def cast(app: Flask, _everybody: tuple[Cast, Rows]) -> Cast:
    """The people of a made-up home, and an outsider from another organisation."""
    people, rows = _everybody
    lay(rows)
    return people


@pytest.fixture
def client_for(app: Flask) -> Callable[..., Client]:
    """A browser in which this person is signed in, through the sign-in page: `client_for(cast.grace)`."""

    def signed_in(person: Member | None = None) -> Client:
        client = Client(app)
        if person is not None:
            client.sign_in(person)
        return client

    return signed_in


@pytest.fixture
def statements(_app: Flask, app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent while the test runs, to count the queries of a page."""
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        sent.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(sa.Engine, "before_cursor_execute", note)
