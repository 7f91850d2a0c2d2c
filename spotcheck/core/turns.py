"""A line to stand in: who came first goes first. SQLite has writers ask again and again, and some wait long."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock


class Turns:
    """One turn at a time, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False
        self._line: deque[Event] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for the turn; False when it has not come in this time, and then it is not to be given back."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = Event()
            self._line.append(mine)
        if mine.wait(seconds):
            return True
        with self._lock:
            if mine.is_set():  # it came at the last moment
                return True
            self._line.remove(mine)
        return False

    def give_back(self) -> None:
        """The turn goes to whoever has waited longest."""
        with self._lock:
            if self._line:
                self._line.popleft().set()
            else:
                self._taken = False
