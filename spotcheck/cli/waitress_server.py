"""waitress: one process with threads, where gunicorn does not run."""

from __future__ import annotations

import socket
from collections.abc import Callable

from waitress.server import create_server

from spotcheck.app import create_app
from spotcheck.cli.tick.loop import with_clockwork
from spotcheck.settings import Settings


def run(
    settings: Settings, listening: socket.socket, *, processes: int, threads: int, ready: Callable[[], None]
) -> None:
    """Serve on this socket until Ctrl-C. There is one process, whatever `processes` asks for."""
    # What a proxy in front says of the browser is read by ProxyFix, as SPOTCHECK_PROXIES allows.
    server = create_server(
        with_clockwork(create_app(settings)), sockets=[listening], threads=threads, clear_untrusted_proxy_headers=False
    )
    ready()
    server.run()
