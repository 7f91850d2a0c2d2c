"""`spotcheck tick` in processes of their own, on the database of a house, each of which begins when it is told to."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tests.racing import AT_MOST, House

_PROCESS = textwrap.dedent("""
    import sys, time
    from datetime import datetime
    from pathlib import Path
    from spotcheck.app import create_app
    from spotcheck.cli.tick import once
    from spotcheck.cli.tick.jobs import JOBS
    from spotcheck.core.clock import FixedClock
    from spotcheck.settings import Settings

    url, folder, at, hold = sys.argv[1:]
    settings = Settings(data=Path(folder), database_url=url, secret="only for tests")
    app = create_app(settings, clock=FixedClock(datetime.fromisoformat(at)))
    print("ready", flush=True)
    sys.stdin.readline()
    if hold:
        def do(organisation_id, at):
            print("at it", flush=True)
            time.sleep(60)
        from dataclasses import replace
        once.tick_once(app, [replace(JOBS[0], do=do)])
    print(once.tick_once(app), flush=True)
""")


def start(house: House, folder: Path, *, at: datetime, hold: str = "") -> subprocess.Popen[str]:
    """A process of its own on the same database, which begins when it is told to."""
    url = house.app.config["SQLALCHEMY_DATABASE_URI"]
    process = subprocess.Popen(
        [sys.executable, "-c", _PROCESS, url, str(folder), at.isoformat(), hold],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def said_by(processes: Iterable[subprocess.Popen[str]]) -> list[str]:
    """All of them begin at the same moment, and this is what each says at its end."""
    ready = list(processes)
    for process in ready:
        go(process)
    return [process.communicate(timeout=AT_MOST)[0].strip() for process in ready]
