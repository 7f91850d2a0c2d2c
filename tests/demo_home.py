"""What `spotcheck.demo` tells, told once in a database of its own, for tests that only read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask

from spotcheck.app import create_app
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.demo import HOME, Telling, build
from spotcheck.settings import Settings, database_url
from tests.support.postgres import fresh_database


@dataclass(frozen=True)
class Told:
    """The app on that database, its clock standing at the moment of the demo, and the people as they are listed."""

    app: Flask
    at: datetime
    people: list[dict[str, Any]]


@contextmanager
def told_home(folder: Path, *, at: datetime, telling: Telling = HOME) -> Iterator[Told]:
    """The demo, or as much of it as is asked for, on the kind of server that the run was told to use."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, Path())) as url:
            yield from _told(folder, url, at, telling)
    else:
        yield from _told(folder, f"sqlite:///{folder / 'demo.db'}", at, telling)


def _told(folder: Path, url: str, at: datetime, telling: Telling) -> Iterator[Told]:
    app = create_app(Settings(data=folder, database_url=url, secret="only for tests"), clock=FixedClock(at))
    app.config.update(TESTING=True)
    app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        people = build(app, at=at, telling=telling)
        try:
            yield Told(app, at, people)
        finally:
            db.session.remove()
            db.engine.dispose()
