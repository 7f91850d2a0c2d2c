"""A line of an action's history in words: what, and from what to what (R11)."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest

from spotcheck.tracker.rules.history_words import WHAT, changes_in_words, people_in, what_in_words
from spotcheck.tracker.rules.moves import Move

PRIYA, GRACE = uuid.UUID(int=1), uuid.UUID(int=2)
NAMES = {PRIYA: "Priya", GRACE: "Grace"}
OPERATIONS = Path(__file__).parents[2] / "spotcheck" / "tracker" / "operations"


def told(payload: dict[str, Any], names: dict[uuid.UUID, str] = NAMES) -> list[str]:
    return [f"{of}: {before} > {after}" for of, before, after in changes_in_words(payload, names)]


@pytest.mark.parametrize(
    ("payload", "lines"),
    [
        (
            {"before": {"state": "agreed"}, "after": {"state": "done", "round": 1, "words": "In use."}},
            ["State: Agreed > Done, waiting for verification", "In words: None > In use."],
        ),
        (
            {"before": {"lead": str(PRIYA), "due": "2026-11-20"}, "after": {"lead": str(GRACE), "due": "2026-11-20"}},
            ["Lead: Priya > Grace"],
        ),
        (
            {"before": {"last day": "2026-11-20"}, "after": {"last day": "2026-12-01"}},
            ["Last day: 20 November 2026 > 1 December 2026"],
        ),
        (
            {"after": {"requirement": "x", "look": "sample", "size": 10, "allowed": 1, "weeks": 4, "target": 95}},
            ["Look: None > 10 records drawn at random, at most 1 missed, within 4 weeks of done"],
        ),
        (
            {"after": {"look": "interview", "size": 3, "allowed": 0, "weeks": 4, "differ": ["workers", "days"],
                       "observers": 2}},
            ["Look: None > 3 interviews, of different workers, on different days, by at least 2 people, none missed, "
             "within 4 weeks of done"],
        ),
        ({"after": {"draw": 3, "of": 40, "read": 10}}, ["Draw: None > number 3: 10 of 40 records"]),
        (
            {"after": {"check": "x", "usable": 10, "misses": 1, "stands": True}},
            ["Counts as evidence: None > yes", "It showed: None > 1 of 10 missed"],
        ),
        ({"before": {"look": "interview", "size": 3, "allowed": 0, "weeks": 1}},
         ["Look: 3 interviews, none missed, within 1 week of done > nothing"]),
        ({"after": {"something new": "kept"}}, ["something new: None > kept"]),
        ({}, []),
    ],
)  # fmt: skip
def test_what_history_kept_is_told_in_words(payload: dict[str, Any], lines: list[str]) -> None:
    assert told(payload) == lines


def test_without_names_a_person_is_somebody() -> None:
    assert told({"after": {"lead": str(PRIYA)}}, {}) == ["Lead: None > somebody"]


def test_the_people_of_a_line_are_known_so_that_their_names_can_be_read_at_once() -> None:
    payload = {"before": {"lead": str(PRIYA)}, "after": {"lead": str(GRACE)}}
    assert people_in(payload) == {PRIYA, GRACE}


def test_every_verb_of_the_tracker_has_its_words() -> None:
    source = "\n".join(path.read_text() for path in OPERATIONS.glob("*.py"))
    noted = set(re.findall(r'note\(\s*action,\s*"([^"]+)"', source)) | {move.value for move in Move}
    assert noted | {"evidence brought", "evidence reviewed", "evidence corrected"} <= WHAT.keys()


def test_an_unknown_verb_is_shown_as_it_was_kept() -> None:
    assert str(what_in_words("turned around")) == "turned around"
