"""What the code imports is what the project says it needs."""

import ast
import re
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement

from spotcheck.bootstrap.installer import read_project, requirements

TOP = Path(__file__).parents[2]
NOT_LIBRARIES = sys.stdlib_module_names | {"spotcheck", "tests", "_typeshed"}


def test_the_product_imports_only_what_its_installation_brings() -> None:
    lines = requirements(read_project(TOP), ["postgres"])
    assert imported_but_not_brought(["spotcheck", "migrations"], lines) == set()


def test_the_tests_import_only_what_their_installation_brings() -> None:
    lines = requirements(read_project(TOP), ["dev"])
    assert imported_but_not_brought(["tests"], lines) == set()


def imported_but_not_brought(folders: Iterable[str], lines: list[str]) -> set[str]:
    brought, owners = with_what_they_need(lines), packages_distributions()
    names = {name for folder in folders for path in (TOP / folder).rglob("*.py") for name in imported(path)}
    foreign = names - NOT_LIBRARIES
    return {name for name in foreign if not {tidy(owner) for owner in owners.get(name, [name])} & brought}


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    whole = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.split(".")[0] for name in plain | whole}


def with_what_they_need(lines: list[str]) -> set[str]:
    """The names of these libraries and of the libraries they bring along on this machine.

    A library for another kind of machine (waitress is for Windows) is brought there, with what it needs.
    """
    waiting = [Requirement(line) for line in lines]
    seen = {(tidy(line.name), frozenset[str]()) for line in waiting}
    while waiting:
        wanted = waiting.pop()
        extras = frozenset(wanted.extras) | {""}
        here = wanted.marker is None or wanted.marker.evaluate()
        if not here or (tidy(wanted.name), extras) in seen:
            continue
        seen.add((tidy(wanted.name), extras))
        waiting += [line for line in map(Requirement, requires(wanted.name) or []) if applies(line, extras)]
    return {name for name, _ in seen}


def applies(line: Requirement, extras: Iterable[str]) -> bool:
    if line.marker and any(line.marker.evaluate({"extra": extra}) for extra in extras):
        line.marker = None  # answered here, with the extra that was asked for
    return line.marker is None


def tidy(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
