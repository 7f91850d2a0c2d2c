"""Words that are planted on a phone, and what of them can be read in the files of its browser."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

LETTERS = "bcdfghjkmnpqrtvwxz"  # no word of any language, and nothing that a file is full of
LENGTH = 12
_PLAIN = re.compile(rf"[{LETTERS}]{{{LENGTH},}}".encode())
_WIDE = re.compile(rf"(?:[{LETTERS}]\0){{{LENGTH},}}".encode())


def planted(number: int, seed: int) -> list[str]:
    """So many words that chance does not write. Nothing repeats in them, so compressing leaves them as they are."""
    dice = Random(seed)
    return ["".join(dice.sample(LETTERS, LENGTH)) for _ in range(number)]


def readable(folder: Path, words: list[str]) -> dict[str, str]:
    """Which of these words stand in a file below this folder, as bytes of UTF-8 or UTF-16, and in which."""
    wanted = set(words)
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            whole = path.read_bytes()
            runs = [run.decode() for run in _PLAIN.findall(whole)]
            runs += [run[::2].decode() for run in _WIDE.findall(whole)]
            for word in _cut(runs) & wanted:
                found.setdefault(word, str(path.relative_to(folder)))
    return found


def _cut(runs: list[str]) -> set[str]:
    """Every piece of the length of a word."""
    return {run[at : at + LENGTH] for run in runs for at in range(len(run) - LENGTH + 1)}
