"""The parts of a test run, in the order they run, and what is started for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.support.node import node

ROOT = Path(__file__).resolve().parents[2]
CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

Command = list[str]


class Need(Enum):
    """What a stage cannot run without. The runner brings it."""

    POSTGRES = "PostgreSQL"
    CHROMIUM = "Chromium"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One heading of the run, and the verdict under it."""

    name: str
    title: str
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Checks(Stage):
    """Programs that look at the code. Each counts as one test: it found nothing, or it did not pass."""

    commands: Callable[[], list[Command]]


@dataclass(frozen=True, kw_only=True)
class Suite(Stage):
    """Tests for pytest."""

    paths: tuple[str, ...]
    options: tuple[str, ...] = ()
    spread: bool = True  # over all cores; a suite of milliseconds is done before a second process has started

    def command(self, report: Path, extra: tuple[str, ...]) -> Command:
        """Runs the suite, or the part of it that `extra` names. What it found is written to `report`."""
        narrowed = any((ROOT / word.split("::")[0]).exists() for word in extra if not word.startswith("-"))
        spread = ["-n", str(CORES), "--dist", "worksteal"] if self.spread and not narrowed else []
        told = ["-rsxX", "-o", "junit_family=xunit1", f"--junitxml={report}", *self.options, *extra]
        return [sys.executable, "-m", "pytest", *spread, *told, *([] if narrowed else self.paths)]


@dataclass(frozen=True, kw_only=True)
class Scripts(Stage):
    """Tests for Node's own runner."""

    folder: str

    def command(self, report: Path, extra: tuple[str, ...]) -> Command | None:
        """Runs every script with "test" in its name. None when there is none."""
        found = sorted((ROOT / self.folder).rglob("*test*.*js"))
        told = ["--test", "--test-reporter=dot", "--test-reporter-destination=stdout"]
        told += ["--test-reporter=junit", f"--test-reporter-destination={report}", *extra]
        quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
        return [str(node()), quiet, *told, *map(str, found)] if found else None


def _types() -> list[Command]:
    return [[sys.executable, "-m", "mypy"]]


def _lint() -> list[Command]:
    scripts = map(str, sorted((ROOT / "static" / "js").rglob("*.js")))
    parse = ["--experimental-vm-modules", "--no-warnings", "tests/support/parse_scripts.mjs", *scripts]
    return [
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [sys.executable, "-m", "djlint", "--quiet", "--lint", "templates"],
        [str(node()), *parse],
    ]


_POSTGRES = frozenset({Need.POSTGRES})
_CHROMIUM = frozenset({Need.CHROMIUM})
_ONLY_BOTH = ("-m", "both_databases")
_NOT_ONLY_ONE = ("-m", "not one_database")  # how a page looks or is guarded is the same on both; the titles say so

# On one core each, so they run beside each other.
LIGHT: tuple[Stage, ...] = (
    Checks(name="types", title="Types", commands=_types),
    Checks(name="lint", title="Lint", commands=_lint),
    Scripts(name="js", title="JavaScript", folder="tests/js"),
    Suite(name="rules", title="Rules", paths=("tests/rules",), spread=False),
)

# On all cores, so they run one after the other.
HEAVY: tuple[Stage, ...] = (
    Suite(name="shape", title="Shape of the house", paths=("tests/shape",)),
    Suite(name="rooms", title="Rooms on SQLite", paths=("tests/rooms",)),
    Suite(name="web", title="Web on SQLite", paths=("tests/web",)),
    Suite(
        name="shape-postgres",
        title="Shape on PostgreSQL",
        paths=("tests/shape",),
        options=_ONLY_BOTH,
        spread=False,
        needs=_POSTGRES,
    ),
    Suite(name="planted", title="Planted words", paths=("tests/planted",)),
    Suite(
        name="rooms-postgres",
        title="Rooms on PostgreSQL, where they can differ",
        paths=("tests/rooms",),
        options=_NOT_ONLY_ONE,
        needs=_POSTGRES,
    ),
    Suite(
        name="web-postgres",
        title="Web on PostgreSQL, where it can differ",
        paths=("tests/web",),
        options=_NOT_ONLY_ONE,
        needs=_POSTGRES,
    ),
    Suite(name="journeys", title="Journeys on SQLite", paths=("tests/journeys",), needs=_CHROMIUM),
    Suite(
        name="journeys-postgres",
        title="Journeys on PostgreSQL, where they can differ",
        paths=("tests/journeys",),
        options=_NOT_ONLY_ONE,
        needs=_POSTGRES | _CHROMIUM,
    ),
    Suite(name="faults", title="Faults on SQLite", paths=("tests/faults",)),
    Suite(
        name="faults-postgres",
        title="Faults on PostgreSQL",
        paths=("tests/faults",),
        options=_NOT_ONLY_ONE,
        needs=_POSTGRES,
    ),
)

# The rooms' tests of what the product promises: closing, and every way round it; draws; the history.
_PROMISE = tuple(
    str(path.relative_to(ROOT))
    for name in ("going_round*", "draws", "history")
    for path in sorted((ROOT / "tests" / "rooms").glob(f"test_{name}.py"))
)

QUICK = Suite(
    name="quick",
    title="Inner circle on SQLite",
    paths=("tests/rules", "tests/shape", *_PROMISE),
    options=("-m", "not slow"),
)

BY_NAME: dict[str, Stage] = {stage.name: stage for stage in (QUICK, *LIGHT, *HEAVY)}

# Who asks for faults wants to know it of both databases.
_TOGETHER = {"faults": ("faults", "faults-postgres")}


def asked_for(names: Iterable[str]) -> list[Stage]:
    """The stages of these names, in this order, each once."""
    whole = dict.fromkeys(name for asked in names for name in _TOGETHER.get(asked, (asked,)))
    return [BY_NAME[name] for name in whole]
