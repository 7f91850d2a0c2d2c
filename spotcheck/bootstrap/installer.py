"""Putting packages into an environment, with whichever installer this machine has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_QUIETLY = ("-q", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore")


def install(python: Path, *arguments: str) -> int:
    """Install these into the environment of this interpreter; gives the installer's exit code."""
    # What it says goes to stderr: stdout belongs to the command that somebody typed.
    return subprocess.run([*_installer(python), *arguments], stdout=sys.stderr, check=False).returncode


def requirements(project: Mapping[str, Any], extras: Iterable[str]) -> list[str]:
    """The lines for pip: the dependencies in this [project] table, and those of the extras.

    An extra may name others of the same project ("spotcheck[postgres]"). The project itself is never
    installed: a checkout can be moved, and what runs is always the files that lie there.
    """
    lines = list(project["dependencies"])
    for extra in extras:
        lines += _lines_of_extra(project, extra)
    return list(dict.fromkeys(lines))


def read_project(root: Path) -> dict[str, Any]:
    """The [project] table of the pyproject.toml in this folder."""
    import tomllib  # since Python 3.11; an older one still has to read this file

    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def runs(*command: str) -> bool:
    """True when this command is there and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _lines_of_extra(project: Mapping[str, Any], extra: str) -> list[str]:
    own = f"{project['name']}["
    lines: list[str] = []
    for line in project["optional-dependencies"][extra]:
        if line.startswith(own):
            for inner in line[len(own) : -1].split(","):
                lines += _lines_of_extra(project, inner.strip())
        else:
            lines.append(line)
    return lines


def _installer(python: Path) -> list[str]:
    # Debian's pip refuses to install outside an environment (PEP 668), but it can install into one that
    # has no pip itself. `_base_executable` is the Python that the running environment was made from.
    outside = getattr(sys, "_base_executable", None) or sys.executable
    if runs(outside, "-m", "pip", "--version"):
        return [outside, "-m", "pip", "--python", str(python), "install", *_QUIETLY]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "-q", "--python", str(python)]
    if runs(str(python), "-m", "ensurepip"):
        return [str(python), "-m", "pip", "install", *_QUIETLY]
    sys.exit("Spotcheck needs pip to set itself up. On Debian or Ubuntu: apt-get install python3-pip")
