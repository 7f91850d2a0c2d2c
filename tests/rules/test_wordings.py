"""Another language beside the English: which languages there are, and when a wording still belongs to its English."""

from __future__ import annotations

import pytest

from spotcheck.checklists.wording_rules import Said, english_digest, lines_shown, lines_to_keep, wording_wanting
from spotcheck.core.languages import english_names, in_english, language

CHOICES = [{"key": "ask", "text": "I ask", "says": "ask"}, {"key": "wait", "text": "I wait", "says": None}]


@pytest.mark.parametrize(
    ("tag", "name", "english", "direction"),
    [
        ("pl", "Polski", "Polish", "ltr"),
        ("ro", "Română", "Romanian", "ltr"),
        ("ar", "العربية", "Arabic", "rtl"),
        ("ur", "اردو", "Urdu", "rtl"),
        ("pa-Arab", "پنجابی (عربی)", "Punjabi (Arabic)", "rtl"),
        ("pa", "ਪੰਜਾਬੀ", "Punjabi", "ltr"),
    ],
)
def test_a_language_has_its_own_name_and_the_way_it_is_written(tag, name, english, direction):
    found = language(tag)
    assert (found.name, found.english, found.direction) == (name, english, direction)
    assert in_english(tag) == english


@pytest.mark.parametrize("tag", ["en", "en-GB", "xx", "", "Polish", "pl_PL", "PL", "../pl", "und"])
def test_what_is_no_tag_of_another_language_is_none(tag):
    assert language(tag) is None
    assert in_english(tag) == tag


def test_every_language_that_can_be_chosen_is_one_and_they_stand_by_their_english_names():
    assert all(language(tag) for tag in english_names())
    assert list(english_names().values()) == sorted(english_names().values())
    assert {"pl", "ro", "ur", "tl", "yo", "so", "ml", "zh-Hant"} - set(english_names()) <= {"tl"}


@pytest.mark.parametrize("part", ["text", "model", "why", "another_way"])
def test_any_other_word_of_the_english_is_seen(part):
    english = {"text": "Why?", "model": "I ask.", "why": "It helps.", "another_way": None}
    assert english_digest(**english) == english_digest(**english)
    assert english_digest(**english | {part: "other"}) != english_digest(**english)


@pytest.mark.parametrize(
    ("choices", "shown"),
    [
        (CHOICES, {"ask": "Pytam", "wait": "Czekam"}),
        ([CHOICES[1], CHOICES[0]], {"ask": "Pytam", "wait": "Czekam"}),  # in another order
        ([{**CHOICES[0], "text": "I ask first"}, CHOICES[1]], {"wait": "Czekam"}),
        ([{**CHOICES[0], "key": "other"}, CHOICES[1]], {"wait": "Czekam"}),
        ([{**CHOICES[0], "says": None}], {"ask": "Pytam"}),  # what it says is no word of it
        ([], {}),
    ],
)
def test_a_line_is_shown_only_beside_the_very_words_it_was_written_for(choices, shown):
    kept = lines_to_keep(CHOICES, {"ask": "Pytam", "wait": "Czekam", "strange": "?"})
    assert lines_shown(choices, kept) == shown


def test_a_line_without_words_is_not_kept():
    assert lines_to_keep(CHOICES, {"ask": "", "wait": "Czekam"}) == [
        {"key": "wait", "english": "I wait", "text": "Czekam"}
    ]


@pytest.mark.parametrize(
    ("said", "wanting"),
    [
        (Said(text="Co?", lines={}), []),
        (Said(lines={"ask": ""}), []),  # nothing at all takes the words away
        (Said(model="Pytam.", lines={}), ["text"]),
        (Said(lines={"ask": "Pytam"}), ["text"]),
    ],
)
def test_a_wording_begins_with_the_question(said, wanting):
    assert list(wording_wanting(said)) == wanting
