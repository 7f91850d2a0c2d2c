"""The clock's work beside serving: for an installation that has neither cron nor systemd."""

from __future__ import annotations

import logging
import threading

from flask import Flask

from spotcheck.cli.tick.once import tick_once
from spotcheck.settings import Settings

FIRST = 5.0  # seconds after the start
log = logging.getLogger(__name__)


def with_clockwork(app: Flask) -> Flask:
    """The same application, with a thread that does the clock's work. Each process has one; the lease lets one work."""
    settings: Settings = app.extensions["settings"]
    if settings.tick_minutes:
        Loop(app, every=60.0 * settings.tick_minutes).start()
    return app


class Loop(threading.Thread):
    """A tick every so many seconds, until it is stopped or the process ends. Ending in the middle loses nothing."""

    def __init__(self, app: Flask, *, every: float, first: float = FIRST) -> None:
        super().__init__(name="clockwork", daemon=True)
        self._app, self._every, self._first = app, every, first
        self._ended = threading.Event()

    def run(self) -> None:
        pause = self._first
        while not self._ended.wait(pause):
            pause = self._every
            try:
                tick_once(self._app)
            except Exception:  # the database may be away for a while; the next turn of the clock tries again
                log.exception("The clock's work could not be done this time.")

    def stop(self) -> None:
        self._ended.set()
