"""The set-up behind the two commands: what it decides. `test_setting_up.py` watches it at work."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from spotcheck import bootstrap
from spotcheck.bootstrap.installer import read_project, requirements
from spotcheck.bootstrap.stamp import Stamp, fits
from spotcheck.places import home

TOP = Path(__file__).parents[2]

BASE = Stamp.of(b"project", [], python=(3, 11))


@pytest.mark.parametrize(
    ("other", "covered"),
    [
        (None, False),
        (BASE, True),
        (Stamp.of(b"project", ["dev"], python=(3, 11)), True),
        (Stamp.of(b"project with one more library", [], python=(3, 11)), False),
        (Stamp.of(b"project", [], python=(3, 12)), False),
    ],
)
def test_an_environment_is_ready_when_it_was_made_from_the_same_files_by_the_same_python(
    other: Stamp | None, covered: bool
) -> None:
    assert BASE.is_covered_by(other) is covered


def test_an_environment_without_an_extra_that_is_asked_for_is_not_ready() -> None:
    assert not Stamp.of(b"project", ["dev"], python=(3, 11)).is_covered_by(BASE)


def test_an_environment_keeps_the_extras_it_had() -> None:
    with_driver = Stamp.of(b"older project", ["postgres"], python=(3, 11))
    assert BASE.together_with(with_driver).extras == ("postgres",)
    assert BASE.together_with(None) == BASE


def test_a_stamp_is_read_as_it_was_written() -> None:
    stamp = Stamp.of(b"project", ["test", "dev"], python=(3, 11))
    assert Stamp.read(stamp.written()) == stamp


@pytest.mark.parametrize("left_there", ["", "{", "[]", '["a", "b"]', "17", "null"])
def test_what_is_not_a_stamp_is_read_as_none(left_there: str) -> None:
    assert Stamp.read(left_there) is None


@pytest.mark.parametrize(
    ("settings", "fit"),
    [
        ("home = /usr/bin\nversion = 3.11.2\n", True),
        ("home = /usr/bin\nversion_info = 3.11.2\n", True),
        ("home = /usr/bin\nversion = 3.1.11\n", False),
        ("home = /usr/bin\nversion = 3.12.1\n", False),
        ("", False),
    ],
)
def test_an_environment_of_another_python_does_not_fit(settings: str, fit: bool) -> None:
    assert fits(settings, "3.11") is fit


def test_an_extra_brings_the_extras_it_names() -> None:
    project = {
        "name": "house",
        "dependencies": ["wall"],
        "optional-dependencies": {"door": ["lock"], "all": ["house[door]", "roof", "wall"]},
    }
    assert requirements(project, []) == ["wall"]
    assert requirements(project, ["all"]) == ["wall", "lock", "roof"]


def test_the_extra_for_tests_brings_the_driver_for_postgresql() -> None:
    assert any(line.startswith("psycopg") for line in requirements(read_project(TOP), ["test"]))


def test_the_driver_comes_with_a_postgresql_database_only() -> None:
    assert bootstrap.extras_for({"DATABASE_URL": "postgresql://db/spotcheck"}) == ["postgres"]
    assert bootstrap.extras_for({"DATABASE_URL": "sqlite:///spotcheck.db"}) == []
    assert bootstrap.extras_for({}) == []


def test_a_python_that_is_too_old_is_told_which_one_to_use() -> None:
    sentence = bootstrap.too_old((3, 9, 2), newer="python3.12")
    assert sentence == "Spotcheck needs Python 3.11 or newer; this is 3.9.2. Run it with python3.12 instead."
    assert "install a newer one" in bootstrap.too_old((3, 9, 2), newer=None)


def test_what_runs_before_the_packages_are_there_imports_only_the_standard_library() -> None:
    early = [*(TOP / "spotcheck" / "bootstrap").glob("*.py")]
    early += [TOP / folder / name for folder in ("spotcheck", "tests") for name in ("__init__.py", "__main__.py")]
    allowed = sys.stdlib_module_names | {"spotcheck"}
    assert {name for path in early for name in imported_at_once(path)} <= allowed


def imported_at_once(path: Path) -> set[str]:
    body = ast.parse(path.read_text("utf-8")).body
    plain = {alias.name for node in body if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {n.module or "" for n in body if isinstance(n, ast.ImportFrom)}}


def test_templates_lie_beside_the_package_in_a_checkout_and_inside_it_in_a_wheel(tmp_path: Path) -> None:
    package = tmp_path / "spotcheck"
    package.mkdir()
    assert home(package) == tmp_path
    (package / "_data").mkdir()
    assert home(package) == package / "_data"


def test_every_pin_is_one_line_with_a_version_and_no_address() -> None:
    lines = (TOP / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in line and "://" not in line and "@" not in line for line in pins)


def test_the_project_says_which_python_the_set_up_asks_for() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={bootstrap.OLDEST[0]}.{bootstrap.OLDEST[1]}"
