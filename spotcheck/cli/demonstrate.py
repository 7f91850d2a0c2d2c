"""`spotcheck demo`: a made-up home with its story, to look around in."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flask import Flask

from spotcheck import demo
from spotcheck.cli.listen import listen, url
from spotcheck.cli.prepare import has_organisation, let_go, prepared
from spotcheck.cli.run import run
from spotcheck.settings import CannotStart, Settings

COLUMNS = {"role": "Role", "name": "Name", "service": "Service", "sign_in": "Sign-in name", "password": "Password"}
FIRST = 8  # as many people as one likes to read about


def demonstrate(*, host: str, port: int, data: Path | None, as_json: bool) -> int:
    """Build the home, unless this folder holds one already, and serve it; prints where, and who can sign in."""
    with listen(host, port) as listening, _folder(data) as folder:
        address = url(listening)
        settings = Settings.from_environment(folder)
        app = prepared(settings)
        people = _people(app, folder)
        let_go(app)
        says = in_json(address, people) if as_json else in_words(address, people, kept=data is not None)
        run(settings, listening, once_it_answers=lambda: print(says, flush=True))
    return 0


def in_json(address: str, people: Sequence[Mapping[str, str | None]]) -> str:
    return json.dumps({"url": address, "people": people})


def in_words(address: str, people: Sequence[Mapping[str, str | None]], *, kept: bool) -> str:
    rows = [COLUMNS, *map(_row, people[:FIRST])]
    widths = {name: max(len(row[name]) for row in rows) for name in COLUMNS}
    table = ["  ".join(row[name].ljust(widths[name]) for name in COLUMNS).rstrip() for row in rows]
    head = f"Spotcheck is ready: {address}\n\nSign in as one of these made-up people:\n"
    more = [f"… and {len(people) - FIRST} more, with the same password: see People."] if len(people) > FIRST else []
    foot = "\nCtrl-C stops it; the folder keeps it." if kept else "\nCtrl-C stops it, and everything in it goes."
    return "\n".join((head, *table, *more, foot))


def _row(one: Mapping[str, str | None]) -> dict[str, str]:
    """Whoever works across the organisation has no service of their own."""
    return {name: one.get(name) or ("everywhere" if name == "service" else "") for name in COLUMNS}


def _people(app: Flask, folder: Path) -> list[dict[str, str | None]]:
    """Who can sign in. A folder that keeps the home keeps this list with it."""
    kept = folder / "demo.json"
    if kept.is_file():
        found: list[dict[str, str | None]] = json.loads(kept.read_text("utf-8"))
        return found
    if has_organisation(app):
        raise CannotStart(
            "This database holds an organisation that is not the made-up home, so it was left alone. "
            "Show the demo in another place, or use `serve` for this one."
        )
    _say("Building a made-up provider …")
    people = demo.build(app, at=app.extensions["clock"].now(), tell=_say)
    kept.write_text(json.dumps(people), "utf-8")
    return people


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    """The folder that was asked for, or one that goes at the end. Only who made it takes it away, not its children."""
    if given is not None:
        yield given
        return
    owner = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix="spotcheck-demo-"))
    try:
        yield folder
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)
