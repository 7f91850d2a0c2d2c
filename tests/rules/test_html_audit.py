"""The auditor of pages itself: what was found sound once is not read again, and nothing unsound hides behind it."""

from __future__ import annotations

import uuid

import pytest

from tests import html

PAGE = (
    "<!doctype html><html lang=en><head><title>A</title></head><body><main><h1>A</h1>"
    '<p id="{0}">One</p><p id="{1}">Two</p><input type="hidden" name="t" value="{2}"></main></body></html>'
)
FIRST, SECOND, THIRD, FOURTH = (str(uuid.UUID(int=number)) for number in range(1, 5))
TOKENS = [f"{letter * 60}.ahJyMg.{letter * 27}" for letter in "ab"]


def test_a_page_that_is_alike_but_for_ids_and_tokens_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    html.audit(PAGE.format(FIRST, SECOND, TOKENS[0]))
    monkeypatch.setattr(html, "_wrong", lambda *_, **__: ["it was read again"])
    html.audit(PAGE.format(THIRD, FOURTH, TOKENS[1]))


def test_an_id_that_is_there_twice_is_found_on_a_page_that_is_otherwise_alike() -> None:
    html.audit(PAGE.format(FIRST, SECOND, TOKENS[0]))
    with pytest.raises(AssertionError, match="twice"):
        html.audit(PAGE.format(FIRST, FIRST, TOKENS[0]))


def test_an_unsound_page_is_unsound_each_time() -> None:
    for _ in range(2):
        with pytest.raises(AssertionError, match="no language"):
            html.audit(PAGE.format(FIRST, SECOND, TOKENS[0]).replace(" lang=en", ""))


def test_a_part_and_a_page_of_the_same_words_are_read_apart() -> None:
    html.audit("<p>Only a part</p>", part=True)
    with pytest.raises(AssertionError):
        html.audit("<p>Only a part</p>")
