"""A checklist file is read strictly: whatever needs another look is refused with the place where it is."""

import copy
import tomllib

import pytest

from spotcheck.checklists.content import Alert, Point, read_checklist
from spotcheck.checklists.rules import Kind
from spotcheck.core.refusals import Refusal, Why

NODES = {"qs-S8", "reg-12"}

HEAD = """
key = "tea"
kind = "KIND"
topic = "medication"
title = "Tea"
about = "Looks at tea."
minutes = 5
settings = ["Morning", "Evening"]
"""
ITEM = """
[[items]]
key = "warm"
part = "Tea"
standard = "tea-warm"
text = "The tea is warm."
good = "It is as the person likes it."
why = "Cold tea is no pleasure."
must = true
nodes = ["qs-S8"]
"""
OBSERVATION = HEAD.replace("KIND", "observation") + ITEM
SAMPLE = HEAD.replace("KIND", "sample") + 'record_name = "tea list"\nhow_to_number = "From 1."\n' + ITEM
INTERVIEW = (
    HEAD.replace("KIND", "interview")
    + ITEM
    + """
model = "I ask."
another_way = "Think of your own tea."

[[items.points]]
key = "ask"
text = "Asks first"

[[items.alerts]]
key = "scald"
text = "Would give it boiling"
say = "Stop. Wait together."
"""
)


def read(text, change=lambda file: None):
    file = copy.deepcopy(tomllib.loads(text))
    change(file)
    return read_checklist(file, nodes=NODES, name="tea.toml")


def refusal(text, change):
    with pytest.raises(Refusal) as refused:
        read(text, change)
    assert refused.value.why is Why.INVALID
    return [str(sentence) for sentence in refused.value.sentences]


def item(file):
    return file["items"][0]


def test_an_observation_has_items_and_nothing_about_records_or_points():
    content = read(OBSERVATION)
    assert (content.kind, content.record_name, content.items[0].points) == (Kind.OBSERVATION, None, ())
    assert (content.items[0].must, content.items[0].nodes) == (True, ("qs-S8",))


def test_a_sample_says_what_a_record_is_and_how_to_number_them():
    assert (read(SAMPLE).record_name, read(SAMPLE).how_to_number) == ("tea list", "From 1.")


def test_an_interview_has_points_alerts_a_model_answer_and_another_way():
    question = read(INTERVIEW).items[0]
    assert question.points == (Point(key="ask", text="Asks first"),)
    assert question.alerts == (Alert(key="scald", text="Would give it boiling", say="Stop. Wait together."),)
    assert (question.model, question.another_way) == ("I ask.", "Think of your own tea.")


def offering(*lines):
    def change(file):
        item(file)["choices"] = [{"key": f"line-{n}", "text": text, **more} for n, (text, more) in enumerate(lines)]

    return change


ASKS, WAITS = ("I ask", {"says": "ask"}), ("I wait", {})


def test_a_question_may_offer_lines_to_choose():
    assert read(INTERVIEW).items[0].choices == ()
    offered = read(INTERVIEW, offering(ASKS, WAITS)).items[0].choices
    assert [(one.key, one.text, one.says) for one in offered] == [
        ("line-0", "I ask", "ask"),
        ("line-1", "I wait", None),
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([ASKS], "A question offers 2 to 6 lines, or none."),
        ([ASKS, *((f"I wait {n}", {}) for n in range(6))], "A question offers 2 to 6 lines, or none."),
        ([ASKS, WAITS, ("i WAIT", {})], "Each line comes once."),
        ([ASKS, ("w" * 121, {})], "A line is plain, and at most 120 characters."),
        ([ASKS, ("two\nlines", {})], "A line is plain, and at most 120 characters."),
        ([ASKS, WAITS, ("I run", {"says": "run"})], "A line says one of the points of its own question, or none."),
        (
            [ASKS, ("I ask twice", {"says": "ask"})],
            "At least one line says no point: otherwise all are right, and it asks nothing.",
        ),
        ([WAITS, ("I hope", {})], "At least one line says a point: otherwise none is right."),
    ],
)
def test_lines_that_need_another_look_are_said(lines, says):
    assert f"In tea.toml, items 1, choices: {says}" in refusal(INTERVIEW, offering(*lines))


