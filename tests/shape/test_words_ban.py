"""How we speak to people: no blame, short sentences, and a value for each place that waits for one (STYLE 18)."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from tests.support.code import Module
from tests.support.texts import Said, Text, said_in, said_in_code, said_in_template, said_in_templates

BANNED = (
    r"fail(s|ed|ing|ures?)?", r"blam\w*", r"faults?", r"faulty", r"breach\w*", r"incorrect\w*", r"offen[cd]\w*",
    r"non-?complian\w*", r"errors?", r"invalid", r"illegal", r"forbidden", r"violat\w*", r"guilty?", r"culprits?",
    r"punish\w*",
    r"penal\w*",
    r"careless\w*", r"negligent\w*", r"incompeten\w*", r"inadequate", r"unacceptable", r"poor", r"sloppy",
    r"oops", r"deficien\w*", r"score[ds]?", r"scoring",
)  # fmt: skip
_BANNED = re.compile(r"\b(" + "|".join(BANNED) + r")\b", re.IGNORECASE)

# Text: why a word of the list stands in it. Names of law are not ours to choose.
EXPLAINED: dict[str, str] = {}

MOST_WORDS = 14  # in a sentence, on average
LONGEST_SENTENCE = 30

SAID = said_in_code()
TEXTS: list[Text] = [*SAID, *said_in_templates()]


def test_there_is_something_to_read() -> None:
    assert len(SAID) > 200
    assert len(TEXTS) > 500


def test_nobody_is_blamed() -> None:
    assert [one for text in TEXTS for one in blaming(text)] == []


def blaming(text: Text) -> list[str]:
    if text.text in EXPLAINED:
        return []
    return [f"{text.where}: {found.group()}" for found in _BANNED.finditer(_PLACE.sub("", text.text))]


def test_what_is_explained_is_still_said() -> None:
    assert set(EXPLAINED) <= {text.text for text in TEXTS}


def test_each_place_in_a_sentence_gets_its_value_and_no_value_is_lost() -> None:
    assert [one for said in SAID for one in mismatched(said)] == []


_PLACE = re.compile(r"%\((\w+)\)[sd]")


def mismatched(said: Said) -> list[str]:
    if said.given is None:
        return []
    places = set(_PLACE.findall(said.text))
    lost = set(said.given) - places - {"n"}
    stray = "%" in _PLACE.sub("", said.text) and bool(said.given)
    unfilled = places - set(said.given)
    return [f"{said.where}: {said.text}"] if lost or unfilled or stray else []


def test_sentences_are_short_on_average() -> None:
    lengths = [len(words) for words in sentences(TEXTS)]
    assert sum(lengths) / len(lengths) <= MOST_WORDS


def test_no_sentence_is_long() -> None:
    assert [" ".join(words) for words in sentences(TEXTS) if len(words) > LONGEST_SENTENCE] == []


def sentences(texts: list[Text]) -> list[list[str]]:
    """The sentences of these texts as words. What has no end mark is a label, and no sentence."""
    parts = chain.from_iterable(re.split(r"(?<=[.?!])\s+", text.text) for text in texts)
    return [part.split() for part in parts if part.rstrip("”").endswith((".", "?", "!"))]


BLAMING = ["This check failed.", "Invalid date", "2 errors", "A breach of rule 12", "non-compliant", "Poor practice"]
KIND = [
    "The fire door is open.",
    "Nothing was changed.",
    "%(error)s",
    "A badge",
    "The default is 4 weeks.",
    "Failsworth",
]


@pytest.mark.parametrize("text", BLAMING)
def test_blame_is_found(text: str) -> None:
    assert len(blaming(Text(text, "here"))) == 1


@pytest.mark.parametrize("text", KIND)
def test_other_words_are_left_alone(text: str) -> None:
    assert blaming(Text(text, "here")) == []


MISMATCHED = {
    "a place without a value": 'say("%(who)s closed it.")',
    "a value without a place": 'say("It is closed.", who=name)',
    "a per cent sign beside a place": 'say("%(n)s % of them", n=3)',
    "in the many": 'say_n("%(n)s look by %(day)s", "%(n)s looks", 3, day=day)',
}


@pytest.mark.parametrize("line", MISMATCHED.values(), ids=MISMATCHED)
def test_a_place_and_a_value_that_do_not_meet_are_found(line: str) -> None:
    said = list(said_in(Module("spotcheck.here", line)))
    assert [one for text in said for one in mismatched(text)] != []


@pytest.mark.parametrize(
    "line",
    ['say("95 % of records")', 'say("%(who)s closed it.", who=name)', 'say_n("One look", "%(n)s looks", n)'],
)
def test_places_and_values_that_meet_are_left_alone(line: str) -> None:
    assert [one for text in said_in(Module("spotcheck.here", line)) for one in mismatched(text)] == []


def test_texts_are_found_in_the_code_also_where_they_are_chosen_from_pairs() -> None:
    module = Module("spotcheck.here", 'A = {1: ("One failed", "All failed")}\nsay_n(*A[1], n)\nsay("Now.")')
    assert {said.text for said in said_in(module)} == {"One failed", "All failed", "Now."}


def test_texts_are_found_in_templates() -> None:
    source = '{% trans n=n %}One{% pluralize n %}Many{% endtrans %}{{ _("Now %(who)s", who=x) }}'
    assert [text.text for text in said_in_template(source, "here")] == ["One", "Many", "Now %(who)s"]


def test_long_sentences_are_counted_without_labels() -> None:
    texts = [Text("Choose a day. It is not in the past!", "here"), Text("The last day", "here")]
    assert [len(words) for words in sentences(texts)] == [3, 6]
