"""`spotcheck draw replay FILE`: whether the order in a draw's file follows from its seed. Needs no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from spotcheck.sampling.rules import exported
from spotcheck.settings import CannotStart


def put_on(command: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it does."""
    verbs = command.add_subparsers(metavar="WHAT", required=True)
    again = verbs.add_parser("replay", help="work the order out again, from a file that a draw's page gave")
    again.add_argument("file", type=Path, metavar="FILE", help="draw-12.json")
    again.set_defaults(do=lambda asked: replay(asked.file))


def replay(file: Path) -> int:
    """0 when the order is the same, 1 when it is not."""
    try:
        found = exported.replay(exported.opened(file.read_bytes()))
    except (OSError, exported.NotADraw) as wrong:
        raise CannotStart(f"{file} is no file of a draw. Take it from the draw's page again.") from wrong
    if found.same:
        print(f"Same: the order of draw {found.number} follows from its seed and what was fixed before it.")
    else:
        print(f"Not the same: the order of draw {found.number} is not the one that its seed gives.")
    return 0 if found.same else 1
