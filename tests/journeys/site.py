"""The application on a port, in a thread of the test's own process, so that the test can turn its clock."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from spotcheck.core.clock import FixedClock


@dataclass(frozen=True)
class Site:
    app: Flask
    url: str
    clock: FixedClock

    def later(self, **parts: float) -> None:
        """`site.later(days=7)`. A session ends after a shift, so everybody signs in again."""
        self.clock.move(**parts)


class Mishaps(logging.Handler):
    """Keeps what the application had to log as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@contextmanager
def answering(app: Flask) -> Iterator[str]:
    """The address at which this application answers while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many requests, as behind a real server

    def log(self, type: str, message: str, *args: Any) -> None:
        """Says nothing: what went wrong is logged by the application."""
