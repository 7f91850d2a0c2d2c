"""A draw as a file that a stranger can replay: what was fixed, the seed, and the order that follows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from spotcheck.sampling.rules.asking import MOST_RECORDS
from spotcheck.sampling.rules.order import drawn
from spotcheck.sampling.rules.spread import Code, Sheet

FORMAT = "spotcheck draw 1"
LONGEST_SEED = 200  # ours have 32 signs; each of its many hashes reads all of them
_MOST_DRAWS = 1_000_000_000


class NotADraw(ValueError):
    """The file is not one that `exported` wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A draw as its page tells it. `excluded`: number → why."""

    number: int
    day: str
    seed: str
    population: int
    size: int
    excluded: Mapping[int, str]
    sheet: Sheet


def exported(told: Told) -> dict[str, Any]:
    """The file's content. Workers are numbered as they come up in the order, so the service's codes stay with it."""
    order = [one.number for one in drawn(told.seed, told.population, told.sheet)]
    codes, seen = told.sheet.codes, dict[str, int]()
    for number in order:
        if worker := codes.get(number, Code()).worker:
            seen.setdefault(worker, len(seen) + 1)
    coded = [number for number in sorted(order) if number in codes]
    return {
        "format": FORMAT,
        "draw": told.number,
        "day": told.day,
        "seed": told.seed,
        "population": told.population,
        "size": told.size,
        "left_out": {str(number): why for number, why in sorted(told.excluded.items())},
        "cap": told.sheet.cap,
        "workers": {str(number): seen[codes[number].worker] for number in coded if codes[number].worker},
        "shifts": {str(number): codes[number].shift for number in coded if codes[number].shift},
        "order": order,
    }


def opened(content: bytes | str) -> Any:
    """What such a file holds; raises `NotADraw` where it is none that can be read."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise NotADraw from wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the order: the number in the file, and the number that was worked out. None: nothing is there."""

    place: int
    told: int | None
    found: int | None

    @property
    def same(self) -> bool:
        return self.told == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A file that was worked out again, line by line, with what it says was fixed before its seed."""

    number: int
    seed: str
    population: int
    size: int
    left_out: int
    coded: int
    lines: Sequence[Line]

    @property
    def same(self) -> bool:
        return all(line.same for line in self.lines)

    @property
    def differ(self) -> int:
        return sum(not line.same for line in self.lines)


def replay(file: Any) -> Replay:
    """The order in this file beside the one that follows from what else is in it; raises `NotADraw`."""
    try:
        seed, population, told = str(file["seed"]), int(file["population"]), file["order"]
        number, size = int(file["draw"]), int(file["size"])
        if file["format"] != FORMAT or not 1 <= population <= MOST_RECORDS or len(seed) > LONGEST_SEED:
            raise NotADraw
        if not 1 <= size <= MOST_RECORDS or not 1 <= number <= _MOST_DRAWS:
            raise NotADraw
        if not isinstance(told, list) or len(told) > MOST_RECORDS or {type(number) for number in told} - {int}:
            raise NotADraw
        sheet = _sheet(file)
        found = [one.number for one in drawn(seed, population, sheet)]
        return Replay(
            number=number,
            seed=seed,
            population=population,
            size=size,
            left_out=len(set(sheet.excluded)),
            coded=len(sheet.codes),
            lines=[Line(place, *pair) for place, pair in enumerate(zip_longest(told, found), start=1)],
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as wrong:
        raise NotADraw from wrong


def _sheet(file: Any) -> Sheet:
    workers, shifts = file["workers"], file["shifts"]
    return Sheet(
        excluded=[int(number) for number in file["left_out"]],
        codes={
            int(number): Code(str(workers.get(number, "")), str(shifts.get(number, "")))
            for number in {*workers, *shifts}
        },
        cap=int(file["cap"]),
    )
