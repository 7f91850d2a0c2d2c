"""A Chromium that is a process of its own, on a profile that outlives it: it can be killed, and opened again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from tests.support.browser import launch_options

PATIENCE = 20  # seconds


class OwnBrowser:
    """Inside the block it runs; `kill` ends its whole group at once, with nothing written any more."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self.playwright, self.profile = playwright, profile
        self._process: subprocess.Popen[bytes] | None = None

    @contextmanager
    def open(self) -> Iterator[BrowserContext]:
        browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self._started()}")
        try:
            yield browser.contexts[0]
        finally:
            if self._process is not None:
                browser.close()
            self._end()

    def kill(self) -> None:
        """SIGKILL to Chromium and to everything it started."""
        process, self._process = self._process, None
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)

    def _started(self) -> int:
        """The port of its tools, once it says so."""
        options = launch_options()
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        own = [
            "--headless=new",
            "--remote-debugging-port=0",
            f"--user-data-dir={self.profile}",
            "--no-default-browser-check",
        ]
        self._process = subprocess.Popen(
            [options["executable_path"], *options["args"], *own, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if told.is_file() and (lines := told.read_text().splitlines()):
                return int(lines[0])
            time.sleep(0.02)
        raise AssertionError("Chromium did not start.")

    def _end(self) -> None:
        """As when its window is closed: what it has in memory is written."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
