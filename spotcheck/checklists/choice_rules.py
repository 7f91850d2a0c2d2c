"""The lines that a question offers to choose from: how many, and what they may say. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spotcheck.core.words import Sentence, say

FEWEST, MOST = 2, 6
LONGEST_LINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A line to choose, where a question is answered without anybody beside. `says`: the key of a point, or none."""

    key: str
    text: str
    says: str | None = None


def choices_wanting(choices: Sequence[Choice], *, points: Collection[str]) -> tuple[Sentence, ...]:
    """What these lines still need; empty when nothing, and when there are no lines at all."""
    if not choices:
        return ()
    wanting = []
    if not FEWEST <= len(choices) <= MOST:
        wanting.append(say("A question offers %(few)s to %(most)s lines, or none.", few=FEWEST, most=MOST))
    if len({one.text.casefold() for one in choices}) < len(choices):
        wanting.append(say("Each line comes once."))
    if any(len(one.text) > LONGEST_LINE or "\n" in one.text for one in choices):
        wanting.append(say("A line is plain, and at most %(n)s characters.", n=LONGEST_LINE))
    if any(one.says is not None and one.says not in points for one in choices):
        wanting.append(say("A line says one of the points of its own question, or none."))
    if all(one.says is not None for one in choices):
        wanting.append(say("At least one line says no point: otherwise all are right, and it asks nothing."))
    if all(one.says is None for one in choices):
        wanting.append(say("At least one line says a point: otherwise none is right."))
    return tuple(wanting)


def with_keys(lines: Sequence[tuple[str, str | None]], *, before: Sequence[Choice]) -> tuple[Choice, ...]:
    """The lines (text, point) as choices. A line that was there already keeps its key, a new one gets the next."""
    held = {one.text: one.key for one in before}
    used = set(held.values())
    free = (key for n in range(1, 1000) if (key := f"line-{n}") not in used)
    return tuple(Choice(key=held.get(text) or next(free), text=text, says=says) for text, says in lines)


def texts_of(choices: Sequence[Mapping[str, str | None]], chosen: Collection[str]) -> list[str]:
    """The chosen lines as they stand, in the order of the question."""
    return [str(one["text"]) for one in choices if one["key"] in chosen]


def points_said(choices: Sequence[Mapping[str, str | None]], chosen: Collection[str]) -> list[str]:
    """The points that the chosen lines say: a suggestion for whoever reads, each once."""
    return list(dict.fromkeys(one["says"] for one in choices if one["key"] in chosen and one["says"]))
