"""A draw as a file that a stranger can replay: what was fixed, the seed, and the order that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spotcheck.sampling.rules.asking import MOST_RECORDS
from spotcheck.sampling.rules.order import drawn
from spotcheck.sampling.rules.spread import Code, Sheet

FORMAT = "spotcheck draw 1"


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


def replays(file: Any) -> bool:
    """Whether the order in this file is the one that follows from what else is in it; raises `NotADraw`."""
    try:
        if file["format"] != FORMAT or not 1 <= int(file["population"]) <= MOST_RECORDS:
            raise NotADraw
        workers, shifts = file["workers"], file["shifts"]
        sheet = Sheet(
            excluded=[int(number) for number in file["left_out"]],
            codes={
                int(number): Code(str(workers.get(number, "")), str(shifts.get(number, "")))
                for number in {*workers, *shifts}
            },
            cap=int(file["cap"]),
        )
        found = [one.number for one in drawn(str(file["seed"]), int(file["population"]), sheet)]
        return bool(found == file["order"])
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise NotADraw from wrong
