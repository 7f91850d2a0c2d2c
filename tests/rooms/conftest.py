"""A database of a test's own, for people who do things at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.racing import House, standing
from tests.support.rows import Rows


@pytest.fixture
def house(tmp_path: Path, _everybody: tuple[Cast, Rows]) -> Iterator[House]:
    with standing(tmp_path, _everybody) as house:
        yield house


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--walks", type=int, default=1, help="rooms: how many times as far the walks of an action go")


@pytest.fixture
def walks(request: pytest.FixtureRequest) -> int:
    wanted: int = request.config.getoption("--walks", default=1)
    return wanted
