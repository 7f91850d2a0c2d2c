"""Short questions for an action, as its page tells them: who asked and when, and what has come of it; never whom."""

from __future__ import annotations

from typing import Any

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.models import Evidence, Requirement
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules.doors import Door
from spotcheck.tracker.rules.questions import Asked, asked_since
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import Look, Source


def asking_place(requirement_id: object) -> str:
    return f"/prompts/new?requirement={requirement_id}"


def can_ask(one: Requirement, weighed: Weighed, sight: Sight) -> bool:
    """Whether whoever looks at the page could ask for this part of the plan in a short question."""
    if Look(one.kind) is not Look.INTERVIEW or not weighed.left:
        return False
    in_time = weighed.last_day is None or sight.today <= weighed.last_day
    return in_time and Door.LOOK in sight.doors and Verb.ASK_PROMPT in sight.you.may


def questions(one: Requirement, sight: Sight) -> list[dict[str, Any]]:
    """Those asked for this part of the plan in this round, the first one first; a link for who may open them."""
    told = sight.told
    brought = {row.source_id: row for row in told.evidence if row.source == Source.QUESTION.value}
    found = [
        _shown(row.source_id, _brought_in_words(row, sight), sight)
        for row in brought.values()
        if (row.requirement_id, row.round) == (one.id, told.action.round)
    ]
    waiting = [asked for asked in asked_since(told.lines, told.action.done_at) if asked.requirement_id == one.id]
    return found + [_shown(asked.question_id, _asked_in_words(asked, sight), sight) for asked in waiting]


def _shown(question_id: object, says: Sentence, sight: Sight) -> dict[str, Any]:
    return {"says": says, "href": f"/prompts/{question_id}" if Verb.SEE_PROMPT in sight.you.may else ""}


def _brought_in_words(row: Evidence, sight: Sight) -> Sentence:
    asked_by, began = sight.told.known.name(row.captured_by_id), sight.near(row.began_at)
    if row.reviewed_at is None:
        return say(
            "A short question, asked by %(who)s, answered on %(day)s. It waits to be read.", who=asked_by, day=began
        )
    return say(
        "A short question, asked by %(who)s, answered on %(day)s, read on %(read)s.",
        who=asked_by, day=began, read=sight.near(row.reviewed_at),
    )  # fmt: skip


def _asked_in_words(asked: Asked, sight: Sight) -> Sentence:
    asked_by, day = sight.told.known.name(asked.by_id), sight.near(asked.at)
    if asked.why_not is not None:
        return say(
            "A short question, asked by %(who)s on %(day)s, does not count. %(why)s",
            who=asked_by, day=day, why=asked.why_not,
        )  # fmt: skip
    return say("A short question, asked by %(who)s on %(day)s. It waits for an answer.", who=asked_by, day=day)
