"""A Chromium on a profile that outlives it: it can be killed, and opened again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from tests.support.browser import launch_options

PATIENCE = 20  # seconds


class OwnBrowser:
    """Inside the block it runs; `kill` ends it and all it started at once, with nothing written any more."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self.playwright, self.profile = playwright, profile
        self._killed = False

    @contextmanager
    def open(self) -> Iterator[BrowserContext]:
        self._killed = False
        context = self.playwright.chromium.launch_persistent_context(
            self.profile, **launch_options(), locale="en-GB", timezone_id="Europe/London"
        )
        context.set_default_timeout(PATIENCE * 1000)
        try:
            yield context
        finally:
            if not self._killed:
                context.close()  # as when its window is closed: what it has in memory is written

    def kill(self) -> None:
        """SIGKILL to Chromium's whole group, which Playwright starts it in."""
        self._killed = True
        for process in self._processes():
            os.killpg(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while self._processes():
            assert time.monotonic() < end, "Chromium did not end"
            time.sleep(0.02)

    def _processes(self) -> list[int]:
        """The browser itself, by the profile that it was told: a folder of this test's own."""
        ours = f"--user-data-dir={self.profile}".encode()
        return [number for number in _numbers() if ours in (told := _told(number)) and not _is_a_part(told)]


def _numbers() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _told(number: int) -> list[bytes]:
    """The words a process was started with; none when it has ended."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def _is_a_part(told: list[bytes]) -> bool:
    return any(word.startswith(b"--type=") for word in told)
