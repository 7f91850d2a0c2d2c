"""The product's own server as a process, killed with -9 and started again on the same data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from tests.support.stages import ROOT

PATIENCE = 30  # seconds


class Server:
    """`spotcheck serve` on a port that stays the same. Inside the block it is started again whenever it was killed."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data, self.database_url = data, database_url
        self.port = free_port()
        self.kills = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self._nurse = threading.Thread(target=self._start_again_and_again, daemon=True)

    def __enter__(self) -> Server:
        self._start()
        self._nurse.start()
        self.wait_until_it_answers()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._nurse.join(PATIENCE)
        self._end()

    def kill(self) -> None:
        """SIGKILL to its first process and those it started: no goodbye, nothing written any more."""
        process = self._process
        if process is not None and process.poll() is None:
            self.kills += 1
            os.killpg(process.pid, signal.SIGKILL)

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"The server did not answer. It said:\n{self.said()}")

    def said(self) -> str:
        """What it wrote to its output, over all its lives."""
        return (self.data / "server.log").read_text("utf-8", errors="replace")

    def _start_again_and_again(self) -> None:
        while not self._over.wait(0.02):
            if self._process is not None and self._process.poll() is not None:
                if self._process.stdin is not None:
                    self._process.stdin.close()
                self._start()

    def _start(self) -> None:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("SPOTCHECK_", "FLASK_"))}
        environment = {**clean, "SPOTCHECK_NO_VENV": "1", "DATABASE_URL": self.database_url}
        module = [sys.executable, "-m", "tests.faults.served"]
        with (self.data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*module, "serve", "--port", str(self.port), "--data", str(self.data)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdin is not None:
            process.stdin.close()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
