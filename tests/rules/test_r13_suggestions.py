"""R13: what a check suggests to its reviewer: strengths first, with counts and in plain words."""

import uuid

import pytest

from spotcheck.checklists.rules import Interview, Kind, Observation, Sample
from spotcheck.checks.rules.findings import suggestions
from spotcheck.checks.rules.outcomes import AnswerFacts

PRN, CHART, QUIET = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
STANDARDS = {PRN: "Every PRN entry shows the reason.", CHART: "Staff read the chart first.", QUIET: "It is quiet."}
REASON, EFFECT, FIRST, PLACE = (uuid.uuid4() for _ in range(4))
ITEMS = {
    REASON: "It shows the reason.",
    EFFECT: "It shows the effect.",
    FIRST: "Reads it first.",
    PLACE: "Finds a quiet place.",
}


def answer(item, standard, outcome, *, must=True, position=0):
    return AnswerFacts(item=item, standard=standard, must=must, outcome=outcome, position=position)


def suggested(kind, answers, named=None):
    found = suggestions(kind, answers, standards=STANDARDS, items=ITEMS, named=named)
    return [(one.standard_id, one.kind and one.kind.value, one.met, one.seen, str(one.text)) for one in found]


def test_a_strength_comes_before_a_gap_however_the_checklist_asks():
    answers = [answer(FIRST, CHART, Observation.FOLLOW_UP), answer(PLACE, QUIET, Observation.WELL)]
    assert suggested(Kind.OBSERVATION, answers) == [
        (QUIET, "strength", 1, 1, "Seen, and done well: “It is quiet.”"),
        (CHART, "gap", 0, 1, "Not yet: “Reads it first.”"),
    ]


def test_a_sample_counts_records_and_names_what_is_not_yet_there():
    answers = [answer(REASON, PRN, Sample.IN_PLACE, position=n) for n in (1, 2, 3)]
    answers += [answer(EFFECT, PRN, Sample.IN_PLACE if n < 3 else Sample.PARTLY, position=n) for n in (1, 2, 3)]
    assert suggested(Kind.SAMPLE, answers) == [
        (
            PRN,
            "gap",
            2,
            3,
            "2 of 3 records show it: “Every PRN entry shows the reason.” Not yet: “It shows the effect.”",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "outcome", "text"),
    [
        (Kind.SAMPLE, Sample.IN_PLACE, "The one record read shows it: “It is quiet.”"),
        (Kind.OBSERVATION, Observation.WELL, "Seen, and done well: “It is quiet.”"),
        (Kind.INTERVIEW, Interview.CLEAR, "Explained clearly: “It is quiet.”"),
    ],
)
def test_a_strength_is_said_in_the_words_of_its_kind(kind, outcome, text):
    assert suggested(kind, [answer(PLACE, QUIET, outcome)]) == [(QUIET, "strength", 1, 1, text)]


@pytest.mark.parametrize("outcome", [Observation.NOT_SEEN])
def test_what_was_not_seen_suggests_nothing(outcome):
    assert suggested(Kind.OBSERVATION, [answer(PLACE, QUIET, outcome)]) == []


def test_a_miss_of_something_that_need_not_be_met_is_left_to_the_reviewer():
    answers = [answer(PLACE, QUIET, Observation.SUPPORT, must=False)]
    assert [one[1] for one in suggested(Kind.OBSERVATION, answers)] == [None]


def test_a_miss_of_the_standard_that_a_requirement_names_is_a_gap():
    answers = [answer(PLACE, QUIET, Observation.SUPPORT, must=False)]
    assert [one[1] for one in suggested(Kind.OBSERVATION, answers, named=QUIET)] == ["gap"]


def test_of_several_things_seen_it_is_said_how_many_were_done_well():
    answers = [answer(FIRST, CHART, Observation.FOLLOW_UP), answer(PLACE, CHART, Observation.WELL)]
    assert [one[4] for one in suggested(Kind.OBSERVATION, answers)] == [
        "1 of 2 things seen were done well. Not yet: “Reads it first.”"
    ]