def test_a_question_may_have_no_alert():
    assert read(INTERVIEW, lambda file: item(file).pop("alerts")).items[0].alerts == ()


WORDS = "this needs words between quotation marks."
UNUSED = "this name is not used here."


@pytest.mark.parametrize(
    ("text", "change", "place"),
    [
        (OBSERVATION, lambda file: file.pop("title"), f"title: {WORDS}"),
        (OBSERVATION, lambda file: file.update(title="  "), f"title: {WORDS}"),
        (
            OBSERVATION,
            lambda file: file.update(kind="audit"),
            "kind: this needs to be observation, interview, sample or voice.",
        ),
        (
            OBSERVATION,
            lambda file: file.update(minutes="5"),
            "minutes: this needs a whole number above zero.",
        ),
        (
            OBSERVATION,
            lambda file: file.update(minutes=True),
            "minutes: this needs a whole number above zero.",
        ),
        (OBSERVATION, lambda file: file.update(minutes=0), "minutes: this needs a whole number above zero."),
        (
            OBSERVATION,
            lambda file: file.update(settings=[]),
            "settings: this needs a list of words, each of them once.",
        ),
        (
            OBSERVATION,
            lambda file: file.update(settings="Day"),
            "settings: this needs a list of words, each of them once.",
        ),
        (
            OBSERVATION,
            lambda file: file.update(settings=["Day", "Day"]),
            "settings: this needs a list of words, each of them once.",
        ),
        (OBSERVATION, lambda file: file.update(score=1), f"score: {UNUSED}"),
        (OBSERVATION, lambda file: file.update(record_name="tea list"), f"record_name: {UNUSED}"),
        (SAMPLE, lambda file: file.pop("record_name"), f"record_name: {WORDS}"),
        (SAMPLE, lambda file: file.pop("how_to_number"), f"how_to_number: {WORDS}"),
        (OBSERVATION, lambda file: file.pop("items"), "items: this needs tables, at least one of them."),
        (OBSERVATION, lambda file: file.update(items=["warm"]), "items: this needs tables, at least one of them."),
        (OBSERVATION, lambda file: file["items"].append("warm"), "items: this needs tables, at least one of them."),
        (
            OBSERVATION,
            lambda file: file["items"].append(item(file)),
            "items: the key “warm” comes more than once.",
        ),
        (OBSERVATION, lambda file: item(file).pop("why"), f"items 1, why: {WORDS}"),
        (OBSERVATION, lambda file: item(file).pop("must"), "items 1, must: this needs to be true or false."),
        (
            OBSERVATION,
            lambda file: item(file).update(must="yes"),
            "items 1, must: this needs to be true or false.",
        ),
        (
            OBSERVATION,
            lambda file: item(file).update(nodes=["qs-X1"]),
            "items 1, nodes: no framework has “qs-X1”.",
        ),
        (
            OBSERVATION,
            lambda file: item(file).update(key="Warm tea"),
            "items 1, key: this needs small letters, digits and hyphens only.",
        ),
        (OBSERVATION, lambda file: item(file).update(model="I ask."), f"items 1, model: {UNUSED}"),
        (INTERVIEW, lambda file: item(file).pop("model"), f"items 1, model: {WORDS}"),
        (INTERVIEW, lambda file: item(file).pop("points"), "items 1, points: this needs tables, at least one of them."),
        (INTERVIEW, lambda file: item(file)["alerts"][0].pop("say"), f"items 1, alerts 1, say: {WORDS}"),
        (
            INTERVIEW,
            lambda file: item(file)["points"].append(item(file)["points"][0]),
            "items 1, points: the key “ask” comes more than once.",
        ),
    ],
)
def test_a_file_that_needs_another_look_is_refused_with_the_place(text, change, place):
    assert refusal(text, change) == [f"In tea.toml, {place}"]


def test_items_of_one_part_stand_together():
    def apart(file):
        other = {**item(file), "key": "cup", "part": "Cup"}
        file["items"] += [other, {**item(file), "key": "sweet"}]

    assert refusal(OBSERVATION, apart) == ["In tea.toml, items: the items of “Tea” need to stand together."]


def test_every_place_is_named_at_once():
    def two(file):
        file.pop("about")
        item(file).pop("good")

    assert len(refusal(OBSERVATION, two)) == 2
