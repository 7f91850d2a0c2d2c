"""A closed action in words: the spots of its line, what comes next, the day that counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.tracker.rules import held_words
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.holding import Holding, holding
from tests.rules.test_r8_holding import AGAIN, CLOSED, DUE, FIRST, NEXT, OPENS, SECOND, look

CLOSED_ON = date(2026, 11, 9)
DAY = timedelta(days=1)


def found(*evidence: EvidenceFacts) -> Holding:
    return holding(CLOSED, [FIRST, SECOND, AGAIN], evidence)


HELD, MIXED, WAITS = [look(FIRST)], [look(FIRST, 1)], [look(FIRST, reviewed_by=None)]
BOTH = [look(FIRST), look(AGAIN, on=NEXT)]
TOLD = {
    "before the first look": (
        [],
        OPENS - DAY,
        ["", ""],
        "A fresh look showed the change. We look again from 1 February 2027.",
        ("Closed 9 November 2026", ""),
        "From 1 February",
    ),
    "on its day": (
        [],
        OPENS,
        ["now", ""],
        "Does it still hold after 12 weeks? Look at 5 records drawn at random.",
        ("Look by 15 February", "now"),
        "Look by 15 February",
    ),
    "late": (
        [],
        DUE + 3 * DAY,
        ["now", ""],
        "Does it still hold after 12 weeks? Look at 5 records drawn at random.",
        ("3 days late", "late"),
        "3 days late",
    ),
    "seen, and to be reviewed": (
        WAITS,
        OPENS,
        ["now", ""],
        "What was seen after 12 weeks waits for a review.",
        ("Closed 9 November 2026", ""),
        "Waits for a review",
    ),
    "mixed": (
        MIXED,
        OPENS,
        ["now", ""],
        "Mixed after 12 weeks: look at 5 records drawn at random more.",
        ("Look by 8 February", "now"),
        "Mixed: look again by 8 February",
    ),
    "holding": (
        HELD,
        OPENS,
        ["been", ""],
        "It held at 12 weeks. We look again from 10 May.",
        ("Holding at 12 weeks", ""),
        "Holding",
    ),
    "nobody looked": (
        [],
        NEXT,
        ["gap", "now"],
        "Does it still hold after 26 weeks? Look at 5 records drawn at random.",
        ("Look by 24 May", "now"),
        "Nobody looked",
    ),
    "all of them": (
        BOTH,
        NEXT,
        ["been", "been"],
        "It held at 26 weeks. No more looks are planned.",
        ("Holding at 26 weeks", ""),
        "Holding",
    ),
}


@pytest.mark.parametrize(("evidence", "today", "spots", "line", "when", "first"), TOLD.values(), ids=TOLD)
def test_how_a_closed_action_is_told(
    evidence: list[EvidenceFacts], today: date, spots: list[str], line: str, when: tuple[str, str], first: str
) -> None:
    told = found(*evidence)
    assert [where for _, where in held_words.spots(told, today)] == spots
    assert str(held_words.in_one_line(told, today)) == line.replace(" 2027", "" if today.year == 2027 else " 2027")
    shown = held_words.when(told, CLOSED_ON, today)
    assert (str(shown.says), shown.kind) == when
    assert str(held_words.state_of(told.looks[0], today).says) == first


@pytest.mark.parametrize(
    ("evidence", "today", "cell"),
    [
        ([], OPENS - DAY, "12 weeks: From 1 February 2027; 26 weeks: From 10 May 2027"),
        ([], OPENS, "12 weeks: Look by 15 February 2027; 26 weeks: From 10 May 2027"),
        (WAITS, OPENS, "12 weeks: Waits for a review; 26 weeks: From 10 May 2027"),
        (MIXED, OPENS, "12 weeks: Mixed: look again by 8 February 2027; 26 weeks: From 10 May 2027"),
        (HELD, OPENS, "12 weeks: Holding; 26 weeks: From 10 May 2027"),
        ([], NEXT, "12 weeks: Nobody looked; 26 weeks: Look by 24 May 2027"),
        (BOTH, NEXT, "12 weeks: Holding; 26 weeks: Holding"),
    ],
)
def test_a_cell_of_a_file_holds_every_look_with_whole_days(
    evidence: list[EvidenceFacts], today: date, cell: str
) -> None:
    assert str(held_words.in_a_cell(found(*evidence), today)) == cell


def test_the_cell_of_an_action_without_later_looks_is_empty() -> None:
    assert held_words.in_a_cell(Holding(), OPENS) is None


def test_an_action_that_closed_before_later_looks_were_planned_says_what_it_always_said() -> None:
    assert str(held_words.in_one_line(Holding(), OPENS)) == "A fresh look showed the change."
    assert held_words.spots(Holding(), OPENS) == ()


def test_the_page_says_how_often_good_and_poor_practice_would_be_found_holding() -> None:
    said = str(held_words.chance_in_words())
    assert "right 95 times in 100 is found holding 93 times in 100" in said
    assert "right 70 times in 100 is found holding 23 times in 100" in said
