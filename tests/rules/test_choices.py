"""Lines to choose from: what an answer made of them keeps and needs, and what they suggest to whoever reads."""

from __future__ import annotations

from datetime import date

import pytest

from spotcheck.checklists.choice_rules import Choice, points_said, texts_of, with_keys
from spotcheck.learning.rules.answering import answer_wanting, as_kept, own_words

LINES = [
    {"key": "usual", "text": "The usual dose", "says": None},
    {"key": "when", "text": "The time", "says": "time"},
    {"key": "clock", "text": "When it was", "says": "time"},
    {"key": "why", "text": "Why", "says": "reason"},
]
KEYS = [one["key"] for one in LINES]
DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ((), []),
        (("usual",), []),
        (("why", "when"), ["time", "reason"]),  # in the order of the question
        (("when", "clock"), ["time"]),
        (("gone",), []),
    ],
)
def test_what_the_chosen_lines_say_is_suggested_once_each(chosen, said):
    assert points_said(LINES, chosen) == said


@pytest.mark.parametrize(
    ("chosen", "own", "kept"),
    [
        (("why", "when"), " And I sign. ", "The time\nWhy\n\nAnd I sign."),
        (("when",), "", "The time"),
        ((), "I write it.", "I write it."),
        (("when",), "The time\ncounts", "The time\n\nThe time\ncounts"),
    ],
)
def test_the_lines_are_kept_as_they_stood_and_ones_own_words_after_them(chosen, own, kept):
    lines = texts_of(LINES, chosen)
    assert as_kept(lines, own) == kept
    assert own_words(kept, lines) == own.strip()


@pytest.mark.parametrize(
    ("words", "chosen", "offered", "field"),
    [
        ("", (), (), "words"),
        ("", (), KEYS, "chosen"),
        ("I write.", (), KEYS, None),
        ("", ("why",), KEYS, None),
        ("  ", ("why",), KEYS, None),
        ("", ("strange",), KEYS, "chosen"),
        ("I write.", ("why",), (), "chosen"),
        ("x" * 2001, ("why",), KEYS, "words"),
        ("Mrs Alder", ("why",), KEYS, "private"),
    ],
)
def test_one_of_both_is_enough(words, chosen, offered, field):
    wanting = answer_wanting(words, sure=False, today=DAY, chosen=chosen, offered=offered)
    assert list(wanting) == ([field] if field else [])


def test_a_line_that_stays_keeps_its_key_and_a_new_one_takes_a_free_one():
    before = [Choice(key="line-1", text="I ask", says="ask"), Choice(key="wait", text="I wait")]
    after = with_keys([("I wait", None), ("I ring", "ask"), ("I ask", "ask"), ("I hope", None)], before=before)
    assert [(one.key, one.text) for one in after] == [
        ("wait", "I wait"),
        ("line-2", "I ring"),
        ("line-1", "I ask"),
        ("line-3", "I hope"),
    ]
