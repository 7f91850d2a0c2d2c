"""The languages of the world by their tags (BCP 47), as the Unicode locale data knows them. English is the house's own.

`pl`, `ur`, `pa-Arab`: what a language calls itself, what English calls it, and the way it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, localedata

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    tag: str
    name: str  # its own
    english: str
    direction: str  # ltr or rtl


@cache
def language(tag: str) -> Language | None:
    """The language with this tag; None for English, and for what is no tag of a language."""
    english = english_names().get(tag)
    if english is None:
        return None
    found = Locale.parse(tag, sep="-")
    name = found.get_display_name() or english
    return Language(tag, name[:1].upper() + name[1:], english, found.text_direction)


@cache
def english_names() -> Mapping[str, str]:
    """Each tag with what English calls its language, by that name; a script of its own is named with it."""
    english = Locale(ENGLISH)
    named = {}
    for identifier in localedata.locale_identifiers():
        code, _, script = identifier.partition("_")
        written = f" ({english.scripts[script]})" if script in english.scripts else ""
        if code != ENGLISH and code in english.languages and bool(script) == bool(written):
            named[identifier.replace("_", "-")] = f"{english.languages[code]}{written}"
    return dict(sorted(named.items(), key=lambda one: one[1]))


def in_english(written: str) -> str:
    """What the reader calls a language: by its tag, or as somebody wrote it."""
    return english_names().get(written, written)
