"""R2: a published version never changes; the same content makes no second one, other content the next."""

from dataclasses import fields, replace

import pytest

from spotcheck.checklists.choice_rules import Choice
from spotcheck.checklists.content import Alert, ChecklistContent, ItemContent, Point, digest
from spotcheck.checklists.publishing_rules import Published, next_number, objections
from spotcheck.checklists.rules import Kind

ITEM = ItemContent(
    key="warm",
    part="Tea",
    standard="tea-warm",
    text="The tea is warm.",
    good="As the person likes it.",
    why="Cold tea is no pleasure.",
    must=False,
    nodes=("qs-S8",),
    points=(Point(key="ask", text="Asks first"),),
    alerts=(Alert(key="scald", text="Would give it boiling", say="Wait together."),),
    model="I ask.",
    another_way="Think of your own tea.",
)
TEA = ChecklistContent(
    key="tea",
    kind=Kind.OBSERVATION,
    topic="meals",
    title="Tea",
    about="Looks at tea.",
    minutes=5,
    settings=("Morning",),
    record_name="tea list",
    how_to_number="From 1.",
    items=(ITEM,),
)


@pytest.mark.parametrize(
    ("published", "content", "expected"),
    [
        ([], "a", 1),
        ([Published(1, "a")], "a", None),
        ([Published(1, "a")], "b", 2),
        ([Published(1, "a"), Published(2, "b")], "b", None),
        ([Published(2, "b"), Published(1, "a")], "b", None),
        ([Published(1, "a"), Published(2, "b")], "a", 3),
        ([Published(1, "a"), Published(2, "b"), Published(3, "a")], "c", 4),
    ],
)
def test_the_number_of_the_next_version(published, content, expected):
    assert next_number(published, content) == expected


def test_the_same_words_have_the_same_digest():
    again = replace(TEA, items=(replace(ITEM),))
    assert digest(again) == digest(TEA)


def test_a_digest_stays_what_it_was_through_every_release():
    """Another digest here would make a second version of everything that was ever published."""
    assert digest(TEA) == "01df3692a3bdf39ac5b1e15785c58f1ca20d8952e402834d58eac95f1e070bff"


OTHER = {
    "kind": Kind.SAMPLE,
    "minutes": 6,
    "settings": ("Evening",),
    "items": (),
    "must": True,
    "nodes": ("reg-12",),
    "points": (),
    "alerts": (),
    "choices": (Choice(key="wait", text="I wait"),),
}


@pytest.mark.parametrize("name", [field.name for field in fields(ChecklistContent)])
def test_any_other_word_at_the_head_makes_another_digest(name):
    assert digest(replace(TEA, **{name: OTHER.get(name, "other")})) != digest(TEA)


@pytest.mark.parametrize("name", [field.name for field in fields(ItemContent)])
def test_any_other_word_in_an_item_makes_another_digest(name):
    changed = replace(ITEM, **{name: OTHER.get(name, "other")})
    assert digest(replace(TEA, items=(changed,))) != digest(TEA)


def test_items_in_another_order_make_another_digest():
    cup = replace(ITEM, key="cup")
    assert digest(replace(TEA, items=(ITEM, cup))) != digest(replace(TEA, items=(cup, ITEM)))


@pytest.mark.parametrize(
    ("topics", "standards", "held", "sentences"),
    [
        ({"meals"}, {"tea-warm"}, None, []),
        ({"meals"}, {"tea-warm"}, (Kind.OBSERVATION, "meals"), []),
        (
            {"meals"},
            {"tea-warm"},
            (Kind.SAMPLE, "meals"),
            ["“Tea” keeps its kind and its topic. Please use another key."],
        ),
        (
            {"meals", "drinks"},
            {"tea-warm"},
            (Kind.OBSERVATION, "drinks"),
            ["“Tea” keeps its kind and its topic. Please use another key."],
        ),
        (set(), {"tea-warm"}, None, ["There is no topic “meals” in this organisation."]),
        ({"meals"}, set(), None, ["There is no standard “tea-warm” in this organisation."]),
    ],
)
def test_what_stands_in_the_way_of_publishing(topics, standards, held, sentences):
    reasons = objections(TEA, topics=topics, standards=standards, held=held)
    assert [str(reason) for reason in reasons] == sentences


def test_a_standard_that_is_missing_twice_is_named_once():
    content = replace(TEA, items=(ITEM, replace(ITEM, key="cup")))
    assert len(objections(content, topics={"meals"}, standards=set(), held=None)) == 1
