"""The Chromium that journeys run in: one that is here, or one that is fetched, or a sentence that helps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import CannotRunError
from tests.support.node import node

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""

_DEBIANS = ("chromium", "fonts-dejavu")

# Without these Chromium rings up its maker at every start, and a closed network makes it wait.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
)


def driver_environment() -> dict[str, str]:
    """For a process that drives the browser: with our Node, as Playwright's own lacks a library on a bare Debian."""
    return {**os.environ, "PLAYWRIGHT_NODEJS_PATH": str(node())}


def launch_options() -> dict[str, Any]:
    """For pytest-playwright's `browser_type_launch_args` and for `chromium.launch(**launch_options())`."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {"executable_path": str(chromium()), "args": [*_QUIET, *as_root]}


@cache
def chromium() -> Path:
    """A Chromium that starts. Fetches one if there is none; raises CannotRunError, never skips."""
    for candidate in _candidates():
        if candidate and _starts(candidate):
            return candidate
    raise CannotRunError(
        "The journeys need Chromium, and none could be found or fetched. On Debian: apt-get install chromium."
        " Elsewhere install Chromium or Google Chrome, or name one that you have in SPOTCHECK_CHROMIUM."
    )


def _candidates() -> Iterator[Path | None]:
    # Each step is taken only when the one before brought nothing.
    if named := os.environ.get("SPOTCHECK_CHROMIUM"):
        yield Path(named)
    yield from (_on_path(name) for name in NAMES)
    yield _playwrights_own()
    _say("There is no Chromium here. Fetching Playwright's.")
    if _run(sys.executable, "-m", "playwright", "install", "chromium", env=driver_environment()):
        yield _playwrights_own()
    if _is_root_on_debian():
        _say("Installing Debian's package chromium.")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run("apt-get", "update", "-q", env=environment)
        _run("apt-get", "install", "-qy", "--no-install-recommends", *_DEBIANS, env=environment)
        yield _on_path("chromium")


def _on_path(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


def _playwrights_own() -> Path | None:
    command = [sys.executable, "-c", _ASK_PLAYWRIGHT]
    told = subprocess.run(command, env=driver_environment(), capture_output=True, text=True, check=False)
    path = Path(told.stdout.strip())
    return path if told.returncode == 0 and path.is_file() else None


def _starts(program: Path) -> bool:
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(*command: str, env: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)
