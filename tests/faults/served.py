"""`python -m tests.faults.served serve …`: the product's own command, which ends with whoever started it, however that
ended: its standard input is theirs, and closes with them."""

from __future__ import annotations

import os
import signal
import sys
import threading

from spotcheck.cli import main


def end_with_whoever_started_it() -> None:
    while os.read(0, 1):
        """Nobody says anything; it only ends."""
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_whoever_started_it, daemon=True).start()
    sys.exit(main())
