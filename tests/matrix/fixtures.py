"""One furnished world for all the tests of a module that go through every door; a folder's conftest takes it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from spotcheck.core.database import db
from tests.cast import Cast
from tests.conftest import MORNING, rolled_back
from tests.matrix.world import World, build
from tests.support.rows import Rows, lay

__all__ = ["_furnished", "world"]

A_WEEK_LATER = MORNING + timedelta(days=7)


@pytest.fixture(scope="module")
def _furnished(_app: Flask, _everybody: tuple[Cast, Rows]) -> Iterator[World]:
    people, rows = _everybody
    with rolled_back(_app):
        lay(rows)
        _app.extensions["clock"].set(A_WEEK_LATER)
        yield build(_app, people, db.engines[None], at=A_WEEK_LATER)  # type: ignore[arg-type]  # the test's connection


@pytest.fixture
def world(_furnished: World) -> World:
    """Made once for all of a module's tests: each leaves it as it was."""
    _furnished.app.extensions["clock"].set(A_WEEK_LATER)
    return _furnished
