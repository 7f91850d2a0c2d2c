"""A prompt as its page tells it: each answer with what was read in it, what was said first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.checklists.choice_rules import texts_of
from spotcheck.core.languages import Language, in_english, language
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import PromptAnswer, PromptReview
from spotcheck.learning.queries.looks import InPlan
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.queries.rows import Answered
from spotcheck.learning.rules.answering import Door, own_words
from spotcheck.learning.rules.asking import Because
from spotcheck.learning.rules.links import may_close
from spotcheck.learning.rules.looks import Shows
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import reference


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
    chosen: Sequence[tuple[str, bool]]  # the lines as they stood, and whether each says a point
    own: str
    language: str | None  # in which the own words are, if not in English, as English calls it
    written_in: Language | None
    read: Read | None


def told(found: Opened) -> list[Told]:
    """The answers, the first one first."""
    return [_told(found, one) for one in found.row.answers]


def why_asked(found: Opened) -> Sentence:
    """Who asked, or what did."""
    asker = found.name(found.prompt.asked_by_id) or ""
    match Because(found.prompt.because):
        case Because.PLAN:
            return say("Planned: everybody gets short questions now and then.")
        case Because.FINDING:
            return say("Asked because of a finding here, to see what would help.")
        case Because.ACTION:
            return say("%(name)s asks, to see whether a change here worked.", name=asker)
        case Because.PERSON:
            return say("%(name)s asks.", name=asker)


@dataclass(frozen=True, slots=True)
class ForPlan:
    """What a question is to an action: which, how far it has come, and what was asked together with it."""

    title: Sentence
    action_id: uuid.UUID
    says: Sentence
    beside: Sequence[tuple[uuid.UUID, str, Sentence]]  # each other question: which, its words, where it stands


COUNTS = say("It counts when somebody has read it who neither asked nor leads the action. By link it never counts.")
LEARN_ONLY = say("It helps them learn, and does not count towards closing.")


def plan_in_words(action: Action) -> Sentence:
    return say("For action %(reference)s: %(title)s", reference=reference(action.number), title=action.title)


def for_plan(found: Opened, today: date) -> ForPlan | None:
    """None where it was asked for no action."""
    plan = found.plan
    if plan is None:
        return None
    others = [row for row in plan.rows if row.prompt.id != found.prompt.id]
    beside = [(row.prompt.id, row.item.text, row.state(today).label) for row in others]
    return ForPlan(plan_in_words(plan.action), plan.action.id, _where_it_stands(plan), beside)


def _where_it_stands(plan: InPlan) -> Sentence:
    shows = plan.look.shows
    if shows is Shows.NOTHING:
        return say("%(why)s %(learn)s", why=plan.look.why, learn=LEARN_ONLY)
    if shows is Shows.WAITS:
        one = COUNTS if len(plan.rows) == 1 else say("It counts when both questions are answered and read.")
        return say("%(one)s", one=one)
    if plan.evidence is None:
        why = say("When the answer came, the action did not wait for it.")
        return say("%(why)s %(learn)s", why=why, learn=LEARN_ONLY)
    if shows is Shows.UNREAD:
        return say("It waits to be read, by somebody who neither asked nor leads the action.")
    return say("It was read. What it shows is on the page of the action.")


def _told(found: Opened, one: Answered) -> Told:
    choices, keys, door = found.row.item.choices, one.row.chosen or (), Door(one.row.door)
    return Told(
        row=one.row,
        door=door.label,
        by_link=not may_close(door),
        chosen=[(line["text"], bool(line["says"])) for line in choices if line["key"] in keys],
        own=own_words(one.row.words, texts_of(choices, keys)),
        language=in_english(one.row.language) if one.row.language else None,
        written_in=language(one.row.language or ""),
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
