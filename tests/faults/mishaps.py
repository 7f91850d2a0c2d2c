"""What can happen to a delivery on its way, chosen by a seed: the same seed gives the same row of mishaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    NOTHING = "nothing"
    REFUSED = "refused"  # nobody answers
    REQUEST_CUT = "request cut"  # after so many bytes
    ANSWER_CUT = "answer cut"
    ANSWER_DROPPED = "answer dropped"  # the server has committed, and the phone hears nothing
    DELAYED = "delayed"
    DUPLICATED = "duplicated"  # the server gets it twice at once
    OVERTAKEN = "overtaken"  # a later one arrives first
    LATE = "late"  # the phone hears nothing, and it arrives behind a later one
    HTML = "HTML"  # a captive portal: 200, and a page
    SIGN_IN = "sign-in"  # a redirect to somebody's sign-in page
    KILLED = "killed"  # kill -9 of the server while it has it in its hands


@dataclass(frozen=True, slots=True)
class Mishap:
    """`share` says where to cut, from 0 (before the first byte) to 1; `seconds` how long to wait."""

    kind: Kind
    share: float = 0.0
    seconds: float = 0.0


NOTHING = Mishap(Kind.NOTHING)
CLEAN = 0.2  # so many go through untouched, or nothing would ever be new
LONGEST_WAIT = 0.12  # seconds

_ANY = [kind for kind in Kind if kind not in {Kind.NOTHING, Kind.KILLED}]


def mishaps(seed: int, *, kills: int = 0, among: int = 1) -> Iterator[Mishap]:
    """One for each delivery, without end; so many `kills` lie among the first `among`."""
    dice = Random(seed)
    killed = set(dice.sample(range(among), kills))
    number = 0
    while True:
        share, seconds = dice.random(), dice.random() * LONGEST_WAIT
        chosen = Kind.NOTHING if dice.random() < CLEAN else dice.choice(_ANY)
        yield Mishap(Kind.KILLED if number in killed else chosen, share, seconds)
        number += 1
