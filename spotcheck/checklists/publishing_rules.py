"""When content becomes a new version of a checklist, and what stands in its way (R2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spotcheck.checklists.content import ChecklistContent
from spotcheck.checklists.rules import Kind
from spotcheck.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of a version that was published before."""

    number: int
    digest: str


def next_number(published: Sequence[Published], digest: str) -> int | None:
    """The number that content with this digest is published under, or None: it is what is asked already (R2).

    Earlier versions are never touched, and their numbers are never used again. Content from before the
    current version comes back under a new number, so that "asked from then on" stays true for each.
    """
    current = max(published, key=lambda version: version.number, default=None)
    if current is None:
        return 1
    return None if current.digest == digest else current.number + 1


def objections(
    content: ChecklistContent,
    *,
    topics: Collection[str],
    standards: Collection[str],
    held: tuple[Kind, str] | None,
) -> tuple[Sentence, ...]:
    """What stands in the way of publishing; empty when nothing does.

    `topics` and `standards` are the keys the organisation has; `held` is the kind and topic under which the
    checklist was published before, or None when it is new.
    """
    sentences = []
    if held is not None and held != (content.kind, content.topic):
        sentences.append(say("“%(title)s” keeps its kind and its topic. Please use another key.", title=content.title))
    if content.topic not in topics:
        sentences.append(say("There is no topic “%(key)s” in this organisation.", key=content.topic))
    for key in dict.fromkeys(item.standard for item in content.items if item.standard not in standards):
        sentences.append(say("There is no standard “%(key)s” in this organisation.", key=key))
    return tuple(sentences)
