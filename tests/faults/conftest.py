"""What a run of faults is told, and the line it leaves at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom

import pytest

from spotcheck.settings import database_url
from tests.support.postgres import fresh_database

TALLY = "tally"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, help="faults: the same row of mishaps as in the run that printed this number")
    parser.addoption("--deliveries", type=int, default=1000, help="faults: how many deliveries meet a mishap")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == TALLY:
                    terminalreporter.write_line(str(value))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Another one in each run: phones, server and processes are never quite the same twice anyway."""
    given = request.config.getoption("seed")
    return SystemRandom().randrange(1_000_000) if given is None else int(given)


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The name and the URL of an empty database of this test's own."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, Path())) as fresh:
            yield "PostgreSQL", fresh
    else:
        yield "SQLite", f"sqlite:///{tmp_path / 'spotcheck.db'}"
