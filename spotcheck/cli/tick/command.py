"""`spotcheck tick`: for cron, or a systemd timer."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from spotcheck.cli.prepare import let_go, prepared
from spotcheck.cli.tick.once import tick_once
from spotcheck.settings import Settings

SOME_LEFT = 3


def tick_command(data: Path | None) -> int:
    """Do the clock's work once and say what came of it: 0, or 3 when something is left for the next time."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    app = prepared(Settings.from_environment(data))
    try:
        told = tick_once(app)
    finally:
        let_go(app)
    print(told)
    return SOME_LEFT if told.left else 0
