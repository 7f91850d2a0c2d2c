"""`spotcheck serve`: the real thing."""

from __future__ import annotations

import sys
from pathlib import Path

from spotcheck.cli.keys.looking import keys_that_do_not_open
from spotcheck.cli.listen import listen, url
from spotcheck.cli.prepare import has_organisation, let_go, prepared, set_up_code
from spotcheck.cli.run import run
from spotcheck.settings import Settings


def serve(*, host: str, port: int, data: Path | None) -> int:
    """Bring the database up to date and serve it. With no organisation yet, a new set-up code is printed."""
    settings = Settings.from_environment(data)
    with listen(host, port) as listening:
        address = url(listening)
        app = prepared(settings)
        says = f"Spotcheck is ready: {address}\nIts data is in {settings.data}. Ctrl-C stops it; nothing is lost."
        if not has_organisation(app):
            says += (
                f"\n\nNobody has set it up yet. Open {address}/set-up and write this code, which opens once:\n\n"
                f"    {set_up_code(app)}\n"
            )
        for line in keys_that_do_not_open(app, settings.secret):
            print(line, file=sys.stderr, flush=True)
        let_go(app)
        run(settings, listening, once_it_answers=lambda: print(says, flush=True))
    return 0
