"""A file answers one question. One that has grown long has another noun inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.code import TOP

LONGEST = {"spotcheck": 300, "tests": 500}  # lines; most stay under 200, and tests have tables


@pytest.mark.parametrize(("folder", "longest"), LONGEST.items(), ids=LONGEST)
def test_no_python_file_is_too_long_to_read(folder: str, longest: int) -> None:
    files = sorted((TOP / folder).rglob("*.py"))
    assert files
    assert too_long(files, longest) == []


def too_long(paths: list[Path], longest: int) -> list[str]:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    return [f"{path.name}: {lines} lines" for path, lines in lengths.items() if lines > longest]


@pytest.mark.parametrize(("lines", "found"), [(300, []), (301, ["grown.py: 301 lines"])], ids=["just", "too long"])
def test_a_long_file_is_found(tmp_path: Path, lines: int, found: list[str]) -> None:
    grown = tmp_path / "grown.py"
    grown.write_text("x = 1\n" * lines)
    assert too_long([grown], 300) == found
