"""DESIGN §3, what counts: every combination of answers, against the sentence in the design."""

from __future__ import annotations

import uuid
from itertools import product

import pytest

from spotcheck.checklists.rules import Heard, Interview, Observation, Sample, Voice
from spotcheck.checks.rules.outcomes import (
    AnswerFacts,
    Counted,
    Said,
    Shows,
    counts_for,
    heard_outcome,
    is_gap,
    level,
    level_again,
    shows,
)

STANDARD, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)

SHOWN = [
    (Observation.WELL, Shows.MET),
    (Observation.SUPPORT, Shows.MISSED),
    (Observation.NOT_SEEN, Shows.NOTHING),
    (Observation.FOLLOW_UP, Shows.MISSED),
    (Observation.STOPPED, Shows.MISSED),
    (Interview.CLEAR, Shows.MET),
    (Interview.PARTLY, Shows.MISSED),
    (Interview.REVISIT, Shows.MISSED),
    (Sample.IN_PLACE, Shows.MET),
    (Sample.PARTLY, Shows.MISSED),
    (Sample.NOT_IN_PLACE, Shows.MISSED),
    (Sample.DOES_NOT_APPLY, Shows.NOTHING),
    (Voice.YES, Shows.MET),
    (Voice.SOMETIMES, Shows.MISSED),
    (Voice.NO, Shows.MISSED),
    (Voice.NOT_SURE, Shows.NOTHING),
]


def answers(*outcomes, standard=STANDARD, must=False, position=0):
    return [
        AnswerFacts(item=uuid.UUID(int=100 + n), standard=standard, must=must, outcome=outcome, position=position)
        for n, outcome in enumerate(outcomes)
    ]


@pytest.mark.parametrize(("outcome", "what"), SHOWN, ids=str)
def test_each_outcome_meets_misses_or_says_nothing(outcome, what):
    assert shows(outcome) is what


def test_no_outcome_is_left_undecided():
    assert [outcome for outcome, _ in SHOWN] == [*Observation, *Interview, *Sample, *Voice]


@pytest.mark.parametrize("seen", [c for n in (1, 2, 3) for c in product(Observation, repeat=n)])
def test_an_observation_is_met_if_all_that_was_seen_was_done_well_and_something_was_seen(seen):
    looked_at = [outcome for outcome in seen if outcome is not Observation.NOT_SEEN]
    well = all(outcome is Observation.WELL for outcome in looked_at)
    expected = Counted(bool(looked_at), 0 if well else 1)
    assert counts_for(STANDARD, answers(*seen)) == expected


@pytest.mark.parametrize("read", [c for n in (1, 2, 3) for c in product(Sample, repeat=n)])
def test_a_record_is_a_miss_if_one_item_is_partly_or_not_in_place_and_unusable_if_none_applies(read):
    miss = any(outcome in {Sample.PARTLY, Sample.NOT_IN_PLACE} for outcome in read)
    applies = any(outcome is not Sample.DOES_NOT_APPLY for outcome in read)
    assert counts_for(STANDARD, answers(*read, position=4)) == Counted(int(applies), int(miss))


@pytest.mark.parametrize("asked", [c for n in (1, 2) for c in product(Interview, repeat=n)])
def test_an_interview_is_met_if_every_question_of_the_standard_was_explained_clearly(asked):
    met = all(outcome is Interview.CLEAR for outcome in asked)
    assert counts_for(STANDARD, answers(*asked)) == Counted(1, 0 if met else 1)


def test_each_record_of_a_sample_is_one_unit():
    read = (
        answers(Sample.IN_PLACE, Sample.IN_PLACE, position=1)
        + answers(Sample.IN_PLACE, Sample.PARTLY, position=2)
        + answers(Sample.DOES_NOT_APPLY, Sample.DOES_NOT_APPLY, position=3)
        + answers(Sample.DOES_NOT_APPLY, Sample.IN_PLACE, position=5)
    )
    counted = counts_for(STANDARD, read)
    assert (counted, counted.met) == (Counted(usable=3, misses=1), 2)


def test_items_of_another_standard_do_not_count():
    seen = answers(Observation.WELL) + answers(Observation.STOPPED, standard=OTHER)
    assert counts_for(STANDARD, seen) == Counted(1, 0)


def test_a_check_that_never_asked_about_the_standard_did_not_count():
    assert counts_for(STANDARD, answers(Observation.WELL, standard=OTHER)) == Counted(0, 0)


@pytest.mark.parametrize(
    ("given", "named", "gap"),
    [
        (answers(Observation.SUPPORT, must=True), None, True),
        (answers(Observation.SUPPORT), None, False),
        (answers(Observation.SUPPORT), STANDARD, True),
        (answers(Observation.SUPPORT), OTHER, False),
        (answers(Observation.NOT_SEEN, must=True), STANDARD, False),
        (answers(Observation.WELL, must=True), STANDARD, False),
        (answers(Sample.DOES_NOT_APPLY, must=True, position=1), STANDARD, False),
        (answers(Sample.IN_PLACE, position=1) + answers(Sample.PARTLY, must=True, position=2), None, True),
        (answers(Interview.PARTLY, must=True), None, True),
        ([], STANDARD, False),
    ],
)
def test_a_check_is_a_gap_if_a_must_item_is_missed_or_the_named_standard_is(given, named, gap):
    assert is_gap(given, named=named) is gap


POINTS = ("plan", "limits", "help")
EVERY_ANSWER = [
    (dict(zip(POINTS, heard, strict=True)), alert, reason)
    for heard in product([None, *Heard], repeat=3)
    for alert in (False, True)
    for reason in (False, True)
]


def said_of(points, alert, reason):
    heard = {key: value for key, value in points.items() if value is not None}
    return Said(points=heard, alerts=frozenset(["unsafe"] if alert else []), reason=reason)


@pytest.mark.parametrize(("points", "alert", "reason"), EVERY_ANSWER)
def test_the_level_of_an_answer_follows_from_what_was_heard(points, alert, reason):
    heard = [value for value in points.values() if value in {Heard.UNPROMPTED, Heard.ASKED}]
    if alert or not heard:
        expected = 0
    elif len(heard) < len(POINTS):
        expected = 1
    else:
        expected = 3 if reason else 2
    assert level(POINTS, said_of(points, alert, reason)) == expected


@pytest.mark.parametrize(("points", "alert", "reason"), EVERY_ANSWER)
def test_an_interview_question_counts_at_level_two_or_three_only(points, alert, reason):
    said = said_of(points, alert, reason)
    found = heard_outcome(POINTS, said)
    assert (shows(found) is Shows.MET) is (level(POINTS, said) >= 2)
    assert found is {0: Interview.REVISIT, 1: Interview.PARTLY}.get(level(POINTS, said), Interview.CLEAR)


def test_coaching_is_kept_beside_and_changes_nothing():
    before = Said(points={"plan": Heard.UNPROMPTED, "limits": Heard.NOT_YET, "help": Heard.NOT_YET})
    after = Said(points=before.points, again={"limits": Heard.ASKED, "help": Heard.ASKED})
    assert heard_outcome(POINTS, after) is heard_outcome(POINTS, before) is Interview.PARTLY
    assert (level_again(POINTS, before), level_again(POINTS, after)) == (None, 2)


def test_points_that_the_question_does_not_have_lift_no_answer():
    assert level(POINTS, Said(points={"weather": Heard.UNPROMPTED})) == 0
