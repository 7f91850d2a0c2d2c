"""What the starter checklists promise a tired supervisor, and the person supported."""

import re
from collections import Counter

import pytest

from spotcheck.checklists.rules import Kind
from spotcheck.checklists.starters import starter_checklists
from spotcheck.standards.frameworks import framework_map
from spotcheck.standards.starters import starter_standards

CHECKLISTS = {content.key: content for content in starter_checklists()}
ITEMS = [(content, item) for content in starter_checklists() for item in content.items]
every_checklist = pytest.mark.parametrize("content", starter_checklists(), ids=lambda content: content.key)
every_item = pytest.mark.parametrize("item", [item for _, item in ITEMS], ids=[f"{c.key}/{i.key}" for c, i in ITEMS])


def test_there_is_a_checklist_for_each_look_that_the_stories_need():
    assert {key: content.kind for key, content in CHECKLISTS.items()} == {
        "care-plan-interview": Kind.INTERVIEW,
        "care-plan-sample": Kind.SAMPLE,
        "dignity": Kind.OBSERVATION,
        "dignity-voice": Kind.VOICE,
        "hand-hygiene": Kind.OBSERVATION,
        "mar-prn-sample": Kind.SAMPLE,
        "medicines-observation": Kind.OBSERVATION,
        "medicines-voice": Kind.VOICE,
        "moving-interview": Kind.INTERVIEW,
        "moving-observation": Kind.OBSERVATION,
        "prn-interview": Kind.INTERVIEW,
        "speaking-up-interview": Kind.INTERVIEW,
        "supervision-record-sample": Kind.SAMPLE,
    }


@every_checklist
def test_topics_and_standards_are_those_of_the_product(content):
    known = starter_standards()
    assert content.topic in {topic.key for topic in known.topics}
    assert {item.standard for item in content.items} <= {standard.key for standard in known.standards}


def test_every_standard_is_asked_about_somewhere():
    asked = {item.standard for _, item in ITEMS}
    assert asked == {standard.key for standard in starter_standards().standards}


def test_the_standard_of_the_first_story_is_seen_heard_and_read():
    carried = Counter(content.kind for content, item in ITEMS if item.standard == "prn-recorded")
    assert carried == {Kind.OBSERVATION: 2, Kind.SAMPLE: 4, Kind.INTERVIEW: 2, Kind.VOICE: 1}


def test_the_standards_of_the_second_story_are_heard_and_read():
    carried = {(item.standard, content.kind) for content, item in ITEMS if content.topic == "care-planning"}
    standards = ("plan-for-today", "early-signs-known", "plan-own-voice")
    assert carried == {(key, kind) for key in standards for kind in (Kind.SAMPLE, Kind.INTERVIEW)}


def test_the_third_story_asks_about_routes_and_reads_about_being_heard():
    carried = {
        kind: {item.standard for content, item in ITEMS if (content.topic, content.kind) == ("speaking-up", kind)}
        for kind in (Kind.SAMPLE, Kind.INTERVIEW)
    }
    assert carried == {
        Kind.SAMPLE: {"supervision-from-practice", "concerns-asked-about", "near-misses-told"},
        Kind.INTERVIEW: {"routes-known", "near-misses-told"},
    }


def test_a_prn_record_is_read_for_time_dose_reason_and_effect():
    keys = [item.key for item in CHECKLISTS["mar-prn-sample"].items if item.standard == "prn-recorded"]
    assert keys == ["prn-time", "prn-dose", "prn-reason", "prn-effect"]


def test_the_medicines_round_is_twelve_items_in_three_parts():
    parts = Counter(item.part for item in CHECKLISTS["medicines-observation"].items)
    assert (len(parts), sum(parts.values())) == (3, 12)


def test_what_must_be_met_on_a_medicines_round():
    must = [item.key for item in CHECKLISTS["medicines-observation"].items if item.must]
    assert must == [
        "mar-first",
        "right-person",
        "right-dose",
        "allergies",
        "asks-first",
        "swallowed",
        "signs-at-once",
        "prn-entry",
    ]


