"""R6: an action closes only when every requirement is met by a fresh, independent look."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.tracker.rules.closing import Closing, closing, closing_refused
from spotcheck.tracker.rules.facts import DrawFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.missing import Goes
from spotcheck.tracker.rules.weighing import Verdict, weigh
from spotcheck.tracker.rules.words import State
from tests.facts import (
    ACTION,
    AFTER,
    DONE_AT,
    GRACE,
    LEAD,
    RUTH,
    SAMPLE,
    TODAY,
    TOMASZ,
    VOICE,
    WATCHED,
    read,
    told,
    watched,
)


def answer(
    requirements: list[RequirementFacts], *evidence: EvidenceFacts, today: date = TODAY, **of_action: Any
) -> Closing:
    return closing(replace(ACTION, **of_action), requirements, evidence, today=today)


def sentences(of: Closing) -> list[str]:
    return [str(missing.sentence) for missing in of.missing]


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
    "people were asked, and nothing else is planned": (
        [VOICE],
        [told(), told()],
        {},
        [
            (
                "What is planned can support, and never closes an action alone. Add a look at practice or records.",
                Goes.PLAN,
            )
        ],
    ),
    "practice was seen, and people are still to be asked": (
        [WATCHED, VOICE],
        [*[watched()] * 3, told()],
        {},
        [("Still to come: 1 person or family of “Help comes in time.”, by 30 November 2026.", Goes.CAPTURE)],
    ),
    "practice was seen, and people do not say so": (
        [WATCHED, VOICE],
        [*[watched()] * 3, told(1), told(1)],
        {},
        [("“Help comes in time.” is not yet holding.", Goes.PLAN)],
    ),
    "practice was seen, and people say so": ([WATCHED, VOICE], [*[watched()] * 3, told(1), told()], {}, []),
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


def test_on_the_last_day_looks_can_still_come() -> None:
    (sentence,) = sentences(answer([WATCHED], watched(), today=date(2026, 11, 30)))
    assert sentence.startswith("Still to come: 2 observations")


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


@given(st.lists(st.builds(told, st.integers(0, 1)), max_size=25), st.integers(1, 3))
def test_whatever_people_say_and_however_many_it_never_closes_alone(said: list[EvidenceFacts], plans: int) -> None:
    assert not answer([VOICE] * plans, *said).met
