"""What every form has in common."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from marshmallow import fields
from werkzeug.datastructures import MultiDict

from spotcheck.core.forms import Address, Form, choice, line, one_id, plain_id, read, text
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say

AN_ID = uuid.UUID(int=7)


class Sample(Form):
    name = line(say("Write a name."))
    more = text()
    kind = choice(["a", "b"], say("Choose a kind."), optional=True)
    about = one_id()
    tags = fields.List(fields.String(), load_default=list)


def given(*pairs: tuple[str, str]) -> dict[str, Any]:
    return read(Sample(), MultiDict([("csrf_token", "x"), *pairs]))


def refused(*pairs: tuple[str, str]) -> Refusal:
    with pytest.raises(Refusal) as no:
        given(*pairs)
    assert no.value.why is Why.INVALID
    return no.value


def test_blanks_are_nothing_and_lists_are_lists() -> None:
    sent = (("name", " Grace "), ("more", "  "), ("kind", ""), ("about", str(AN_ID)), ("tags", "x"), ("tags", ""))
    assert given(*sent) == {
        "name": "Grace",
        "more": None,
        "kind": None,
        "about": AN_ID,
        "tags": ["x"],
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("\x1b[31mred\x7f", "[31mred"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_text_is_kept_in_one_way_and_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert given(("name", "x"), ("more", typed))["more"] == kept


@pytest.mark.parametrize(
    ("pairs", "field", "says"),
    [
        ((), "name", "Write a name."),
        ((("name", " "),), "name", "Write a name."),
        ((("name", "a\nb"),), "name", "Please write this on one line."),
        ((("name", "x" * 201),), "name", "Please use at most 200 characters."),
        ((("name", "x"), ("kind", "c")), "kind", "Choose a kind."),
        ((("name", "x"), ("about", "seven")), "about", "Choose one of those on the page."),
    ],
)
def test_each_field_says_its_own_sentence(pairs: tuple[tuple[str, str], ...], field: str, says: str) -> None:
    no = refused(*pairs)
    assert {name: str(sentence) for name, sentence in no.fields.items()} == {field: says}


def test_a_field_nobody_knows_is_refused_in_a_form_and_left_alone_in_an_address() -> None:
    no = refused(("name", "x"), ("role", "administrator"))
    assert "not known here" in str(no)

    class Asked(Address):
        search = line()

    assert read(Asked(), MultiDict([("search", "x"), ("utm", "y")])) == {"search": "x"}


@pytest.mark.parametrize(("typed", "found"), [(str(AN_ID), AN_ID), ("seven", None), ("", None), (None, None)])
def test_an_id_in_an_address_that_somebody_typed(typed: str | None, found: uuid.UUID | None) -> None:
    assert plain_id(typed) == found
