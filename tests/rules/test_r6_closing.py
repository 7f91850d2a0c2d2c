"""R6: an action closes only when every requirement is met by a fresh, independent look."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.tracker.rules.closing import (
    Closing,
    Goes,
    Verdict,
    closing,
    closing_refused,
    not_counted,
    weigh,
)
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.words import Look, State

LEAD, GRACE, RUTH, TOMASZ = (uuid.UUID(int=number) for number in range(1, 5))
DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
AFTER = DONE_AT + timedelta(days=3)

ACTION = ActionFacts(uuid.UUID(int=10), State.DONE, LEAD, round=2, done_at=DONE_AT)
SAMPLE = RequirementFacts(uuid.UUID(int=20), Look.SAMPLE, 10, 1, 4, "Each entry gives a reason.")
WATCHED = RequirementFacts(uuid.UUID(int=21), Look.OBSERVATION, 3, 0, 4, "The chart is read first.")
ASKED = RequirementFacts(uuid.UUID(int=22), Look.INTERVIEW, 2, 1, 4, "Staff can say why.")
DRAW = DrawFacts(SAMPLE.id, 2, DONE_AT + timedelta(hours=1), population=40, drawn_by=GRACE, counted_by=GRACE)


def read(usable: int = 10, misses: int = 0, **other: Any) -> EvidenceFacts:
    """A sample that counts: read by Grace from a draw of this round, judged by Ruth to stand."""
    known = {
        "requirement_id": SAMPLE.id,
        "source_id": uuid.UUID(int=99),
        "round": 2,
        "began_at": AFTER,
        "captured_by": GRACE,
        "observed": None,
        "shift": "early",
        "draw": DRAW,
        "usable": usable,
        "misses": misses,
        "reviewed_by": RUTH,
        "stands": True,
    }
    return EvidenceFacts(**{**known, **other})


def watched(misses: int = 0, usable: int = 1, **other: Any) -> EvidenceFacts:
    """An observation of Tomasz that counts."""
    return read(usable, misses, **{"requirement_id": WATCHED.id, "draw": None, "observed": TOMASZ, **other})


def answer(
    requirements: list[RequirementFacts], *evidence: EvidenceFacts, today: date = TODAY, **of_action: Any
) -> Closing:
    return closing(replace(ACTION, **of_action), requirements, evidence, today=today)


def sentences(of: Closing) -> list[str]:
    return [str(missing.sentence) for missing in of.missing]


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


MISSING = {
    "no plan": ([], [], {}, [("Say what must be seen before this can close.", Goes.PLAN)]),
    "not agreed yet": ([WATCHED], [], {"state": State.PROPOSED}, [("It has not been reported done yet.", Goes.DONE)]),
    "not done yet": ([WATCHED], [], {"state": State.AGREED}, [("It has not been reported done yet.", Goes.DONE)]),
    "sent back, with enough seen before": (
        [WATCHED],
        [watched()] * 3,
        {"state": State.AGREED},
        [("It has not been reported done yet.", Goes.DONE)],
    ),
    "nothing seen yet": (
        [SAMPLE],
        [],
        {},
        [
            (
                "Still to come: 10 records drawn at random of “Each entry gives a reason.”, by 30 November 2026.",
                Goes.CAPTURE,
            )
        ],
    ),
    "one look left": (
        [WATCHED],
        [watched()] * 2,
        {},
        [("Still to come: 1 observation of “The chart is read first.”, by 30 November 2026.", Goes.CAPTURE)],
    ),
    "a review left": (
        [WATCHED],
        [watched(), watched(), watched(reviewed_by=None)],
        {},
        [("The check of 5 November 2026 waits for a review.", Goes.CHECK)],
    ),
    "met, but one more waits for a review": (
        [WATCHED],
        [watched(), watched(), watched(), watched(reviewed_by=None)],
        {},
        [("The check of 5 November 2026 waits for a review.", Goes.CHECK)],
    ),
    "not yet holding": (
        [WATCHED],
        [watched(1)],
        {},
        [("“The chart is read first.” is not yet holding.", Goes.PLAN)],
    ),
}


@pytest.mark.parametrize(("plan", "seen", "of_action", "missing"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_a_sentence_with_a_place_to_go(
    plan: list[RequirementFacts], seen: list[EvidenceFacts], of_action: dict[str, Any], missing: list[tuple[str, Goes]]
) -> None:
    found = answer(plan, *seen, **of_action)
    assert [(str(one.sentence), one.goes) for one in found.missing] == missing


def test_after_the_window_a_new_last_day_is_asked_for() -> None:
    late = answer([WATCHED], watched(), today=date(2026, 12, 1))
    assert sentences(late) == [
        "2 observations of “The chart is read first.” did not come by 30 November 2026. "
        "Give a new last day, with a reason."
    ]


def test_evidence_that_met_everything_in_time_still_closes_after_the_window() -> None:
    assert answer([WATCHED], *[watched()] * 3, today=date(2026, 12, 1)).met


def test_every_requirement_must_be_met() -> None:
    both = answer([SAMPLE, WATCHED], read(10), *[watched()] * 3)
    assert both.met
    assert not answer([SAMPLE, WATCHED], read(10), watched(), watched()).met
    assert not answer([SAMPLE, WATCHED], *[watched()] * 3).met


def test_what_a_look_missed_is_named() -> None:
    missed = answer([SAMPLE, WATCHED], read(10, 2), *[watched()] * 3).missed
    assert [one.requirement for one in missed] == [SAMPLE]


MET = answer([WATCHED], *[watched()] * 3)
OPEN = answer([WATCHED], watched())

REFUSED = {
    "nobody is refused when all is met": (State.DONE, MET, GRACE, ["Ruth"], []),
    "closed already": (State.CLOSED, MET, GRACE, ["Ruth"], ["This action is closed already."]),
    "withdrawn": (State.WITHDRAWN, MET, GRACE, ["Ruth"], ["This action was withdrawn, so there is nothing to close."]),
    "the lead, with one other": (
        State.DONE,
        MET,
        LEAD,
        ["Ruth"],
        ["You lead this action, so somebody else closes it: Ruth."],
    ),
    "the lead, with three others": (
        State.DONE,
        MET,
        LEAD,
        ["Ruth", "Samuel", "Vera"],
        ["You lead this action, so somebody else closes it: Ruth, Samuel or Vera."],
    ),
    "the lead, with nobody": (
        State.DONE,
        MET,
        LEAD,
        [],
        ["You lead this action, so somebody else closes it. Nobody here can yet: invite a verifier."],
    ),
    "something is missing": (
        State.DONE,
        OPEN,
        GRACE,
        ["Ruth"],
        ["Still to come: 2 observations of “The chart is read first.”, by 30 November 2026."],
    ),
}


@pytest.mark.parametrize(("state", "found", "by", "closers", "says"), REFUSED.values(), ids=REFUSED)
def test_why_somebody_cannot_close(
    state: State, found: Closing, by: uuid.UUID, closers: list[str], says: list[str]
) -> None:
    refused = closing_refused(replace(ACTION, state=state), found, by=by, closers=closers)
    assert [str(sentence) for sentence in refused] == says


# From here on: whatever was seen, in whatever mixture.

people = st.sampled_from([LEAD, GRACE, RUTH, TOMASZ])
moments = st.sampled_from([DONE_AT - timedelta(days=1), DONE_AT, AFTER, DONE_AT + timedelta(days=40)])
draws = st.none() | st.builds(
    DrawFacts,
    requirement_id=st.sampled_from([SAMPLE.id, WATCHED.id, None]),
    round=st.sampled_from([1, 2]),
    drawn_at=moments,
    population=st.integers(1, 12),
    drawn_by=people,
    counted_by=people,
)


@st.composite
def anything_seen(draw: st.DrawFn) -> EvidenceFacts:
    requirement = draw(st.sampled_from([SAMPLE, WATCHED]))
    usable = draw(st.integers(0, 12 if requirement is SAMPLE else 1))
    good = draw(st.booleans())
    if good:
        misses = draw(st.integers(0, usable))
        return read(usable, misses) if requirement is SAMPLE else watched(misses, usable)
    return EvidenceFacts(
        requirement_id=requirement.id,
        source_id=uuid.UUID(int=99),
        round=draw(st.sampled_from([1, 2, 3])),
        began_at=draw(moments),
        captured_by=draw(people),
        observed=draw(st.none() | people),
        shift="late",
        draw=draw(draws),
        usable=usable,
        misses=draw(st.integers(0, usable)),
        reviewed_by=draw(st.none() | people),
        stands=draw(st.booleans()),
    )


seen_things = st.lists(anything_seen(), max_size=6)
requirements = st.sampled_from([SAMPLE, replace(SAMPLE, size=4, allowed=0), WATCHED, replace(WATCHED, size=1)])


@given(requirements, seen_things, st.data())
def test_one_more_miss_never_makes_it_met(
    requirement: RequirementFacts, seen: list[EvidenceFacts], data: st.DataObject
) -> None:
    improvable = [number for number, one in enumerate(seen) if one.misses < one.usable]
    if not improvable or weigh(ACTION, requirement, seen).verdict is Verdict.MET:
        return
    chosen = data.draw(st.sampled_from(improvable))
    worse = [replace(one, misses=one.misses + 1) if number == chosen else one for number, one in enumerate(seen)]
    assert weigh(ACTION, requirement, worse).verdict is not Verdict.MET


WORTHLESS: list[dict[str, Any]] = [
    {"round": 1},
    {"captured_by": LEAD},
    {"reviewed_by": LEAD},
    {"stands": False},
    {"reviewed_by": None},
    {"began_at": DONE_AT},
]


@given(requirements, seen_things, anything_seen(), st.sampled_from(WORTHLESS))
def test_what_is_old_dependent_or_unreviewed_never_makes_it_met(
    requirement: RequirementFacts, seen: list[EvidenceFacts], more: EvidenceFacts, worthless: dict[str, Any]
) -> None:
    if weigh(ACTION, requirement, seen).verdict is not Verdict.MET:
        added = [*seen, replace(more, **worthless)]
        assert weigh(ACTION, requirement, added).verdict is not Verdict.MET


@given(seen_things, st.sampled_from(State), people)
def test_closing_is_refused_to_the_lead_and_while_anything_is_missing(
    seen: list[EvidenceFacts], state: State, by: uuid.UUID
) -> None:
    action = replace(ACTION, state=state)
    found = closing(action, [SAMPLE, WATCHED], seen, today=TODAY)
    refused = closing_refused(action, found, by=by, closers=["Ruth"])
    ready = state is State.DONE and all(one.settled for one in found.weighed)
    assert bool(refused) is (by == LEAD or not ready)
