"""How strongly an action changes things, and when a stronger idea is shown. Never a block."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spotcheck.standards.starters import starter_standards
from spotcheck.tracker.rules import due
from spotcheck.tracker.rules.clarity import ANY_TOPIC, Example, nudges, vague_words
from spotcheck.tracker.rules.due import Due
from spotcheck.tracker.rules.strength import (
    KINDS,
    Kind,
    Strength,
    kinds_in_words,
    known,
    of_strength,
    strength_in_words,
    strength_of,
)

EXAMPLE = Example("remind staff", "the card says it", "Move the cupboard.")
WEAK = (Kind.REMINDER, Kind.TRAINING)


def test_every_kind_has_a_strength_and_words_and_stands_in_the_order_of_strength() -> None:
    assert list(KINDS) == list(Kind)
    assert [kind for one in Strength for kind, _ in of_strength(one)] == list(Kind)
    assert [len(of_strength(one)) for one in Strength] == [6, 9, 6]


@pytest.mark.parametrize(
    ("kinds", "strength"),
    [
        ([], None),
        ([Kind.REMINDER], Strength.WEAKER),
        ([Kind.REMINDER, Kind.PROMPT], Strength.INTERMEDIATE),
        ([Kind.TRAINING, Kind.PRACTISED, Kind.PLACE], Strength.STRONGER),
    ],
)
def test_the_strongest_kind_is_the_strength(kinds: list[Kind], strength: Strength | None) -> None:
    assert strength_of(kinds) is strength


def test_kinds_are_said_in_plain_words_the_strongest_first() -> None:
    kinds = known(["reminder", "place", "reminder", "weather"])
    assert kinds == [Kind.PLACE, Kind.REMINDER]
    assert str(kinds_in_words(kinds)) == "changes the place, a reminder"
    assert str(strength_in_words(kinds)) == "Stronger: changes the place, a reminder"
    assert strength_in_words([]) is None


NUDGED = {
    "a clear change, nothing chosen": ("The card says it", (), []),
    "a clear change that is strong": ("The card says it", (Kind.PLACE,), []),
    "a clear change, weak kinds only": ("The card says it", WEAK, ["idea"]),
    "weak kinds beside a stronger one": ("The card says it", (*WEAK, Kind.STEPS), []),
    "only reminding words": ("Remind everybody", (), ["vague", "idea"]),
    "a vague word that does not remind": ("Improve the chart", (), ["vague"]),
    "reminding words, and a strong kind": ("Remind everybody", (Kind.PLACE,), ["vague"]),
}


@pytest.mark.parametrize(("words", "kinds", "expected"), NUDGED.values(), ids=NUDGED)
def test_a_nudge_shows_an_example_of_the_topic(words: str, kinds: tuple[Kind, ...], expected: list[str]) -> None:
    said = [str(one) for one in nudges(words, "", kinds, EXAMPLE)]
    assert ["vague" if "hard to see" in one else "idea" for one in said] == expected
    assert all(("the card says it" if "hard to see" in one else "Move the cupboard.") in one for one in said)


@pytest.mark.parametrize("topic", starter_standards().topics, ids=lambda topic: topic.key)
def test_the_examples_of_a_starter_topic_are_what_they_say(topic: Example) -> None:
    assert vague_words(topic.vague) and not vague_words(topic.clear) and not vague_words(topic.stronger)


def test_a_topic_of_somebodys_own_has_an_example_too() -> None:
    assert vague_words(ANY_TOPIC.vague) and not vague_words(ANY_TOPIC.clear)


MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("which", "today", "first", "last"),
    [
        (Due.OVERDUE, MONDAY, date.min, MONDAY - timedelta(days=1)),
        (Due.WEEK, MONDAY, MONDAY, date(2026, 11, 8)),
        (Due.WEEK, date(2026, 11, 8), date(2026, 11, 8), date(2026, 11, 8)),
        (Due.MONTH, MONDAY, MONDAY, date(2026, 11, 30)),
        (Due.MONTH, date(2028, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_week_ends_on_sunday_and_a_month_on_its_last_day(which: Due, today: date, first: date, last: date) -> None:
    assert due.days(which, today) == (first, last)
