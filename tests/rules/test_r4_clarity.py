"""R4: one named lead with an account, a day, the support needed, and something that can be seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.tracker.rules.clarity import (
    LONGEST_TITLE,
    VAGUE,
    agreement_refused,
    proposal_refused,
    vague_words,
)
from spotcheck.tracker.rules.words import Look

TODAY = date(2026, 11, 2)
CLEAR: dict[str, Any] = {
    "lead_has_account": True,
    "lead_works_there": True,
    "due_on": TODAY,
    "support": "None needed.",
    "criteria": "Nine of ten entries give a reason.",
    "looks": [Look.SAMPLE],
    "today": TODAY,
}

UNCLEAR: dict[str, tuple[dict[str, Any], str, str]] = {
    "no lead": ({"lead_has_account": None}, "lead_id", "Choose the one person who leads this."),
    "a lead without a sign-in": (
        {"lead_has_account": False},
        "lead_id",
        "The lead needs a sign-in, so that they can report it done. Choose somebody else.",
    ),
    "a lead who works elsewhere": (
        {"lead_works_there": False},
        "lead_id",
        "This person does not work there. Choose somebody who does.",
    ),
    "no day": ({"due_on": None}, "due_on", "Choose the day by which it is done."),
    "yesterday": ({"due_on": TODAY - timedelta(days=1)}, "due_on", "This day has passed. Choose today or later."),
    "no word about support": (
        {"support": "  "},
        "support",
        "Say what support the lead needs, or tick that none is needed.",
    ),
    "no criteria": ({"criteria": "\n"}, "criteria", "Say what you will see when this has worked."),
    "no plan": (
        {"looks": []},
        "requirements",
        "Add at least one look that must show the change before this can close.",
    ),
    "supporting looks only": (
        {"looks": [Look.VOICE, Look.VOICE]},
        "requirements",
        "What is planned can support, and never closes an action alone. Add a look at practice or records.",
    ),
}


@pytest.mark.parametrize(("change", "field", "says"), UNCLEAR.values(), ids=UNCLEAR)
def test_an_action_is_not_agreed_with(change: dict[str, Any], field: str, says: str) -> None:
    refused = agreement_refused(**{**CLEAR, **change})
    assert {name: str(sentence) for name, sentence in refused.items()} == {field: says}


def test_a_clear_action_is_agreed() -> None:
    assert agreement_refused(**CLEAR) == {}
    assert agreement_refused(**{**CLEAR, "looks": [Look.VOICE, Look.OBSERVATION]}) == {}


def test_everything_that_is_unclear_is_said_at_once() -> None:
    nothing = {"lead_has_account": None, "due_on": None, "support": "", "criteria": "", "looks": []}
    assert list(agreement_refused(**{**CLEAR, **nothing})) == [
        "lead_id",
        "due_on",
        "support",
        "criteria",
        "requirements",
    ]


PROPOSED = {
    "both said": ("A prompt at the end of each round", "Four lines on a card.", {}),
    "no title": (" ", "Four lines.", {"title": "Say in one line what will be different."}),
    "no change": ("A prompt", "", {"change": "Say what will change, and how."}),
    "a title of just the length": ("a" * LONGEST_TITLE, "Four lines.", {}),
    "a title too long": (
        "a" * (LONGEST_TITLE + 1),
        "Four lines.",
        {"title": "Keep it to 140 characters; the rest goes below."},
    ),
}


@pytest.mark.parametrize(("title", "change", "says"), PROPOSED.values(), ids=PROPOSED)
def test_a_proposal_says_what_will_be_different(title: str, change: str, says: dict[str, str]) -> None:
    assert {name: str(sentence) for name, sentence in proposal_refused(title, change).items()} == says


VAGUENESS = {
    "Remind staff to sign.": ("remind",),
    "ENSURE that staff are aware.": ("ensure",),
    "Staff will be aware and discuss it.": ("be aware", "discuss"),
    "Put a prompt card on the trolley.": (),
    "A reminder card on the trolley.": (),
    "The monitor on the wall shows it, reviewed weekly.": ("monitor",),
    "Review as needed.": ("review as needed",),
    "": (),
}


@pytest.mark.parametrize(("text", "found"), VAGUENESS.items(), ids=lambda value: str(value)[:30] or "nothing")
def test_vague_verbs_are_found_as_whole_words(text: str, found: tuple[str, ...]) -> None:
    assert vague_words(text) == found


@given(st.text(), st.sampled_from(VAGUE), st.text())
def test_a_vague_verb_is_found_wherever_it_stands(before: str, vague: str, after: str) -> None:
    assert vague in vague_words(f"{before} {vague.upper()} {after}")
