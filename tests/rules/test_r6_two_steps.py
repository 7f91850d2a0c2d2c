"""R6, two steps: when the first records leave it open, the next ones of the same draw decide with them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.chances import Scheme
from spotcheck.core.permissions import Verb
from spotcheck.tracker.rules.closing import closing
from spotcheck.tracker.rules.doors import Door, You
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.next_step import Told, next_step
from spotcheck.tracker.rules.seen import verdict_in_words
from spotcheck.tracker.rules.story import in_one_line, looks_left
from spotcheck.tracker.rules.weighing import Verdict, decided, weigh
from spotcheck.tracker.rules.words import Look, State, requirement_in_words
from tests.facts import ACTION, DRAW, GRACE, SAMPLE, TODAY, read

TEN_AND_TEN = replace(SAMPLE, allowed=0, second_size=10, second_allowed=2)
FEW = replace(DRAW, population=14)


def first(misses: int = 0, **other: Any) -> EvidenceFacts:
    return read(10, misses, **{"read_from": 1, "read_to": 10, **other})


def then(misses: int = 0, usable: int = 10, **other: Any) -> EvidenceFacts:
    known = {"source_id": uuid.UUID(int=98), "read_from": 11, "read_to": 10 + usable}
    return read(usable, misses, **{**known, **other})


SEEN = {
    "nothing yet": ([], Verdict.OPEN, 10),
    "none missed": ([first(0)], Verdict.MET, 0),
    "one missed": ([first(1)], Verdict.MIXED, 10),
    "two missed": ([first(2)], Verdict.MIXED, 10),
    "three missed": ([first(3)], Verdict.MISSED, 0),
    "the first step waits for its review": ([first(1, reviewed_by=None)], Verdict.OPEN, 10),
    "one, then one": ([first(1), then(1)], Verdict.MET, 0),
    "one, then two": ([first(1), then(2)], Verdict.MISSED, 0),
    "two, then none": ([first(2), then(0)], Verdict.MET, 0),
    "two, then one": ([first(2), then(1)], Verdict.MISSED, 0),
    "the second step waits for its review": ([first(1), then(1, reviewed_by=None)], Verdict.MIXED, 10),
    "a correction clears the first, and the second still counts": ([first(0), then(3)], Verdict.MISSED, 0),
    "a correction clears both": ([first(0), then(0)], Verdict.MET, 0),
    "the first is corrected and waits": ([first(1, reviewed_by=None), then(0)], Verdict.OPEN, 10),
    "the first does not stand, so the second decides nothing": ([first(1, stands=False), then(0)], Verdict.OPEN, 10),
    "the second step alone": ([then(0)], Verdict.OPEN, 10),
    "a second step over records that the first one read": ([first(1), then(0, read_from=6)], Verdict.MIXED, 10),
    "the second step was cut short": ([first(1), then(1, usable=4)], Verdict.MIXED, 10),
    "all that is left of a small service": ([first(1, draw=FEW), then(1, usable=4, draw=FEW)], Verdict.MET, 0),
    "not all that is left": ([first(1, draw=FEW), then(1, usable=3, draw=FEW)], Verdict.MIXED, 4),
    "all were read at once: one missed of ten": ([first(1, draw=replace(DRAW, population=10))], Verdict.MISSED, 0),
}


@pytest.mark.parametrize(("seen", "verdict", "remaining"), SEEN.values(), ids=SEEN)
def test_what_two_steps_decide(seen: list[EvidenceFacts], verdict: Verdict, remaining: int) -> None:
    weighed = weigh(ACTION, TEN_AND_TEN, seen)
    assert (weighed.verdict, weighed.remaining) == (verdict, remaining)


def test_a_second_step_without_its_first_says_why_it_does_not_count() -> None:
    ((_, why),) = weigh(ACTION, TEN_AND_TEN, [then(0)]).set_aside
    assert str(why) == "It is a second step, and the first one before it does not count."


def test_nothing_more_is_to_be_read_while_a_review_waits() -> None:
    assert looks_left(weigh(ACTION, TEN_AND_TEN, [first(1, reviewed_by=None)])) == 0
    assert looks_left(weigh(ACTION, TEN_AND_TEN, [first(1), then(0, reviewed_by=None)])) == 0
    assert looks_left(weigh(ACTION, TEN_AND_TEN, [first(1)])) == 10


def test_the_second_step_goes_on_behind_the_last_record_that_was_met() -> None:
    assert weigh(ACTION, TEN_AND_TEN, [first(1, read_to=12)]).read_to == 12


RANK = {Verdict.MET: 0, Verdict.MIXED: 1, Verdict.OPEN: 1, Verdict.MISSED: 2}


@given(st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_more_misses_never_help(early: int, late: int, both: bool) -> None:
    def rank(one: int, other: int) -> int:
        return RANK[decided(TEN_AND_TEN.scheme, [first(one), *([then(other)] if both else [])])[0]]

    assert rank(early, late) <= rank(early + 1, late)
    assert rank(early, late) <= rank(early, late + 1)


def test_what_is_mixed_says_what_to_read_and_where() -> None:
    (missing,) = closing(ACTION, [TEN_AND_TEN], [first(1)], today=TODAY).missing
    assert str(missing.sentence) == (
        "“Each entry gives a reason.” is mixed: 1 of 10 missed. "
        "Read 10 more records of the same draw, by 30 November 2026."
    )
    assert missing.id == TEN_AND_TEN.id


def test_a_window_that_ended_in_between_says_so() -> None:
    (missing,) = closing(ACTION, [TEN_AND_TEN], [first(1)], today=date(2026, 12, 1)).missing
    assert str(missing.sentence) == (
        "10 more records of “Each entry gives a reason.” did not come by 30 November 2026. "
        "Give a new last day, with a reason."
    )


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        ([first(1)], "Mixed: 1 of 10 missed, 10 to read"),
        ([first(1), then(1, reviewed_by=None)], "Mixed: 1 of 10 missed, and 1 to review"),
        ([first(1), then(1)], "Holding: 18 of 20 in place; the rule allowed 2 misses"),
        ([first(0)], "Holding: 10 of 10 in place; the rule allowed 2 misses"),
        ([first(3)], "Not yet holding: 3 of 10 missed, 2 allowed"),
    ],
)
def test_the_word_beside_it(seen: list[EvidenceFacts], says: str) -> None:
    assert str(verdict_in_words(weigh(ACTION, TEN_AND_TEN, seen)).says) == says


def test_whoever_may_read_is_led_to_the_next_records() -> None:
    answer = closing(ACTION, [TEN_AND_TEN], [first(1)], today=TODAY)
    step = next_step(ACTION, answer, You(GRACE, frozenset({Verb.CAPTURE})), Told(), today=TODAY)
    assert (step.door, str(step.button)) == (Door.LOOK, "Read 10 more records")
    line = in_one_line(State.DONE, answer, due_on=None, today=TODAY, reason=None)
    assert str(line) == "Missing: 10 more records."


def test_the_rule_says_both_steps() -> None:
    assert str(requirement_in_words(Look.SAMPLE, Scheme(10, 0, 10, 2), 4)) == (
        "10 records drawn at random, none missed; if in doubt, 10 more records: then at most 2 missed of all 20, "
        "within 4 weeks of done"
    )
