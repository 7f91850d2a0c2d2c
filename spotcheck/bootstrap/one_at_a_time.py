"""A lock between processes, for two that start at the same moment."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def one_at_a_time(path: Path, *, while_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold this file's lock. A process that dies gives it back, so it never has to be removed."""
    with path.open("a") as lock:
        if not _locked(lock.fileno(), wait=False):
            while_waiting()
            while not _locked(lock.fileno(), wait=True):
                pass
        yield


def _locked(handle: int, *, wait: bool) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:  # LK_LOCK gives up after ten seconds
            return False
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
