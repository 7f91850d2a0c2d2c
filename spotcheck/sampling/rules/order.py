"""The draw: a random order of the numbers 1…N that anybody can replay from the seed.

The service numbers its own records on a sheet it keeps. After N is fixed the server makes a seed; the order of all N
numbers and the record references follow from it, by SHA-256 and nothing else. This shows which numbers were drawn,
not that number 17 was the record that was opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from spotcheck.sampling.rules.spread import NO_SHEET, Sheet, in_turn

# Without the letters and digits that are misread for each other: I, L, O, U, 0, 1.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_WORD = 1 << 64


def order(seed: str, population: int) -> list[int]:
    """All numbers 1…population in drawn order: a Fisher–Yates shuffle on the seed's stream."""
    numbers = list(range(1, population + 1))
    stream = _stream(seed, "order")
    for last in range(population - 1, 0, -1):
        chosen = _below(last + 1, stream)
        numbers[last], numbers[chosen] = numbers[chosen], numbers[last]
    return numbers


def references(seed: str, population: int) -> list[str]:
    """A name for each place in the order, like `R-7Q4`: short to write on a page, different within the draw."""
    stream = _stream(seed, "references")
    length = 3 if population <= 1_000 else 4
    found: dict[str, None] = {}
    while len(found) < population:
        found["R-" + "".join(_ALPHABET[_below(len(_ALPHABET), stream)] for _ in range(length))] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One record of a draw: its place in the order, the number on the service's sheet, its name in the product."""

    place: int
    number: int
    reference: str


def drawn(seed: str, population: int, sheet: Sheet = NO_SHEET) -> list[Drawn]:
    """The records in drawn order, with their references: all of them, but for what the sheet leaves out."""
    numbers = in_turn(order(seed, population), sheet)
    pairs = zip(numbers, references(seed, population), strict=False)
    return [Drawn(place, number, name) for place, (number, name) in enumerate(pairs, start=1)]


def _stream(seed: str, label: str) -> Iterator[int]:
    """Numbers of 64 bits: SHA-256 of `seed:label:0`, `seed:label:1`, … cut into four words each, high byte first."""
    counter = 0
    while True:
        block = hashlib.sha256(f"{seed}:{label}:{counter}".encode()).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(block[start : start + 8], "big")
        counter += 1


def _below(limit: int, stream: Iterator[int]) -> int:
    """A number from 0 to limit − 1, each equally likely: words that would favour the low ones are thrown away."""
    fair = _WORD - _WORD % limit
    for word in stream:
        if word < fair:
            return word % limit
    raise AssertionError("the stream never ends")
