"""R1: a finished check never changes; a correction is beside it, with a reason, and whatever counts reads both."""

import uuid

import pytest

from spotcheck.checklists.rules import Heard, Interview, Observation, Sample
from spotcheck.checks.rules.correction import (
    Answered,
    Corrected,
    apply_corrections,
    correcting_refused,
    correction_wanting,
    counting,
)
from spotcheck.checks.rules.facts import Asked
from spotcheck.checks.rules.outcomes import Said, counts_for
from spotcheck.checks.rules.review import TookPart

HANDS, CHART, STANDARD = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
GRACE, TOMASZ, PRIYA, SAMUEL = (uuid.uuid4() for _ in range(4))

GIVEN = (
    Answered(item_id=HANDS, outcome=Observation.WELL, note="Before the tray, too."),
    Answered(item_id=CHART, outcome=Observation.FOLLOW_UP),
)


def test_without_corrections_the_answers_stand_as_they_were_given():
    assert apply_corrections(GIVEN, ()) == GIVEN


def test_a_correction_changes_one_answer_and_keeps_its_note():
    standing = apply_corrections(GIVEN, [Corrected(item_id=HANDS, outcome=Observation.NOT_SEEN)])
    assert standing == (Answered(item_id=HANDS, outcome=Observation.NOT_SEEN, note="Before the tray, too."), GIVEN[1])


def test_of_two_corrections_of_one_answer_the_last_one_counts():
    both = [Corrected(item_id=CHART, outcome=outcome) for outcome in (Observation.NOT_SEEN, Observation.WELL)]
    assert [one.outcome for one in apply_corrections(GIVEN, both)] == [Observation.WELL] * 2


def test_a_correction_of_one_record_leaves_the_other_records_alone():
    given = [Answered(item_id=CHART, position=n, outcome=Sample.IN_PLACE) for n in (1, 2)]
    standing = apply_corrections(given, [Corrected(item_id=CHART, position=2, outcome=Sample.PARTLY)])
    assert [one.outcome for one in standing] == [Sample.IN_PLACE, Sample.PARTLY]


def test_a_correction_of_an_answer_that_was_never_given_adds_none():
    assert apply_corrections(GIVEN, [Corrected(item_id=uuid.uuid4(), outcome=Observation.WELL)]) == GIVEN


def test_what_counts_is_what_stands_after_the_corrections():
    asked = Asked(id=CHART, position=1, standard=STANDARD, must=True)
    given = [Answered(item_id=CHART, position=n, outcome=Sample.IN_PLACE) for n in (1, 2, 3)]
    standing = apply_corrections(given, [Corrected(item_id=CHART, position=2, outcome=Sample.NOT_IN_PLACE)])
    counted = counts_for(STANDARD, counting(standing, [asked]))
    assert (counted.usable, counted.misses) == (3, 1)


NOW = Answered(item_id=CHART, outcome=Observation.FOLLOW_UP)
WELL, SAME = Observation.WELL, Observation.FOLLOW_UP


@pytest.mark.parametrize(
    ("now", "to", "reason", "fields"),
    [
        (NOW, WELL, "I mixed up two lines.", []),
        (NOW, SAME, "I mixed up two lines.", ["outcome"]),
        (NOW, None, "I mixed up two lines.", ["outcome"]),
        (NOW, WELL, "  ", ["reason"]),
        (NOW, WELL, "a" * 1001, ["reason"]),
        (NOW, None, "", ["outcome", "reason"]),
        (None, WELL, "I mixed up two lines.", ["item"]),
    ],
)
def test_a_correction_has_a_reason_and_changes_something(now, to, reason, fields):
    corrected = Corrected(item_id=CHART, outcome=to) if to else None
    assert sorted(correction_wanting(now, corrected, reason)) == fields


def test_another_point_heard_is_a_change_even_when_the_outcome_stays():
    before, after = Said(points={"plan": Heard.ASKED}), Said(points={"plan": Heard.UNPROMPTED})
    now = Answered(item_id=CHART, outcome=Interview.CLEAR, said=before)
    same, other = (Corrected(item_id=CHART, outcome=Interview.CLEAR, said=said) for said in (before, after))
    assert "outcome" in correction_wanting(now, same, "Heard again.")
    assert not correction_wanting(now, other, "Heard again.")


@pytest.mark.parametrize(
    ("asks", "took_part", "refused"),
    [
        (GRACE, TookPart(GRACE, TOMASZ, PRIYA), False),
        (SAMUEL, TookPart(GRACE, TOMASZ, PRIYA), False),
        (TOMASZ, TookPart(GRACE, TOMASZ, PRIYA), True),
        (PRIYA, TookPart(GRACE, TOMASZ, PRIYA), True),
        (GRACE, TookPart(GRACE, TOMASZ, GRACE), True),
    ],
)
def test_r3_nobody_corrects_their_own_practice_or_evidence_of_their_own_action(asks, took_part, refused):
    assert bool(correcting_refused(asks, took_part)) is refused
