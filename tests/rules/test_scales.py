"""DESIGN §3: the words a person chooses from."""

import pytest

from spotcheck.checklists.rules import SCALES, Heard, Interview, Kind, Observation, Sample, Voice, outcome

LABELS = [
    (Observation, "well", "Done well"),
    (Observation, "support", "Done, with support"),
    (Observation, "not_seen", "Not seen this time"),
    (Observation, "follow_up", "Needs a follow-up"),
    (Observation, "stopped", "Stopped to keep someone safe"),
    (Interview, "clear", "Explained clearly"),
    (Interview, "partly", "Partly, talked it through"),
    (Interview, "revisit", "Let's revisit"),
    (Heard, "unprompted", "said unprompted"),
    (Heard, "asked", "said when asked"),
    (Heard, "not_yet", "not yet"),
    (Sample, "in_place", "In place"),
    (Sample, "partly", "Partly"),
    (Sample, "not_in_place", "Not in place"),
    (Sample, "does_not_apply", "Does not apply"),
    (Voice, "yes", "Yes"),
    (Voice, "sometimes", "Sometimes"),
    (Voice, "no", "No"),
    (Voice, "not_sure", "Not sure"),
]


@pytest.mark.parametrize(("scale", "value", "label"), LABELS)
def test_each_answer_has_the_words_people_see(scale, value, label):
    assert str(scale(value).label) == label


def test_no_scale_has_an_answer_beyond_these():
    answers = [(scale, answer.value) for scale in (Observation, Interview, Heard, Sample, Voice) for answer in scale]
    assert answers == [(scale, value) for scale, value, _ in LABELS]


def test_every_kind_of_check_has_a_name_and_a_scale():
    assert {kind: str(kind.label) for kind in SCALES} == {
        Kind.OBSERVATION: "Observation",
        Kind.INTERVIEW: "Interview",
        Kind.SAMPLE: "Sample",
        Kind.VOICE: "Person or family",
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.OBSERVATION, "stopped", Observation.STOPPED),
        (Kind.INTERVIEW, "partly", Interview.PARTLY),
        (Kind.SAMPLE, "partly", Sample.PARTLY),
        (Kind.VOICE, "sometimes", Voice.SOMETIMES),
        (Kind.OBSERVATION, "partly", None),
        (Kind.SAMPLE, "well", None),
        (Kind.INTERVIEW, "", None),
    ],
)
def test_an_answer_counts_only_on_the_scale_of_its_kind(kind, value, expected):
    found = outcome(kind, value)
    assert found is expected
