"""The application on a port, in a thread of the test's own process, so that the test can turn its clock."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from spotcheck.app import create_app
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.settings import Settings, database_url
from tests.conftest import MORNING
from tests.support.postgres import fresh_database


@dataclass(frozen=True)
class Site:
    app: Flask
    url: str
    clock: FixedClock

    def later(self, **parts: float) -> None:
        """`site.later(days=7)`. A session ends after a shift, so everybody signs in again."""
        self.clock.move(**parts)


class _Mishaps(logging.Handler):
    """Keeps what the application had to log as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@contextmanager
def a_site(folder: Path) -> Iterator[Site]:
    """The application on an empty database of its own, committed to for good, as what browsers do is."""
    mishaps = _Mishaps()
    log = logging.getLogger("spotcheck")
    with _empty_database(folder) as url:
        settings = Settings(data=folder, database_url=url, secret="only for tests")
        app = create_app(settings, clock=FixedClock(MORNING))
        app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            log.addHandler(mishaps)
            with _answering(app) as address:
                yield Site(app, address, app.extensions["clock"])
            log.removeHandler(mishaps)
            db.session.remove()
            db.engine.dispose()
    assert mishaps.said == []


@contextmanager
def _empty_database(folder: Path) -> Iterator[str]:
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, Path())) as fresh:
            yield fresh
    else:
        yield f"sqlite:///{folder / 'spotcheck.db'}"


@contextmanager
def _answering(app: Flask) -> Iterator[str]:
    """The address at which this application answers while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many requests, as behind a real server

    def log(self, type: str, message: str, *args: Any) -> None:
        """Says nothing: what went wrong is logged by the application."""
