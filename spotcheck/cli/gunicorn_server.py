"""gunicorn with threads, told in Python: no configuration file, no command line of its own."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from spotcheck.app import create_app
from spotcheck.cli.tick.loop import with_clockwork
from spotcheck.settings import Settings


def run(
    settings: Settings, listening: socket.socket, *, processes: int, threads: int, ready: Callable[[], None]
) -> None:
    """Serve on this socket until a signal stops it; `ready` is called in the first process that can answer."""
    run_app(lambda: with_clockwork(create_app(settings)), listening, processes=processes, threads=threads, ready=ready)


def run_app(
    make: Callable[[], Flask], listening: socket.socket, *, processes: int, threads: int, ready: Callable[[], None]
) -> None:
    """The same for any application, which each process makes for itself."""

    def process_ready(worker: Any) -> None:
        gc.collect()
        gc.freeze()  # what is there for good is not looked through again and again while somebody waits
        if worker.age == 1:
            ready()

    chosen = {
        "bind": f"fd://{listening.detach()}",
        "worker_class": "gthread",
        "workers": processes,
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,  # it would lie in somebody's home folder
        "post_worker_init": process_ready,
    }

    class Served(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return make()

    Served().run()