def test_the_five_moments_come_in_their_order():
    moments = [item.key for item in CHECKLISTS["hand-hygiene"].items if item.part == "The five moments"]
    assert moments == [
        "before-person",
        "before-clean-task",
        "after-body-fluid",
        "after-person",
        "after-surroundings",
    ]


def test_a_record_is_read_with_at_most_eight_items_and_an_interview_asks_at_most_three():
    most = {Kind.OBSERVATION: 12, Kind.SAMPLE: 8, Kind.INTERVIEW: 3, Kind.VOICE: 3}
    assert all(len(content.items) <= most[content.kind] for content in starter_checklists())


def test_people_and_families_are_asked_three_questions_each_in_their_own_words():
    voices = [content for content in starter_checklists() if content.kind is Kind.VOICE]
    assert [len(content.items) for content in voices] == [3, 3]
    for item in (item for content in voices for item in content.items):
        assert not item.must
        assert item.text.endswith("?") and item.another_way.endswith("?")
        assert not re.search(r"\byour?\b", item.another_way)


def test_a_question_is_put_another_way_as_a_scene_so_that_it_can_be_read_out_or_read_alone():
    asked = [item for content, item in ITEMS if content.kind is Kind.INTERVIEW]
    for item in asked:
        assert item.another_way.startswith("Imagine ") and item.another_way.endswith("?"), item.key
        assert not re.search(r"\b(the worker|ask (them|the)|together|then ask)\b", item.another_way), item.key


def test_what_must_be_met_when_somebody_is_helped_to_move():
    must = [item.key for item in CHECKLISTS["moving-observation"].items if item.must]
    assert must == [
        "plan-read",
        "enough-people",
        "kit-looked-over",
        "in-date",
        "asks-first",
        "right-sling",
        "tells-what-changed",
    ]


def test_an_interview_takes_at_most_four_minutes():
    assert {content.minutes for content in starter_checklists() if content.kind is Kind.INTERVIEW} == {4}


@every_item
def test_an_item_is_one_short_sentence(item):
    allowed = 2 if item.points else 1  # a question may say first what has happened
    assert len(sentences(item.text)) <= allowed
    assert len(item.text.split()) <= 12
    assert item.text[-1] in ".?"


def test_questions_with_lines_to_choose_hold_every_point_and_two_lines_that_say_none():
    offered = {f"{content.key}/{item.key}": item for content, item in ITEMS if item.choices}
    assert len(offered) >= 3
    for item in offered.values():
        said = [choice.says for choice in item.choices]
        assert set(said) - {None} == {point.key for point in item.points}
        assert said.count(None) == 2
        assert all(len(choice.text.split()) <= 12 for choice in item.choices)


@every_item
def test_an_item_is_named_in_the_framework_in_force_the_draft_and_the_law(item):
    prefixes = {code.split("-")[0] for code in item.nodes}
    assert prefixes == {"qs", "kloe", "reg"}


@every_item
def test_the_nodes_of_an_item_agree_with_our_reading_of_old_to_new(item):
    taken_up = {code: set() for code in item.nodes if code.startswith("qs-")}
    for reading in framework_map():
        if reading.from_code in taken_up:
            taken_up[reading.from_code].add(reading.to_code)
    assert all(codes & set(item.nodes) for codes in taken_up.values())


@every_checklist
def test_the_language_is_plain(content):
    lengths = [len(sentence.split()) for text in words_of(content) for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= 14
    assert max(lengths) <= 20


@every_checklist
def test_no_word_looks_for_somebody_to_answer_for_it(content):
    blaming = r"\b(fail\w*|fault\w*|blam\w*|breach\w*|incorrect\w*|offend\w*|careless\w*|should have|error\w*)\b"
    found = [text for text in words_of(content) if re.search(blaming, text, re.IGNORECASE)]
    assert found == []


def words_of(content):
    yield from filter(None, (content.title, content.about, content.how_to_number))
    for item in content.items:
        yield from filter(None, (item.text, item.good, item.why, item.model, item.another_way))
        yield from (point.text for point in item.points)
        yield from (choice.text for choice in item.choices)
        yield from (words for alert in item.alerts for words in (alert.text, alert.say))


def sentences(text):
    return [part for part in re.split(r"(?<=[.?!:])[”]?\s+", text) if part]
