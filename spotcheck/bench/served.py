"""A real server in a process of its own, the way `spotcheck serve` runs one, for what is measured."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spotcheck.bench.bare import bare_app
from spotcheck.cli.gunicorn_server import run_app
from spotcheck.cli.listen import listen, url
from spotcheck.cli.run import THREADS, processes, run
from spotcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers on this port."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """What its processes have worked so far, from /proc; 0 where there is none."""
        ticks = sum(_ticks(one) for one in (self.process, *_children(self.process)))
        return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def _ticks(process: int) -> int:
    """User and system time of one process (proc_pid_stat(5), fields 14 and 15)."""
    stat = Path(f"/proc/{process}/stat")
    after_name = stat.read_text().rpartition(")")[2].split() if stat.exists() else ["0"] * 13
    return int(after_name[11]) + int(after_name[12])


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in found.read_text().split()] if found.exists() else []


@contextmanager
def served(what: str, *, data: Path, database_url: str, secret: str) -> Iterator[Serving]:
    """A server of `what`: "spotcheck", or "bare". Stopped afterwards."""
    command = [sys.executable, "-m", "spotcheck.bench.served", what, str(data), database_url, secret]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  ourselves
        try:
            if server.stdout is None:
                raise LookupError("a server that is asked to speak has a voice")
            yield Serving(int(server.stdout.readline()), server.pid)
        finally:
            server.terminate()
            server.wait(30)


def _serve(what: str, data: Path, database_url: str, secret: str) -> None:
    settings = Settings(data=data, database_url=database_url, secret=secret)
    with listen("127.0.0.1", 0) as listening:
        port = url(listening).rpartition(":")[2]

        def ready() -> None:
            print(port, flush=True)

        if what == "spotcheck":
            run(settings, listening, once_it_answers=ready)
            return
        run_app(
            lambda: bare_app(database_url), listening, processes=processes(database_url), threads=THREADS, ready=ready
        )


if __name__ == "__main__":
    _serve(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
