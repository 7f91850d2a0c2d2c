"""Make .venv beside pyproject.toml, install what it lists, and go on inside it.

`python3 -m spotcheck` and `python3 -m tests` call `prepare` before they import anything else, so this package
uses the standard library alone, and can be read by a Python that is too old to run the rest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from spotcheck.bootstrap.installer import install, read_project, requirements, runs
from spotcheck.bootstrap.one_at_a_time import one_at_a_time
from spotcheck.bootstrap.stamp import Stamp, fits

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(*extras: str) -> None:
    """Return once this process has every package of pyproject.toml and of these extras.

    Outside a prepared .venv it makes one and starts the same command again inside, so it returns only there.
    Nothing is prepared for an installed wheel, or when SPOTCHECK_NO_VENV says that somebody else saw to it.
    Costs about 0.1 s when there is nothing to do, half a minute the first time.
    """
    if not (ROOT / "pyproject.toml").is_file() or os.environ.get("SPOTCHECK_NO_VENV"):
        return
    if sys.version_info < OLDEST:
        sys.exit(too_old(sys.version_info[:3], newer=_newer_python()))
    wanted = Stamp.of(_made_from(), extras, python=sys.version_info[:2])
    if not wanted.is_covered_by(_stamp()):
        with one_at_a_time(ROOT / ".venv.lock", while_waiting=_say_that_somebody_else_is_at_it):
            if not wanted.is_covered_by(_stamp()):
                _make(wanted)
    if not _is_inside():
        _start_again_inside()


def extras_for(environ: Mapping[str, str]) -> list[str]:
    """What a server needs beyond the base: the PostgreSQL driver, when that is its database."""
    return ["postgres"] if environ.get("DATABASE_URL", "").startswith("postgres") else []


def too_old(version: tuple[int, ...], *, newer: str | None) -> str:
    """The sentence for a Python that cannot run Spotcheck, with the one on this machine that can."""
    this = ".".join(str(part) for part in version)
    advice = f"Run it with {newer} instead." if newer else "Please install a newer one."
    return f"Spotcheck needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {this}. {advice}"


def _make(wanted: Stamp) -> None:
    interrupted = VENV / ".installing"  # still there at the next start: somebody pulled the plug
    if not _is_inside() and (interrupted.exists() or not _is_usable(wanted.python)):
        _say("Preparing .venv. This happens once and takes about half a minute.")
        _make_empty()
    else:
        _say("Bringing .venv up to date.")
    kept = wanted.together_with(_stamp())
    _stamp_file().unlink(missing_ok=True)
    interrupted.touch()
    pins = str(ROOT / "constraints.txt")
    code = install(VENV_PYTHON, "-c", pins, *requirements(read_project(ROOT), kept.extras))
    interrupted.unlink()
    if code:
        sys.exit(
            "The packages could not be installed; the reason is above. Nothing is lost: the same command "
            "carries on from here. It needs to reach the Python package index, or a mirror that pip knows."
        )
    _stamp_file().write_text(kept.written(), encoding="utf-8")


def _make_empty() -> None:
    # Debian's python3 has no ensurepip, so the environment gets no pip of its own.
    command = [sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        sys.exit(f"Spotcheck could not make {VENV}; the reason is above.")


def _start_again_inside() -> NoReturn:
    command = [str(VENV_PYTHON), *sys.orig_argv[1:]]
    if os.name == "nt":  # exec on Windows hands the terminal back at once
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def _is_inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _is_usable(python: str) -> bool:
    try:
        same_python = fits((VENV / "pyvenv.cfg").read_text(encoding="utf-8"), python)
    except OSError:
        return False
    return same_python and runs(str(VENV_PYTHON), "-c", "")


def _made_from() -> bytes:
    return (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()


def _stamp_file() -> Path:
    return VENV / ".ready"


def _stamp() -> Stamp | None:
    try:
        return Stamp.read(_stamp_file().read_text(encoding="utf-8"))
    except OSError:
        return None


def _newer_python() -> str | None:
    names = (f"python3.{minor}" for minor in range(19, OLDEST[1] - 1, -1))
    return next((name for name in names if shutil.which(name)), None)


def _say_that_somebody_else_is_at_it() -> None:
    _say("Another Spotcheck is preparing .venv. Waiting for it.")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
