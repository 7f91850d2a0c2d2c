"""R6: which looks count for a requirement, which do not and why, and what the verdict is."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from spotcheck.tracker.rules.counting import not_counted
from spotcheck.tracker.rules.facts import EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.weighing import Verdict, weigh
from spotcheck.tracker.rules.words import Look
from tests.facts import ACTION, AFTER, ASKED, DONE_AT, DRAW, GRACE, LEAD, SAMPLE, TOMASZ, WATCHED, read, watched

NOT_COUNTED = {
    "a look before done": (WATCHED, watched(began_at=DONE_AT - timedelta(seconds=1)), "before the action was reported"),
    "a look in the moment of done": (WATCHED, watched(began_at=DONE_AT), "before the action was reported done"),
    "a look before the plan asked for it": (
        replace(WATCHED, made_at=AFTER + timedelta(seconds=1)),
        watched(),
        "before the plan asked for it",
    ),
    "a look after the window": (WATCHED, watched(began_at=DONE_AT + timedelta(days=29)), "after the time for it"),
    "a look by the lead": (WATCHED, watched(captured_by=LEAD), "captured by the person who leads"),
    "a look at oneself": (WATCHED, watched(captured_by=TOMASZ), "captured by the person it is about"),
    "a review by the lead": (WATCHED, watched(reviewed_by=LEAD), "reviewed by the person who leads"),
    "a review by who captured it": (WATCHED, watched(reviewed_by=GRACE), "reviewed by somebody who took part"),
    "a review by who was observed": (WATCHED, watched(reviewed_by=TOMASZ), "reviewed by somebody who took part"),
    "a look that does not stand": (WATCHED, watched(stands=False), "judged that it does not stand"),
    "a look in which it could not be seen": (WATCHED, watched(0, 0), "could not be seen"),
    "records that were not drawn": (SAMPLE, read(draw=None), "not drawn at random for this"),
    "records drawn for another requirement": (
        SAMPLE,
        read(draw=replace(DRAW, requirement_id=WATCHED.id)),
        "not drawn at random for this",
    ),
    "records drawn for no requirement": (
        SAMPLE,
        read(draw=replace(DRAW, requirement_id=None, round=None)),
        "not drawn at random for this",
    ),
    "records drawn in an earlier round": (SAMPLE, read(draw=replace(DRAW, round=1)), "not drawn at random for this"),
    "records drawn before done": (SAMPLE, read(draw=replace(DRAW, drawn_at=DONE_AT)), "drawn before the action was"),
    "records drawn by the lead": (SAMPLE, read(draw=replace(DRAW, drawn_by=LEAD)), "counted or drawn by the person"),
    "records counted by the lead": (SAMPLE, read(draw=replace(DRAW, counted_by=LEAD)), "counted or drawn by the"),
    "fewer records than planned": (SAMPLE, read(9, 1), "It read 9 records; the plan asks for 10."),
    "fewer records than the small service has": (
        SAMPLE,
        read(5, draw=replace(DRAW, population=6)),
        "It read 5 records; the plan asks for 6.",
    ),
}


@pytest.mark.parametrize(("requirement", "seen", "why"), NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_it_does_not_count_and_says_why(requirement: RequirementFacts, seen: EvidenceFacts, why: str) -> None:
    assert why in str(not_counted(ACTION, requirement, seen))


@pytest.mark.parametrize(("requirement", "seen", "why"), NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_what_does_not_count_meets_nothing(requirement: RequirementFacts, seen: EvidenceFacts, why: str) -> None:
    alone = replace(requirement, size=min(requirement.size, 1) if requirement.look is not Look.SAMPLE else 10)
    weighed = weigh(ACTION, alone, [seen])
    assert (weighed.verdict, weighed.counted, len(weighed.set_aside)) == (Verdict.OPEN, (), 1)


COUNTED = {
    "a look a moment after done": (WATCHED, watched(began_at=DONE_AT + timedelta(microseconds=1))),
    "a look in the moment the plan asked for it": (replace(WATCHED, made_at=AFTER), watched()),
    "a look nobody has reviewed yet": (WATCHED, watched(reviewed_by=None, stands=False)),
    "a sample that shows a miss": (SAMPLE, read(10, 1)),
    "a short sample that waits for its review": (SAMPLE, read(9, reviewed_by=None, stands=False)),
    "a short sample with more misses than allowed": (SAMPLE, read(5, 2)),
    "every record of a small service": (SAMPLE, read(6, draw=replace(DRAW, population=6))),
    "more records than planned": (SAMPLE, read(12)),
}


@pytest.mark.parametrize(("requirement", "seen"), COUNTED.values(), ids=COUNTED)
def test_it_can_count(requirement: RequirementFacts, seen: EvidenceFacts) -> None:
    assert not_counted(ACTION, requirement, seen) is None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


WINDOWS = {
    "winter: the last minute of the last day": ("2026-11-02T09:00Z", None, "2026-11-30T23:59:59Z", True),
    "winter: midnight after the last day": ("2026-11-02T09:00Z", None, "2026-12-01T00:00Z", False),
    "summer: the last minute in London is an hour earlier": ("2026-06-01T09:00Z", None, "2026-06-29T22:59:59Z", True),
    "summer: midnight in London": ("2026-06-01T09:00Z", None, "2026-06-29T23:00Z", False),
    "done just after midnight in London": ("2026-05-31T23:30Z", None, "2026-06-29T12:00Z", True),
    "clocks go back inside: last minute": ("2026-10-02T12:00Z", None, "2026-10-30T23:59:59Z", True),
    "clocks go back inside: midnight": ("2026-10-02T12:00Z", None, "2026-10-31T00:00Z", False),
    "clocks go forward inside: last minute": ("2026-03-02T12:00Z", None, "2026-03-30T22:59:59Z", True),
    "clocks go forward inside: midnight": ("2026-03-02T12:00Z", None, "2026-03-30T23:00Z", False),
    "a later last day counts": ("2026-11-02T09:00Z", date(2026, 12, 7), "2026-12-07T23:59Z", True),
    "the day after a later last day": ("2026-11-02T09:00Z", date(2026, 12, 7), "2026-12-08T00:00Z", False),
    "a window is never made shorter": ("2026-11-02T09:00Z", date(2026, 11, 5), "2026-11-30T12:00Z", True),
}


@pytest.mark.parametrize(("done", "until", "began", "inside"), WINDOWS.values(), ids=WINDOWS)
def test_the_window_ends_with_the_last_day_where_care_is_given(
    done: str, until: date | None, began: str, inside: bool
) -> None:
    action, requirement = replace(ACTION, done_at=at(done)), replace(WATCHED, until_on=until)
    assert (not_counted(action, requirement, watched(began_at=at(began))) is None) is inside


VERDICTS = {
    "nothing seen": (SAMPLE, [], Verdict.OPEN, 10),
    "all ten in place": (SAMPLE, [read(10)], Verdict.MET, 0),
    "as many misses as allowed": (SAMPLE, [read(10, 1)], Verdict.MET, 0),
    "one miss too many": (SAMPLE, [read(10, 2)], Verdict.MISSED, 0),
    "a short sample, all in place": (SAMPLE, [read(9)], Verdict.OPEN, 10),
    "a short sample with too many misses": (SAMPLE, [read(3, 2)], Verdict.MISSED, 7),
    "all of a small service": (SAMPLE, [read(6, 1, draw=replace(DRAW, population=6))], Verdict.MET, 0),
    "all of a small service, waiting": (
        SAMPLE,
        [read(6, draw=replace(DRAW, population=6), reviewed_by=None)],
        Verdict.OPEN,
        6,
    ),
    "two looks of three": (WATCHED, [watched()] * 2, Verdict.OPEN, 1),
    "three looks of three": (WATCHED, [watched()] * 3, Verdict.MET, 0),
    "a miss comes first": (WATCHED, [watched(1)], Verdict.MISSED, 2),
    "a miss among more than enough": (WATCHED, [watched(1), *[watched()] * 5], Verdict.MISSED, 0),
    "an allowed miss leaves it open": (ASKED, [watched(1, requirement_id=ASKED.id)], Verdict.OPEN, 1),
    "an allowed miss and an answer": (
        ASKED,
        [watched(1, requirement_id=ASKED.id), watched(requirement_id=ASKED.id)],
        Verdict.MET,
        0,
    ),
    "looks of another requirement": (WATCHED, [watched(requirement_id=ASKED.id)] * 3, Verdict.OPEN, 3),
    "looks of an earlier round": (WATCHED, [watched(round=1)] * 3, Verdict.OPEN, 3),
    "looks that nobody reviewed": (WATCHED, [watched(reviewed_by=None)] * 3, Verdict.OPEN, 3),
}


@pytest.mark.parametrize(("requirement", "seen", "verdict", "remaining"), VERDICTS.values(), ids=VERDICTS)
def test_the_verdict_on_one_requirement(
    requirement: RequirementFacts, seen: list[EvidenceFacts], verdict: Verdict, remaining: int
) -> None:
    weighed = weigh(ACTION, requirement, seen)
    assert (weighed.verdict, weighed.remaining) == (verdict, remaining)


def test_a_requirement_is_settled_only_when_nothing_waits_for_a_review() -> None:
    met, late = [watched() for _ in range(3)], watched(reviewed_by=None)
    assert weigh(ACTION, WATCHED, met).settled
    assert not weigh(ACTION, WATCHED, [*met, late]).settled


def test_people_and_shifts_are_counted_never_named() -> None:
    night = watched(shift="night", observed=uuid.UUID(int=5))
    weighed = weigh(ACTION, WATCHED, [watched(), watched(), night])
    assert (weighed.workers, weighed.shifts) == (2, 2)
