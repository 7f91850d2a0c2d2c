"""What a count shows so far: compared with the weeks before, never more sure than a run chart can be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.tracker.rules import counted as rules
from spotcheck.tracker.rules.counted import Reading, Signal
from spotcheck.tracker.rules.measures import Direction

FIRST = date(2026, 8, 3)  # a Monday
BEFORE = (12, 14, 11, 13, 12, 10, 13, 12)
LOWER, HIGHER, MORE = Direction.LOWER, Direction.HIGHER, Direction.MORE_REPORTS


def week(n: int) -> date:
    return FIRST + timedelta(weeks=n)


def reading(*since: int | None, before: tuple[int | None, ...] = BEFORE, done_on: date | None = None) -> Reading:
    counts = {week(n): count for n, count in enumerate((*before, *since)) if count is not None}
    return rules.read(counts, baseline_from=FIRST + timedelta(days=2), baseline_weeks=len(before), done_on=done_on)


def said(read: Reading, direction: Direction, done_on: date | None = None) -> str:
    return " ".join(map(str, rules.in_words(read, direction, done_on=done_on)))


def test_the_weeks_before_give_the_middle_value() -> None:
    read = reading(9, 8)
    assert (read.middle, read.baseline, read.compared_with, read.counted) == (12, 8, 8, 10)
    assert reading(before=(12, 13, 11, 14)).middle == 12.5


def test_a_week_nobody_counted_is_a_gap_and_never_nought() -> None:
    read = reading(None, 9, before=(12, None, 12, 12, None, 12, 12, 12))
    assert read.weeks[8:] == ((week(8), None), (week(9), 9))
    assert (read.middle, read.compared_with) == (12, 6)


@pytest.mark.parametrize("n", range(4))
def test_with_fewer_than_four_weeks_there_is_nothing_to_compare_with(n: int) -> None:
    read = reading(before=(*([12] * n), *([None] * (8 - n))))
    assert read.middle is None
    assert str(4 - n) in said(read, LOWER)


def test_the_week_in_which_it_was_done_is_no_baseline_any_more() -> None:
    read = reading(9, done_on=week(5) + timedelta(days=3))
    assert (read.baseline, read.middle) == (5, 12)
    assert read.weeks[5] == (week(5), 10)


@pytest.mark.parametrize(
    ("since", "signal"),
    [
        ((9, 8, 9, 7, 8), None),  # five below
        ((9, 8, 9, 7, 8, 9), Signal(True, False, week(8), week(13), 6)),
        ((9, 8, 12, 9, 7, 8, 9), Signal(True, False, week(8), week(14), 6)),  # one on the line
        ((9, 8, None, 9, 7, 8, 9), None),
        ((13, 14, 15, 16, 17), Signal(False, True, week(8), week(12), 5)),
        ((15, 13, 16, 14, 15, 13), Signal(True, True, week(8), week(13), 6)),
        ((15, 13, 16, 14, 15, 13, 9, 8, 9, 7, 8, 9), Signal(True, False, week(14), week(19), 6)),  # the newest is told
    ],
)
def test_more_than_chance_is_six_on_one_side_or_five_one_way(since: tuple[int | None, ...], signal: Signal) -> None:
    assert reading(*since).signal == signal


FEWER, OTHER, FLAT = (9, 8, 9, 7, 8, 9), (15, 13, 16, 14, 15, 13), (13, 11, 13, 11, 12, 13)


@pytest.mark.parametrize(
    ("since", "direction", "word", "kind"),
    [
        (FEWER, LOWER, "Going the way you hoped", ""),
        (OTHER, LOWER, "Going the other way", "late"),
        (FEWER, HIGHER, "Going the other way", "late"),
        (OTHER, HIGHER, "Going the way you hoped", ""),
        (OTHER, MORE, "Going the way you hoped", ""),  # more reports are a good sign
        (FEWER, MORE, "Going the other way", "late"),
        (FLAT, LOWER, "No clear change yet", "wait"),
        ((9,), LOWER, "Too few weeks yet", "wait"),
    ],
)
def test_whether_it_goes_as_hoped_depends_on_what_was_fixed_before(
    since: tuple[int, ...], direction: Direction, word: str, kind: str
) -> None:
    found = rules.word(reading(*since), direction)
    assert (str(found.says), found.kind) == (word, kind)


@pytest.mark.parametrize(
    ("since", "direction", "sentence"),
    [
        (
            FEWER,
            LOWER,
            "6 counts in a row are below 12: from the week of 28 September 2026 to that of 2 November 2026.",
        ),
        (FEWER, LOWER, "That is more than chance, and the way you hoped."),
        (OTHER, LOWER, "That is more than chance, and not the way you hoped. Ask what makes it hard."),
        (OTHER, MORE, "That is more than chance, and a good sign: people tell what they see."),
        (FEWER, MORE, "Fewer reports can mean that people stopped telling. Ask them."),
        (FLAT, LOWER, "Since then it may be chance: no 6 weeks in a row on one side, and no 5 going one way."),
        ((9,), LOWER, "9 weeks are counted in all. With fewer than 10, up and down may be chance."),
        ((9,), LOWER, "In the 8 weeks to compare with, the middle value was 12 a week."),
        ((17, 16, 15, 14, 13), HIGHER, "5 counts in a row go down:"),
    ],
)
def test_the_words_beside_the_chart(since: tuple[int, ...], direction: Direction, sentence: str) -> None:
    assert sentence in said(reading(*since), direction)


def test_what_began_before_it_was_done_is_not_claimed_for_it() -> None:
    began = "It began before this action was done"
    assert began in said(reading(*FEWER), LOWER, done_on=week(10))
    assert began not in said(reading(*FEWER), LOWER, done_on=week(8) + timedelta(days=2))
    assert began not in said(reading(*FEWER), LOWER)


def test_with_thirteen_weeks_since_it_was_done_the_range_of_chance_is_said() -> None:
    since = (4, 5, 3, 5, 4, 6, 4, 3, 5, 4, 5, 4, 4)  # mean 4.31, mean moving range 1.33
    what = "Since it was done, 1 to 8 a week is what chance alone gives."
    assert what in said(reading(*since, done_on=week(7)), LOWER, done_on=week(7))
    assert what not in said(reading(*since[:-1], done_on=week(7)), LOWER, done_on=week(7))
    rare = tuple(min(2, one // 2) for one in since)
    assert "chance alone gives" not in said(reading(*rare, done_on=week(7)), LOWER, done_on=week(7))
