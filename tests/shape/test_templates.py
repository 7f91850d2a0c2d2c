"""Templates hold no text that cannot be translated, nothing inline, and stay short enough to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.texts import HOLE, TEMPLATES, Skeleton, plain_constants, templates

LONGEST = 120  # lines; a template of more than 60 looks for the noun inside it
NAMES = {"Spotcheck"}  # the same in every language
# The style of the first screen, allowed by its hash; a copied file stands alone.
INLINE = {"layouts/_head.html": ["<style>"], "desk/copy_file.html": ["<style>"]}

_LETTER = re.compile(r"[^\W\d_]")
_ATTRIBUTES = re.compile(r"(\s*[\w-]+=\"[^\"]*\")+\s*")  # what a macro writes into a tag
_SENTENCE = re.compile(r"[A-Z][a-z]+( |$)|.* .*[.?!]$")

each = pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))


def test_there_are_templates() -> None:
    assert len(templates()) > 20


@each
def test_every_text_can_be_translated(path: Path) -> None:
    assert bare(path.read_text("utf-8")) == []


def bare(source: str) -> list[str]:
    """Words that stand in the HTML as they are, or go to a macro as they are."""
    stripped = [text.replace(HOLE, " ").strip(" ·\n") for text in Skeleton(source).shown]
    shown = [text for text in stripped if _LETTER.search(text) and not _ATTRIBUTES.fullmatch(text)]
    told = [text for text in plain_constants(source) if _SENTENCE.match(text)]
    return [text for text in (*shown, *told) if text not in NAMES]


@each
def test_nothing_is_styled_or_run_inline(path: Path) -> None:
    allowed = INLINE.get(str(path.relative_to(TEMPLATES)), [])
    assert Skeleton(path.read_text("utf-8")).inline == allowed


@each
def test_it_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@each
def test_its_first_line_says_what_it_needs(path: Path) -> None:
    assert path.read_text("utf-8").startswith("{#")


FORGOTTEN = {
    "in a paragraph": ("<p>Hello</p>", ["Hello"]),
    "between values": ("<p>{{ n }} of {{ m }}</p>", ["of"]),
    "in a branch": ("{% if a %}{{ b }}{% else %}Nothing{% endif %}", ["Nothing"]),
    "in a call block": ("{% call x() %}<b>Now</b>{% endcall %}", ["Now"]),
    "as the name of a picture": ('<img alt="A chart">', ["A chart"]),
    "as a label": ('<nav aria-label="Main"></nav>', ["Main"]),
    "on a button": ('<input type="submit" value="Save">', ["Save"]),
    "given to a macro": ('{{ field("name", "Your name") }}', ["Your name"]),
    "one word given to a macro": ('{{ button("Save") }}', ["Save"]),
}
TRANSLATED = {
    "by a block": "<p>{% trans n=n %}{{ n }} of them{% pluralize %}{{ n }} of all{% endtrans %}</p>",
    "by a call": '<p>{{ _("Hello %(who)s", who=name) }}</p>',
    "in an attribute": "<nav aria-label=\"{{ _('Main') }}\"></nav>",
    "before a macro": '{{ button(_("Save")) }}',
    "a class and a name": '{{ field("name", kind="btn primary") }}<p class="small soft">·</p>',
    "the value of something hidden": '<input type="hidden" name="a" value="yes">',
    "what a button sends": '<button type="submit" name="then" value="stay">{{ _("Save") }}</button>',
    "the name of the product": "<b>Spotcheck</b>",
    "attributes that a macro writes": ' aria-describedby="{{ id }}-hint" aria-invalid="true"',
}


@pytest.mark.parametrize(("source", "found"), FORGOTTEN.values(), ids=FORGOTTEN)
def test_a_forgotten_text_is_found(source: str, found: list[str]) -> None:
    assert bare(source) == found


@pytest.mark.parametrize("source", TRANSLATED.values(), ids=TRANSLATED)
def test_a_translated_text_is_left_alone(source: str) -> None:
    assert bare(source) == []


DONE_INLINE = {
    '<p style="color: red">': ["style"],
    '<a onclick="go()">': ["onclick"],
    '<a hx-on:click="go()">': ["hx-on:click"],
    "<style>p {}</style>": ["<style>"],
    "<script>go()</script>": ["<script>"],
    '<script type="module" src="{{ asset("x.js") }}"></script>': [],
}


@pytest.mark.parametrize(("source", "found"), DONE_INLINE.items(), ids=DONE_INLINE)
def test_what_is_inline_is_found(source: str, found: list[str]) -> None:
    assert Skeleton(source).inline == found
