"""The furnished world of the matrix, in which the other organisation's texts are planted words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from spotcheck.core.database import db
from tests.cast import Cast
from tests.conftest import MORNING, rolled_back
from tests.matrix.places import Where
from tests.matrix.planting import plant
from tests.matrix.world import World, build
from tests.support.rows import Rows, lay

AT = MORNING + timedelta(days=7)


class Kept(logging.Handler):
    """Everything that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="session")
def sown(_app: Flask, _everybody: tuple[Cast, Rows]) -> Iterator[tuple[World, set[str]]]:
    """The world, and the columns that have a word in them."""
    people, rows = _everybody
    with rolled_back(_app):
        lay(rows)
        _app.extensions["clock"].set(AT)
        world = build(_app, people, db.engines[None], at=AT)  # type: ignore[arg-type]  # the test's connection
        columns = plant(world.connection, world.homes[Where.FOREIGN].organisation_id)
        db.session.expire_all()
        yield world, columns


@pytest.fixture
def world(sown: tuple[World, set[str]]) -> World:
    return sown[0]


@pytest.fixture
def logged() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    root.addHandler(kept)
    yield kept
    root.removeHandler(kept)
