"""Sentences for people, kept apart from the place where they are shown.

A rule says *what* is to be said; the edge says it in the reader's language. `say` and `say_n` mark the English text for
translation. `str()` of a sentence gives plain English, which is what logs, tests and the command line want.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.clock import LONDON


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    values: tuple[tuple[str, object], ...] = ()
    many: str | None = None
    n: int = 1

    def __str__(self) -> str:
        return render(self)


def say(text: str, **values: object) -> Sentence:
    """One sentence; `%(name)s` in the text is filled from `values` (a value may be a sentence or a date itself)."""
    return Sentence(text, tuple(sorted(values.items())))


def say_n(one: str, many: str, n: int, **values: object) -> Sentence:
    """One sentence that counts: `%(n)s` is the number, in both forms."""
    return Sentence(one, tuple(sorted({"n": n, **values}.items())), many, n)


def listed(parts: Iterable[object], *, last: str = "and") -> str:
    """`a, b and c`; `last` is the word before the last part."""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_in_words(day: date) -> str:
    """`27 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(at: datetime) -> str:
    """`27 November 2026 at 14:32`, on the clock where care is given."""
    local = at.astimezone(LONDON)
    return f"{day_in_words(local.date())} at {local:%H:%M}"


def render(
    sentence: Sentence,
    translate: Callable[[str], str] = str,
    translate_n: Callable[[str, str, int], str] = lambda one, many, n: one if n == 1 else many,
) -> str:
    """The sentence in words; `translate` and `translate_n` are gettext and ngettext where there is a language."""
    if sentence.many is None:
        text = translate(sentence.text)
    else:
        text = translate_n(sentence.text, sentence.many, sentence.n)
    if not sentence.values:
        return text
    return text % {name: _shown(value, translate, translate_n) for name, value in sentence.values}


def _shown(value: object, translate: Callable[[str], str], translate_n: Callable[[str, str, int], str]) -> object:
    if isinstance(value, Sentence):
        return render(value, translate, translate_n)
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    return value
