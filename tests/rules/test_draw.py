"""The draw: every order equally likely, the same order for the same seed, and a name for each record."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.words import Sentence
from spotcheck.sampling.rules import MOST_RECORDS, MOST_TO_READ, draw_refused, order, references

seeds = st.binary(min_size=16, max_size=16).map(bytes.hex)


@given(seeds, st.integers(1, 300))
def test_every_number_is_in_the_order_once(seed: str, population: int) -> None:
    assert sorted(order(seed, population)) == list(range(1, population + 1))


@given(seeds, st.integers(1, 300))
def test_a_seed_gives_the_same_order_again(seed: str, population: int) -> None:
    assert order(seed, population) == order(seed, population)


@given(seeds, st.integers(1, 300))
def test_every_record_has_a_name_of_its_own(seed: str, population: int) -> None:
    assert len(set(references(seed, population))) == population


def test_the_largest_draw_has_a_name_for_each_record() -> None:
    assert len(set(references("a seed", MOST_RECORDS))) == MOST_RECORDS


@pytest.mark.parametrize(("population", "letters"), [(1, 3), (1_000, 3), (1_001, 4)])
def test_names_are_as_short_as_the_service_allows(population: int, letters: int) -> None:
    names = references("a seed", population)
    assert {len(name) for name in names} == {len("R-") + letters}


def test_names_have_no_letters_that_are_misread() -> None:
    assert all(re.fullmatch(r"R-[2-9A-HJKMNP-TV-Z]{3}", name) for name in references("a seed", 1_000))


def test_names_tell_nothing_of_the_order() -> None:
    assert references("a seed", 40)[:10] == references("a seed", 10)
    assert sorted(references("a seed", 40)) != references("a seed", 40)


GOLDEN = "0123456789abcdef0123456789abcdef"


def test_the_order_is_what_the_page_says_it_is() -> None:
    assert order(GOLDEN, 40) == by_hand(GOLDEN, 40)


def test_the_order_of_one_seed_stays_as_it_was_once_published() -> None:
    assert order(GOLDEN, 12) == [5, 10, 8, 2, 12, 6, 3, 7, 11, 9, 1, 4]
    assert references(GOLDEN, 3) == ["R-N2Z", "R-ANJ", "R-WQR"]


def by_hand(seed: str, population: int) -> list[int]:
    """Fisher and Yates, as anybody may write it who wants to replay a draw (no word is near the top of 64 bits)."""
    words: list[int] = []
    for block in range(population):
        digest = hashlib.sha256(f"{seed}:order:{block}".encode()).hexdigest()
        words += [int(digest[start : start + 16], 16) for start in (0, 16, 32, 48)]
    left, drawn = list(range(1, population + 1)), []
    for size, word in zip(range(population, 1, -1), words, strict=False):
        left[word % size], left[size - 1] = left[size - 1], left[word % size]
        drawn.insert(0, left.pop())
    return left + drawn


# The 99.9 % point of chi-squared. The seeds are fixed, so what passes once passes always.
CHI_SQUARED = {9: 27.88, 23: 49.73}


def test_each_record_comes_first_equally_often() -> None:
    first = Counter(order(f"seed {number}", 10)[0] for number in range(10_000))
    assert chi_squared(first, range(1, 11), 10_000) < CHI_SQUARED[9]


@pytest.mark.parametrize("place", [1, 4, 9])
def test_one_record_comes_to_each_place_equally_often(place: int) -> None:
    where = Counter(order(f"seed {number}", 10).index(place) for number in range(10_000))
    assert chi_squared(where, range(10), 10_000) < CHI_SQUARED[9]


def test_each_order_of_four_comes_equally_often() -> None:
    orders = Counter(tuple(order(f"seed {number}", 4)) for number in range(10_000))
    assert chi_squared(orders, list(permutations(range(1, 5))), 10_000) < CHI_SQUARED[23]


def test_an_order_that_favours_one_record_would_show() -> None:
    loaded = Counter(dict.fromkeys(range(1, 10), 1000) | {10: 1_000 + 170, 1: 1_000 - 170})
    assert chi_squared(loaded, range(1, 11), 10_000) > CHI_SQUARED[9]


def chi_squared(found: Counter[Any], possible: Iterable[Any], of: int) -> float:
    cells = list(possible)
    expected = of / len(cells)
    return sum((found[cell] - expected) ** 2 / expected for cell in cells)


ASKED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a draw that can be made": ({}, []),
    "one record": ({"population": 1, "size": 1}, []),
    "more asked than there are": ({"population": 5, "size": 10}, []),
    "no records": ({"population": 0}, ["population"]),
    "too many records": ({"population": MOST_RECORDS + 1}, ["population"]),
    "nothing to read": ({"size": 0}, ["size"]),
    "too much to read": ({"size": MOST_TO_READ + 1}, ["size"]),
    "some left out, and why": ({"left_out": 2, "left_out_reason": "In hospital."}, []),
    "some left out": ({"left_out": 2}, ["left_out_reason"]),
    "some left out for no reason": ({"left_out": 2, "left_out_reason": "  "}, ["left_out_reason"]),
    "fewer than none left out": ({"left_out": -1}, ["left_out"]),
    "more left out than a service has": (
        {"left_out": MOST_RECORDS + 1, "left_out_reason": "In hospital."},
        ["left_out"],
    ),
}


@pytest.mark.parametrize(("change", "wrong"), ASKED.values(), ids=ASKED)
def test_what_a_draw_needs(change: dict[str, Any], wrong: list[str]) -> None:
    usual: dict[str, Any] = {"population": 40, "left_out": 0, "left_out_reason": None, "size": 10}
    refused = draw_refused(**{**usual, **change})
    assert list(refused) == wrong
    assert all(isinstance(sentence, Sentence) for sentence in refused.values())
