"""Codes and exclusions as people type them: read kindly, refused with the line and what to write instead."""

from __future__ import annotations

import pytest

from spotcheck.sampling.rules import Code, NotRead, Sheet, read_codes, read_excluded
from spotcheck.sampling.rules.typed import is_code, looks_like_a_name
from spotcheck.sampling.rules.words import excluded_many, many_set_aside, spread_in_words
from tests.support.cases import cases

CODES = {
    "a run of numbers": ("1-2 A early", {1: Code("A", "early"), 2: Code("A", "early")}),
    "one number": ("9 B", {9: Code("B")}),
    "a shift alone": ("3 night", {3: Code("", "night")}),
    "small letters are the same worker": ("1 a\n2 A", {1: Code("A"), 2: Code("A")}),
    "the shift first, a comma, a long dash": ("1–2, LATE, n3", {1: Code("N3", "late"), 2: Code("N3", "late")}),
    "semicolons and blank lines": ("1 A; 2 B\n\n 3: C ", {1: Code("A"), 2: Code("B"), 3: Code("C")}),
    "one to the other": ("4 to 5 A", {4: Code("A"), 5: Code("A")}),
    "a digit is a code": ("1 7 early", {1: Code("7", "early")}),
    "nothing": ("  \n", {}),
}


@pytest.mark.parametrize(("typed", "codes"), CODES.values(), ids=CODES)
def test_codes_are_read(typed: str, codes: dict[int, Code]) -> None:
    assert read_codes(typed, 40) == codes


NOT_CODES = {
    "no number": ("A early", "Line 1: begin with a number"),
    "nothing after it": ("1", "Line 1: write a number, a code"),
    "beyond the sheet": ("1 A\n39-41 B", "Line 2: your sheet goes from 1 to 40"),
    "backwards": ("8-1 A", "Line 1: your sheet goes from 1 to 40"),
    "zero": ("0 A", "Line 1: your sheet goes from 1 to 40"),
    "twice": ("1-3 A\n3 B", "Line 2: number 3 was named before"),
    "two codes": ("1 A B", "Line 1: write a number, a code"),
    "two shifts": ("1 early late", "Line 1: write a number, a code"),
    "a sign": ("1 A+", "Line 1: write a number, a code"),
    "a name": ("1 Amina early", "“Amina” looks like a name"),
    "a name in small letters": ("1 jo\n2 tom", "Line 2: “tom” looks like a name"),
    "a name in capitals": ("1 AMINA", "“AMINA” looks like a name"),
}


@pytest.mark.parametrize(("typed", "said"), NOT_CODES.values(), ids=NOT_CODES)
def test_what_cannot_be_read_is_said_with_its_line(typed: str, said: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_codes(typed, 40)
    assert said in str(refused.value.sentence)


@pytest.mark.parametrize(
    ("word", "name"),
    [("A", False), ("N3", False), ("AB", False), ("Jo", False), ("RED", False), ("Red", True), ("Øyvind", True)],
)
def test_a_code_that_looks_like_a_name_is_noticed(word: str, name: bool) -> None:
    assert looks_like_a_name(word) is name


def test_numbers_are_left_out_each_with_its_reason() -> None:
    read = read_excluded("7 moved away\n12-13  under   investigation", 40)
    assert read == {7: "moved away", 12: "under investigation", 13: "under investigation"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("7", "say in a few words why"), ("moved", "begin with a number"), ("7 " + "x" * 101, "at most 100 characters")],
)
def test_a_number_is_not_left_out_without_a_reason(typed: str, said: str) -> None:
    with pytest.raises(NotRead, match=said):
        read_excluded(typed, 40)


@pytest.mark.parametrize(
    ("aside", "opened", "flagged"),
    [(0, 0, False), (0, 10, False), (1, 5, False), (2, 10, False), (2, 9, True), (3, 13, True), (1, 1, True)],
)
def test_more_than_one_in_five_is_flagged(aside: int, opened: int, flagged: bool) -> None:
    assert (many_set_aside(aside, opened) is not None) is flagged
    assert (excluded_many(aside, opened) is not None) is flagged


def test_the_spread_is_told_without_anybody_in_it() -> None:
    sheet = Sheet(codes={n: Code("AB"[n % 2], "early") for n in range(1, 9)})
    said = [str(one) for one in spread_in_words([1, 2, 3], sheet)]
    assert said == ["3 records, 2 workers, 1 shift."]
    bent = " ".join(str(one) for one in spread_in_words(range(1, 9), sheet))
    assert "too few workers for at most 2 records each, so up to 4 are by one worker" in bent
    assert spread_in_words([1, 2], Sheet()) == ()


@pytest.mark.parametrize(("word", "code"), cases("worker-codes"))
def test_the_server_takes_the_codes_that_the_browser_takes(word: str, code: bool) -> None:
    assert is_code(word) is code
