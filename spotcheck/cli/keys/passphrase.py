"""The passphrase of a file of keys: asked for at the terminal, or read from a file or from what is piped in."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from spotcheck.settings import CannotStart

SHORTEST = 12


def passphrase(given: str | None, *, new: bool) -> str:
    """`given`: the name of a file whose first line it is, `-` for standard input, None to ask at the terminal.

    A new one is asked for twice, and has at least twelve characters.
    """
    found = _first_line(given) if given is not None else _asked(twice=new)
    if new and len(found) < SHORTEST:
        raise CannotStart(
            f"A passphrase has at least {SHORTEST} characters. Five or six words work well. Nothing was written."
        )
    return found


def _first_line(given: str) -> str:
    try:
        text = sys.stdin.read() if given == "-" else Path(given).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"The passphrase cannot be read from {given}. Nothing was changed.") from error
    return text.partition("\n")[0].rstrip("\r")


def _asked(*, twice: bool) -> str:
    if not sys.stdin.isatty():
        raise CannotStart("Say where the passphrase is: --passphrase-file FILE, or - for standard input.")
    found = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same again: ") != found:
        raise CannotStart("The two are not the same. Nothing was written.")
    return found
