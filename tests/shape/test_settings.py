"""Every setting is read in one place and told in `docs/settings.md` to whoever installs."""

from __future__ import annotations

import ast
import re
from dataclasses import fields

from spotcheck.settings import Settings
from tests.support.code import TOP, Module, modules

DOCUMENT = TOP / "docs" / "settings.md"
_VARIABLE = re.compile(r"(?:SPOTCHECK|DATABASE)_[A-Z_]+")


def read_by(module: Module) -> set[str]:
    """The environment variables that are named in the strings of this module, its first lines aside."""
    strings = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    return {text for text in strings if isinstance(text, str) and _VARIABLE.fullmatch(text)}


CODE = {module.name: module for module in modules()}
SETTINGS = read_by(CODE["spotcheck.settings"])


def test_each_setting_has_a_variable() -> None:
    assert len(SETTINGS) == len(fields(Settings))


def test_each_variable_is_told_and_what_is_told_is_there() -> None:
    assert set(_VARIABLE.findall(DOCUMENT.read_text("utf-8"))) == SETTINGS


def test_only_the_settings_ask_the_environment() -> None:
    assert [name for name, module in CODE.items() if asks_the_environment(module) and name not in MAY_ASK] == []


MAY_ASK = {"spotcheck.settings"}


def asks_the_environment(module: Module) -> bool:
    """The set-up that runs before anything is installed hands its own environment on; it reads no setting."""
    return module.room not in {"bootstrap", "__main__"} and bool(
        module.imported & {"os.environ", "os.getenv"} or "os.environ" in _names(module)
    )


def _names(module: Module) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}


def test_a_variable_is_found_where_it_is_read() -> None:
    assert read_by(Module("spotcheck.here", 'os.environ.get("SPOTCHECK_NEW")')) == {"SPOTCHECK_NEW"}


def test_a_question_to_the_environment_is_found() -> None:
    assert asks_the_environment(Module("spotcheck.here", 'import os\nos.environ["HOME"]'))
    assert asks_the_environment(Module("spotcheck.here", "from os import getenv"))
    assert not asks_the_environment(Module("spotcheck.here", "def front(environ): return environ"))
