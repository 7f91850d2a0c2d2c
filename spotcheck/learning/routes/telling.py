"""A prompt as its page tells it: each answer with what was read in it, what was said first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spotcheck.checklists.choice_rules import texts_of
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import PromptAnswer, PromptReview
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.queries.rows import Answered
from spotcheck.learning.rules.answering import Door, own_words
from spotcheck.learning.rules.asking import Because
from spotcheck.learning.rules.links import may_close


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody read in an answer: the points it holds, and those that are worth adding."""

    who: str
    review: PromptReview
    said: Sequence[str]
    to_add: Sequence[str]
    alerts: Sequence[tuple[str, str]]  # what, and what to say first


@dataclass(frozen=True, slots=True)
class Told:
    row: PromptAnswer
    door: Sentence
    by_link: bool
    chosen: Sequence[str]  # the lines, as they stood
    own: str
    read: Read | None


def told(found: Opened) -> list[Told]:
    """The answers, the first one first."""
    return [_told(found, one) for one in found.row.answers]


def why_asked(found: Opened) -> Sentence:
    """Who asked, or what did."""
    match Because(found.prompt.because):
        case Because.PLAN:
            return say("Planned: everybody gets short questions now and then.")
        case Because.FINDING:
            return say("Asked because of a finding here, to see what would help.")
        case Because.PERSON:
            return say("%(name)s asks.", name=found.name(found.prompt.asked_by_id) or "")


def _told(found: Opened, one: Answered) -> Told:
    lines, door = texts_of(found.row.item.choices, one.row.chosen or ()), Door(one.row.door)
    return Told(
        row=one.row,
        door=door.label,
        by_link=not may_close(door),
        chosen=lines,
        own=own_words(one.row.words, lines),
        read=_read(found, one.review) if one.review else None,
    )


def _read(found: Opened, review: PromptReview) -> Read:
    item = found.row.item
    alerts = [(one["text"], one["say"]) for one in item.alerts if one["key"] in review.alerts]
    return Read(
        who=found.name(review.by_id) or "",
        review=review,
        said=[one["text"] for one in item.points if one["key"] in review.points],
        to_add=[one["text"] for one in item.points if one["key"] not in review.points],
        alerts=alerts,
    )
