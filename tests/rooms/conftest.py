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
