"""Several people at once, with real commits on a database of the test's own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from spotcheck.app import create_app
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.core.refusals import Refusal
from spotcheck.settings import Settings, database_url
from tests.cast import Cast
from tests.conftest import MORNING
from tests.support.postgres import fresh_database
from tests.support.rows import Rows, lay

AT_MOST = 60  # seconds; a test that takes longer hangs


@dataclass(frozen=True)
class House:
    app: Flask
    cast: Cast

    @property
    def on_sqlite(self) -> bool:
        return self.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")


@contextmanager
def standing(folder: Path, everybody: tuple[Cast, Rows]) -> Iterator[House]:
    """A house with the cast in it, on a database of its own."""
    cast, rows = everybody
    server = os.environ.get("TEST_DATABASE_URL")
    with ExitStack() as until_the_end:
        url = f"sqlite:///{folder / 'own.db'}"
        if server:
            url = until_the_end.enter_context(fresh_database(database_url(server, folder)))
        app = create_app(Settings(data=folder, database_url=url, secret="only for tests"), clock=FixedClock(MORNING))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            lay(rows)
            db.session.remove()
        yield House(app, cast)
        with app.app_context():
            db.engine.dispose()


@dataclass(frozen=True)
class Outcome:
    """What somebody got: an answer, or a refusal in words."""

    answer: Any = None
    refusal: str = ""


def together(house: House, *verbs: Callable[[], Any]) -> list[Outcome]:
    """Everybody starts at the same moment, each with a session of their own, and commits what is not refused."""
    start = threading.Barrier(len(verbs))

    def one(verb: Callable[[], Any]) -> Outcome:
        with house.app.app_context():
            start.wait(AT_MOST)
            try:
                answer = verb()
                db.session.commit()
            except Refusal as refusal:
                db.session.rollback()
                return Outcome(refusal=str(refusal))
            return Outcome(answer)

    with ThreadPoolExecutor(len(verbs)) as people:
        return [waiting.result(AT_MOST) for waiting in [people.submit(one, verb) for verb in verbs]]


def one_of(outcomes: list[Outcome], *, refused_with: str) -> None:
    refusals = [outcome.refusal for outcome in outcomes if outcome.refusal]
    assert len(refusals) == len(outcomes) - 1
    assert all(refused_with in refusal for refusal in refusals)
