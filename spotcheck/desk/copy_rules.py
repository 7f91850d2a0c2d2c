"""What leaves a text before it goes to the person it is about: who the others are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spotcheck.core.words import Sentence, say

IN_PLACE = "[somebody else]"
_SHORTEST = 3  # letters of a part of a name that is looked for on its own

LEFT_OUT: tuple[tuple[Sentence, Sentence], ...] = (
    (
        say("Who other people are"),
        say("Their names are theirs. In their place it says [somebody else]. Words that are a name too may be gone."),
    ),
    (
        say("What a manager holds back for a short time, or passed on outside Spotcheck, if there is any"),
        say("It is being looked into. Whoever does that decides what to tell. Ask again later."),
    ),
    (
        say("Checks that nobody has finished, and answers that came twice"),
        say("The first is finished or deleted within days. The second says what is here already."),
    ),
    (say("Passwords, and the keys of sign-ins"), say("They are kept only as a code that nobody can read back.")),
    (
        say("Counts on pages of actions"),
        say("They say how many people and shifts were seen, and never who."),
    ),
    (
        say("What is kept outside Spotcheck"),
        say("Rotas, supervision notes, letters and backups are not part of this file. Ask for them as well."),
    ),
)


def names_to_remove(others: Iterable[str], own: str) -> re.Pattern[str] | None:
    """What finds the others in a text: each name in any case; each part of it where it begins with a capital.

    A part that is in the person's own name stays, or their own name would go.
    """
    mine = {part.casefold() for part in _parts(own)}
    whole = {name.strip() for name in others if name.strip() and name.strip().casefold() != own.strip().casefold()}
    parts = {
        part
        for name in whole - _sign_ins(whole)
        for part in _parts(name)
        if len(part) >= _SHORTEST and part.casefold() not in mine
    }
    found = [rf"(?i:{re.escape(name)})" for name in sorted(whole, key=len, reverse=True) if name.casefold() not in mine]
    found += [
        rf"(?:{re.escape(_capital(part))}|{re.escape(part.upper())})" for part in sorted(parts, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def without_names(text: str, names: re.Pattern[str] | None) -> str:
    return names.sub(IN_PLACE, text) if names is not None else text


def _sign_ins(names: set[str]) -> set[str]:
    """Those written as one signs in: only the whole of them says who somebody is."""
    return {name for name in names if re.search(r"[@.\d]", name) or name.islower()}


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,.;:()'’\"/-]+", name) if part]


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]
