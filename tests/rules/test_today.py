"""What Today says first."""

from datetime import date

import pytest

from spotcheck.desk.rules import Counts, due_title, due_words, heading
from spotcheck.tracker.rules.words import Look

MANY = Counts(due=3, reviews=2, ready=1, to_agree=4, leads=5, noted=2, drafts=1)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (Counts(), "Nothing is due right now"),
        (Counts(drafts=1), "One check is not finished"),
        (Counts(noted=2, drafts=1), "2 things were noted about your work"),
        (Counts(leads=1, noted=2), "You lead one action"),
        (Counts(to_count=1, leads=1), "One count is due"),
        (Counts(to_count=2), "2 counts are due"),
        (Counts(to_agree=1, to_count=1), "One action waits to be agreed"),
        (Counts(to_agree=1, leads=1), "One action waits to be agreed"),
        (Counts(ready=2, to_agree=1), "2 actions are ready to close"),
        (Counts(reviews=1, ready=2), "One check waits for your review"),
        (MANY, "3 looks are due"),
        (Counts(unseen_alerts=1, due=3), "Nobody has seen your message yet"),
    ],
)
def test_the_heading_is_the_most_urgent_thing_that_is_true(counts: Counts, says: str) -> None:
    assert str(heading(counts)) == says


@pytest.mark.parametrize(
    ("look", "title", "words"),
    [
        (Look.OBSERVATION, "Observe: Medicines round", "1 more for “PRN is clear”, by 27 November 2026."),
        (Look.INTERVIEW, "Ask: Medicines round", "1 more for “PRN is clear”, by 27 November 2026."),
        (Look.SAMPLE, "Sample: Medicines round", "1 record to read for “PRN is clear”, by 27 November 2026."),
    ],
)
def test_a_due_look_has_the_word_of_its_button_and_says_how_many_and_by_when(
    look: Look, title: str, words: str
) -> None:
    assert str(due_title(look, "Medicines round")) == title
    assert str(due_words(look, 1, "PRN is clear", date(2026, 11, 27))) == words


def test_a_due_look_without_a_last_day_leaves_the_day_out() -> None:
    assert str(due_words(Look.OBSERVATION, 2, "PRN is clear", None)) == "2 more for “PRN is clear”."
