"""Spreading a draw over workers and shifts: nobody's records crowd it, and anybody can do it again."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.sampling.rules import CAP, Code, Sheet, drawn, order, spread_of
from spotcheck.sampling.rules.exported import Told, exported, replay
from spotcheck.sampling.rules.spread import in_turn
from tests.rules.test_draw import chi_squared

seeds = st.binary(min_size=16, max_size=16).map(bytes.hex)
workers = st.sampled_from(["", "A", "B", "C", "D", "E"])
shifts = st.sampled_from(["", "early", "late", "night"])


@st.composite
def sheets(draw: Any) -> tuple[int, Sheet]:
    population = draw(st.integers(2, 60))
    numbers = st.integers(1, population)
    codes = draw(st.dictionaries(numbers, st.builds(Code, workers, shifts)))
    excluded = draw(st.sets(numbers, max_size=population - 1))
    return population, Sheet(excluded=frozenset(excluded), codes=codes)


def numbers(seed: str, population: int, sheet: Sheet) -> list[int]:
    return [one.number for one in drawn(seed, population, sheet)]


@given(seeds, sheets())
def test_every_number_comes_once_but_for_those_left_out(seed: str, given_: tuple[int, Sheet]) -> None:
    population, sheet = given_
    assert sorted(numbers(seed, population, sheet)) == sorted({*range(1, population + 1)} - {*sheet.excluded})


@given(seeds, sheets(), st.integers(1, 60))
def test_a_cap_bends_by_one_and_only_when_nobody_below_it_is_left(
    seed: str, given_: tuple[int, Sheet], size: int
) -> None:
    population, sheet = given_
    found = numbers(seed, population, sheet)
    came, left = counted(found[:size], sheet), counted(found[size:], sheet)
    most = max([CAP, *came.values()])
    assert all(left[worker] == 0 or came[worker] >= most - 1 for worker in {*came, *left} if most > CAP)


@given(seeds, sheets())
def test_codes_in_another_order_give_the_same_draw(seed: str, given_: tuple[int, Sheet]) -> None:
    population, sheet = given_
    turned = Sheet(excluded=sorted(sheet.excluded, reverse=True), codes=dict(reversed(list(sheet.codes.items()))))
    assert numbers(seed, population, sheet) == numbers(seed, population, turned)


@given(seeds, sheets())
def test_other_codes_for_the_same_workers_give_the_same_draw(seed: str, given_: tuple[int, Sheet]) -> None:
    population, sheet = given_
    renamed = {n: Code(code.worker and f"Z{ord(code.worker)}", code.shift[::-1]) for n, code in sheet.codes.items()}
    assert numbers(seed, population, sheet) == numbers(seed, population, Sheet(sheet.excluded, renamed))


@given(seeds, st.integers(1, 60))
def test_a_sheet_that_says_nothing_leaves_the_order_as_it_was(seed: str, population: int) -> None:
    assert numbers(seed, population, Sheet()) == order(seed, population)


def counted(found: list[int], sheet: Sheet) -> Counter[str]:
    return Counter(worker for number in found if (worker := sheet.codes.get(number, Code()).worker))


IN_A_ROW: dict[str, tuple[str, list[str], list[int]]] = {
    # what is known of the numbers 1, 2, 3 …, which stand in this order here; what comes of it
    "nothing known": ("", [], [1, 2, 3, 4, 5, 6]),
    "a third by one worker waits": ("AAAB", [], [1, 2, 4, 5, 6, 3]),
    "each pass lets one more come": ("AAAAAB", [], [1, 2, 6, 3, 4, 5]),
    "numbers without a code never wait": ("A-A-A-", [], [1, 2, 3, 4, 6, 5]),
    "shifts of one size take turns": ("", ["early"] * 3 + ["late"] * 3, [1, 4, 2, 5, 3, 6]),
    "a shift comes in step with its share": ("", ["early"] * 4 + ["night"] * 2, [1, 5, 2, 3, 6, 4]),
    "a cap goes before a shift": ("AAAAAB", ["early"] * 5 + ["late"], [1, 6, 2, 3, 4, 5]),
}


@pytest.mark.parametrize(("by", "on", "expected"), IN_A_ROW.values(), ids=IN_A_ROW)
def test_who_comes_when(by: str, on: list[str], expected: list[int]) -> None:
    pairs = zip(by.ljust(6, "-"), on or [""] * 6, strict=True)
    codes = {n: Code(worker.strip("-"), shift) for n, (worker, shift) in enumerate(pairs, start=1)}
    assert in_turn(range(1, 7), Sheet(codes=codes)) == expected


# The 99.9 % point of chi-squared with 39 degrees of freedom.
CHI_39 = 72.05
EQUAL = Sheet(codes={n: Code("ABCDEFGHIJ"[n % 10], ("early", "late")[n % 2]) for n in range(1, 41)})


@pytest.mark.parametrize("place", [0, 4, 9])
def test_each_record_of_equal_workers_is_equally_likely(place: int) -> None:
    came = Counter(in_turn(order(f"seed {n}", 40), EQUAL)[place] for n in range(10_000))
    assert chi_squared(came, range(1, 41), 10_000) < CHI_39


def test_each_record_that_is_not_left_out_is_equally_likely() -> None:
    sheet = Sheet(excluded=range(9, 41, 2))
    left = [n for n in range(1, 41) if n not in sheet.excluded][:24]
    came = Counter(in_turn(order(f"seed {n}", 40), sheet)[0] for n in range(10_000))
    assert set(came) == set(left)
    assert chi_squared(came, left, 10_000) < 49.73  # 23 degrees of freedom


def test_how_far_a_draw_is_spread_names_nobody() -> None:
    codes = {1: Code("A", "early"), 2: Code("A", "late"), 3: Code("B"), 4: Code("", "late")}
    spread = spread_of([1, 2, 3, 4, 5], codes)
    assert spread is not None
    assert (spread.records, spread.workers, spread.shifts, spread.most, spread.uncoded) == (5, 2, 2, 2, 2)
    assert spread_of([1, 2], {}) is None


def a_file(seed: str, population: int, sheet: Sheet) -> dict[str, Any]:
    told = Told(
        number=12, day="2026-11-05", seed=seed, population=population, size=10,
        excluded=dict.fromkeys(sheet.excluded, "Moved away."), sheet=sheet,
    )  # fmt: skip
    return exported(told)


@given(seeds, sheets())
def test_a_stranger_replays_it_from_the_file(seed: str, given_: tuple[int, Sheet]) -> None:
    file = a_file(seed, *given_)
    assert replay(file).same
    assert strangers_order(file) == file["order"]


def test_a_file_that_was_changed_does_not_replay() -> None:
    file = a_file("a seed", 40, EQUAL)
    assert not replay({**file, "seed": "another"}).same
    assert not replay({**file, "order": file["order"][::-1]}).same
    assert not replay({**file, "left_out": {"3": "why"}}).same


def test_the_file_says_who_shares_a_worker_and_not_the_codes() -> None:
    file = a_file("a seed", 4, Sheet(codes={1: Code("KX"), 2: Code("KX"), 3: Code("QZ")}))
    assert file["workers"]["1"] == file["workers"]["2"] != file["workers"]["3"]
    assert {*file["workers"].values()} == {1, 2}
    assert "KX" not in str(file) and "QZ" not in str(file)


def strangers_order(file: dict[str, Any]) -> list[int]:
    """The draw as somebody writes it from the method's words alone, without looking at the product."""
    words: list[int] = []
    for block in range(file["population"]):
        digest = hashlib.sha256(f"{file['seed']}:order:{block}".encode()).hexdigest()
        words += [int(digest[at : at + 16], 16) for at in range(0, 64, 16)]
    row = [0, *range(1, file["population"] + 1)]  # places are counted from 1
    for k in range(file["population"], 1, -1):
        while (word := words.pop(0)) >= 2**64 // k * k:
            pass
        place = word % k + 1
        row[k], row[place] = row[place], row[k]
    left = [n for n in row[1:] if str(n) not in file["left_out"]]
    result: list[int] = []
    allowed = file["cap"]
    before: Counter[int] = Counter()
    while left:
        this_pass, waiting = [], []
        for n in left:
            worker = file["workers"].get(str(n))
            if worker is not None and before[worker] == allowed:
                waiting.append(n)
            else:
                this_pass.append(n)
                before[worker] += worker is not None
        by_shift: dict[str, list[int]] = {}
        for n in this_pass:
            by_shift.setdefault(file["shifts"].get(str(n), ""), []).append(n)
        stands = {
            n: (2 * k - 1) * 1_000_000 // (2 * len(group))
            for group in by_shift.values()
            for k, n in enumerate(group, start=1)
        }
        result += sorted(this_pass, key=lambda n: (stands[n], this_pass.index(n)))
        left, allowed = waiting, allowed + 1
    return result
