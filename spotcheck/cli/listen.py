"""A port to listen on, taken before anything else is begun, so that a taken one is a sentence and not a stack."""

from __future__ import annotations

import errno
import socket

from spotcheck.settings import CannotStart


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any that is free."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=256)
    except socket.gaierror as error:
        raise CannotStart(f"{host} is not an address of this machine. Leave --host out to listen here only.") from error
    except OSError as error:
        raise CannotStart(_why(error, host, port)) from error


def url(listening: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = listening.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104  every address of this machine, one of which is this
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Choose another: --port {port + 1 if port < 65535 else 8000}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"This account may not listen on port {port}. Choose one above 1023: --port 8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Leave --host out to listen here only."
    return f"Spotcheck cannot listen on {host}, port {port}: {error.strerror}."
