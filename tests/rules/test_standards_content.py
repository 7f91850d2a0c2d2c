import copy
import tomllib
from datetime import date

import pytest

from spotcheck.core.refusals import Refusal, Why
from spotcheck.standards.frameworks import Status, framework_map, frameworks, nodes_by_code
from spotcheck.standards.rules import read_standards
from spotcheck.standards.starters import starter_standards

GOOD = tomllib.loads("""
[[topics]]
key = "medication"
name = "Medication"
vague = "remind staff"
clear = "the card says it"
stronger = "Move the cupboard."

[[standards]]
key = "prn-recorded"
topic = "medication"
text = "Every entry shows the time."
why = "The next person can see it."
""")


def test_each_framework_carries_its_version_status_dates_and_source():
    heads = [(one.name, one.version, one.status, one.in_force_from, len(one.nodes)) for one in frameworks()]
    assert heads == [
        ("CQC single assessment framework", "2023", Status.IN_FORCE, date(2023, 11, 21), 34),
        ("CQC adult social care framework", "draft v9 (March 2026)", Status.DRAFT, None, 24),
        ("HSCA 2008 (Regulated Activities) Regulations", "2014", Status.IN_FORCE, date(2015, 4, 1), 14),
    ]
    assert all(one.source and one.checked_on == date(2026, 11, 23) for one in frameworks())


def test_no_two_nodes_share_a_code():
    assert len(nodes_by_code()) == sum(len(one.nodes) for one in frameworks())


def test_a_node_is_found_with_its_framework_by_our_code():
    framework, node = nodes_by_code()["qs-S8"]
    assert (framework.version, node.group, node.name) == ("2023", "Safe", "Medicines optimisation")


def test_the_map_from_old_to_new_says_that_it_is_our_reading():
    assert all(reading.basis == "our reading, 2026-11-23" for reading in framework_map())


def test_the_map_names_only_nodes_that_exist_and_leaves_no_quality_statement_out():
    codes = set(nodes_by_code())
    assert {reading.to_code for reading in framework_map()} - codes == {None}
    assert {reading.from_code for reading in framework_map()} == {code for code in codes if code[:3] == "qs-"}


def test_a_status_has_words():
    assert [str(status.label) for status in Status] == ["In force", "Draft", "Retired"]


def test_the_starter_standards_cover_the_topics_of_the_starter_checklists():
    content = starter_standards()
    assert [topic.name for topic in content.topics] == [
        "Medication",
        "Infection control",
        "Dignity and respect",
        "Care planning",
        "Speaking up and learning",
        "Moving and handling",
    ]
    assert {standard.topic for standard in content.standards} == {topic.key for topic in content.topics}


def test_the_standard_of_the_first_story_is_one_sentence_of_expected_practice():
    texts = {standard.key: standard.text for standard in starter_standards().standards}
    assert texts["prn-recorded"] == "Every PRN entry shows the time, the dose, the reason and the effect."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda file: file.pop("topics"), "In it, topics: this needs tables, at least one of them."),
        (
            lambda file: file["topics"][0].pop("name"),
            "In it, topics 1, name: this needs words between quotation marks.",
        ),
        (
            lambda file: file["standards"][0].update(key="PRN recorded"),
            "In it, standards 1, key: this needs small letters, digits and hyphens only.",
        ),
        (
            lambda file: file["standards"][0].update(score=3),
            "In it, standards 1, score: this name is not used here.",
        ),
        (
            lambda file: file["standards"].append(file["standards"][0]),
            "In it, standards: the key “prn-recorded” comes more than once.",
        ),
        (
            lambda file: file["standards"][0].update(topic="weather"),
            "In it, prn-recorded: there is no topic “weather”.",
        ),
    ],
)
def test_a_file_that_needs_another_look_is_refused_with_the_place(change, sentence):
    file = copy.deepcopy(GOOD)
    change(file)
    with pytest.raises(Refusal) as refused:
        read_standards(file, name="it")
    assert refused.value.why is Why.INVALID
    assert sentence in [str(each) for each in refused.value.sentences]
