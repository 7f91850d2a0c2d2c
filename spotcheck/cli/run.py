"""Serving, and saying so once it answers. gunicorn does it, and waitress where there is no fork (Windows)."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from urllib.error import URLError

from spotcheck.cli.listen import url
from spotcheck.settings import Settings

if sys.platform == "win32":
    from spotcheck.cli import waitress_server as server
else:
    from spotcheck.cli import gunicorn_server as server

THREADS = 8
MOST_PROCESSES = 4


def run(settings: Settings, listening: socket.socket, *, once_it_answers: Callable[[], None]) -> None:
    """Serve until somebody stops it. SQLite is served by one process: two would wait for each other's writes."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    address = url(listening)

    def tell() -> None:
        if _answers(address):
            once_it_answers()

    def ready() -> None:
        threading.Thread(target=tell, daemon=True).start()

    server.run(settings, listening, processes=processes(settings.database_url), threads=THREADS, ready=ready)


def processes(database_url: str) -> int:
    return 1 if database_url.startswith("sqlite") else min(MOST_PROCESSES, os.cpu_count() or 1)


def _answers(address: str) -> bool:
    """Wait until the application and its database answer, for a minute at most."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310  our own address
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.1)
    return False
