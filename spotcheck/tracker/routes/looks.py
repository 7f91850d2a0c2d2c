"""The plan of an action as its page tells it: each rule, what was seen for it, what was set aside and why."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import url_for

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import drawn_records
from spotcheck.sampling.rules.words import many_set_aside, spread_in_words
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.routes import telling
from spotcheck.tracker.routes.questions import asking_place, can_ask, questions
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import seen
from spotcheck.tracker.rules.asked_words import too_few
from spotcheck.tracker.rules.conditions import Conditions
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.plan import Rule
from spotcheck.tracker.rules.suggested import shows
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import (
    SUPPORTING,
    Look,
    Source,
    State,
    dotted,
    requirement_in_words,
    rule_in_words,
    weeks_in_words,
)
from spotcheck.web.curve_picture import CurvePicture, curve_picture


def looks(sight: Sight) -> list[dict[str, Any]]:
    """Each part of the plan: its rule, what was seen for it, by how many, what was set aside; never who (R13)."""
    weighed = {one.requirement.id: one for one in sight.told.answer.weighed}
    shares = telling.shares(sight)
    return [_look(one, weighed[one.id], sight, shares) for one in sight.told.plan]


def rule_of(one: Requirement) -> Rule:
    return Rule(one.scheme, one.weeks, one.target, one.floor, one.asks)


def _curve(one: Requirement) -> CurvePicture | None:
    """How often a sample's rule passes, drawn; a few things watched or asked need no picture."""
    return curve_picture(one.scheme, target=one.target, floor=one.floor) if Look(one.kind) is Look.SAMPLE else None


def replaced(sight: Sight) -> list[dict[str, Any]]:
    """The parts of the plan that are no longer asked, with why."""
    return [
        {
            "rule": _rule(one),
            "standard": sight.told.standards[one.standard_id],
            "when": say("Until %(day)s", day=sight.near(one.replaced_at)),
            "reason": one.replaced_reason,
        }
        for one in sight.told.replaced
    ]


def earlier(sight: Sight) -> list[Sentence]:
    """What was seen the times before, a sentence for each kind of look."""
    kinds = {one.id: Look(one.kind) for one in (*sight.told.plan, *sight.told.replaced, *sight.told.drift)}
    rows = [row for row in sight.told.evidence if row.round < sight.told.action.round and row.reviewed_by_id]
    counted = sorted((row for row in rows if row.stands), key=lambda row: (row.round, kinds[row.requirement_id].value))
    said = []
    for (number, look), group in groupby(counted, key=lambda row: (row.round, kinds[row.requirement_id])):
        brought = list(group)
        said.append(
            say(
                "Done %(number)s: %(title)s: %(misses)s of %(usable)s missed.",
                number=number, title=seen.LOOK_TITLES[look],
                misses=sum(row.misses for row in brought), usable=sum(row.usable for row in brought),
            )
        )  # fmt: skip
    return said


def _look(one: Requirement, weighed: Weighed, sight: Sight, shares: Sequence[seen.Share]) -> dict[str, Any]:
    told = sight.told
    begun = told.action.round > 0
    return {
        "id": one.id,
        "rule": rule_in_words(one.kind, one.scheme, one.asks),
        "standard": told.standards[one.standard_id],
        "word": seen.verdict_in_words(weighed) if begun else None,
        "counts": seen.counts_in_words(weighed),
        "sure": seen.sure_of(weighed, shares) if begun else None,
        "shows": shows(rule_of(one)) if Look(one.kind) is Look.SAMPLE else None,
        "curve": _curve(one),
        "how": _how(one, weighed, sight),
        "draws": draws_of(one.id, sight),
        "aside": set_aside(weighed, sight),
        "questions": questions(one, sight) if begun else (),
        "ask": asking_place(one.id) if can_ask(one, weighed, sight) else "",
        "few": too_few_here(one.asks, one.size, sight) if sight.state in _OPEN and weighed.left else (),
    }


_OPEN = frozenset({State.PROPOSED, State.AGREED, State.DONE})


def too_few_here(asks: Conditions, size: int, sight: Sight) -> tuple[Sentence, ...]:
    """Why these conditions cannot be met by the people who work here now."""
    return too_few(asks, size, workers=sight.opened.place.give_care, observers=len(sight.told.able.capture))


def draws_of(requirement_id: uuid.UUID, sight: Sight) -> list[dict[str, Any]]:
    """The draws made for one part of the plan, or for one step of a later look."""
    return [_draw(draw, sight) for draw in sight.told.draws if draw.requirement_id == requirement_id]


def set_aside(weighed: Weighed, sight: Sight) -> list[Sentence]:
    """What does not count, and why."""
    return [
        say("%(what)s does not count. %(reason)s", what=_named(fact, sight), reason=reason)
        for fact, reason in weighed.set_aside
    ]


def _named(fact: EvidenceFacts, sight: Sight) -> Sentence:
    day = sight.near(fact.began_at)
    if fact.source is Source.QUESTION:
        return say("The short question of %(day)s", day=day)
    return say("The check of %(day)s", day=day)


def _draw(draw: Draw, sight: Sight) -> dict[str, Any]:
    words = say(
        "Draw %(number)s of %(day)s: %(size)s of %(population)s records",
        number=draw.number, day=sight.near(draw.drawn_at), size=draw.size, population=draw.in_draw,
    )  # fmt: skip
    readings = sight.told.readings.get(draw.id, ())
    many = [said for one in readings if (said := many_set_aside(one.set_aside, one.opened))]
    spread = spread_in_words([one.number for one in drawn_records(draw)[: draw.size]], draw.sheet)
    may_see = Verb.SEE_DRAW in sight.you.may
    return {
        "says": words,
        "href": url_for("sampling.draw_page", draw_id=draw.id) if may_see else "",
        "beside": (*spread, *many),
    }


def _how(one: Requirement, weighed: Weighed, sight: Sight) -> Sentence:
    """`Medicines round · fixed on 9 October · last day 27 November`."""
    window = weeks_in_words(one.weeks)
    if weighed.last_day is not None:
        window = say("last day %(day)s", day=sight.near(weighed.last_day))
    agreed_at = sight.told.action.agreed_at
    fixed = [say("fixed on %(day)s", day=sight.near(max(agreed_at, one.made_at)))] if agreed_at else []
    beside = [say("supports, and never closes alone")] if Look(one.kind) in SUPPORTING else []
    return dotted([sight.told.checklists[one.checklist_id], *fixed, window, *beside])


def _rule(one: Requirement) -> Sentence:
    return requirement_in_words(one.kind, one.scheme, one.weeks, one.asks)
