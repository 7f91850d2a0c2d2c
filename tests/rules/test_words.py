"""Sentences for people, kept apart from the place where they are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from spotcheck.core.words import Sentence, day_in_words, listed, moment_in_words, render, say, say_n

SAID: dict[str, tuple[Sentence, str]] = {
    "plain": (say("Nothing was changed."), "Nothing was changed."),
    "with a name": (say("Led by %(who)s.", who="Priya"), "Led by Priya."),
    "with a day": (say("By %(day)s.", day=date(2026, 11, 27)), "By 27 November 2026."),
    "with a moment in winter": (
        say("At %(at)s.", at=datetime(2026, 11, 27, 14, 32, tzinfo=UTC)),
        "At 27 November 2026 at 14:32.",
    ),
    "with a moment in summer": (
        say("At %(at)s.", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)),
        "At 1 July 2026 at 00:30.",
    ),
    "with a sentence inside": (say("Still: %(what)s.", what=say("1 record")), "Still: 1 record."),
    "one": (say_n("%(n)s look", "%(n)s looks", 1), "1 look"),
    "none": (say_n("%(n)s look", "%(n)s looks", 0), "0 looks"),
    "many": (say_n("%(n)s look of %(who)s", "%(n)s looks of %(who)s", 3, who="Grace"), "3 looks of Grace"),
    "a per cent sign that stands alone": (say("95 % of records"), "95 % of records"),
    "a value that looks like a placeholder": (say("Said %(what)s.", what="%(who)s"), "Said %(who)s."),
}


@pytest.mark.parametrize(("sentence", "text"), SAID.values(), ids=SAID)
def test_a_sentence_says_itself_in_english(sentence: Sentence, text: str) -> None:
    assert str(sentence) == text


def test_the_same_words_and_values_are_the_same_sentence() -> None:
    assert say("%(a)s %(b)s", a=1, b=2) == say("%(a)s %(b)s", b=2, a=1)
    assert hash(say("%(a)s", a=1)) == hash(say("%(a)s", a=1))
    assert say("%(a)s", a=1) != say("%(a)s", a=2)


WELSH = {"Led by %(who)s.": "Dan arweiniad %(who)s.", "a manager": "rheolwr"}


def test_a_sentence_is_said_in_the_language_of_its_reader_down_to_its_parts() -> None:
    sentence = say("Led by %(who)s.", who=say("a manager"))
    assert render(sentence, lambda text: WELSH[text]) == "Dan arweiniad rheolwr."


def test_each_language_chooses_its_own_plural() -> None:
    def always_many(one: str, many: str, n: int) -> str:
        return f"{many} ({one})"

    assert render(say_n("%(n)s look", "%(n)s looks", 1), str, always_many) == "1 looks (1 look)"


@pytest.mark.parametrize(
    ("parts", "last", "text"),
    [
        ([], "and", ""),
        (["Ruth"], "and", "Ruth"),
        (["Ruth", "Samuel"], "and", "Ruth and Samuel"),
        (["Ruth", "Samuel", "Vera"], "or", "Ruth, Samuel or Vera"),
    ],
    ids=["nobody", "one", "two", "three"],
)
def test_a_list_reads_as_people_say_it(parts: list[str], last: str, text: str) -> None:
    assert listed(parts, last=last) == text


def test_days_and_moments_have_no_leading_nought() -> None:
    assert day_in_words(date(2026, 11, 2)) == "2 November 2026"
    assert moment_in_words(datetime(2026, 11, 2, 9, 5, tzinfo=UTC)) == "2 November 2026 at 09:05"
