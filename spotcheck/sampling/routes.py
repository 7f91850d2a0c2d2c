"""The page of a draw: which numbers were drawn, in which order, and how anybody can replay it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import checklist
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.queries import names, service
from spotcheck.sampling import queries, rules
from spotcheck.sampling.models import Draw
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond

rooms = Blueprint("sampling", __name__)


@dataclass(frozen=True, slots=True)
class Opened:
    draw: Draw
    thing: Thing


def _load(draw_id: uuid.UUID) -> Opened | None:
    found = queries.draw(standing().organisation_id, draw_id)
    return Opened(found, queries.draw_thing(found, at=now())) if found else None


@rooms.get("/draws/<uuid:draw_id>")
@needs(Verb.SEE_DRAW, _load)
def draw_page(opened: Opened) -> Response:
    draw = opened.draw
    drawn = rules.drawn(draw.seed, draw.population)
    at_service = service(draw.organisation_id, draw.service_id)
    asked = checklist(draw.organisation_id, draw.checklist_id)
    return respond(
        "sampling/draw.html",
        part="sampling/_order.html",
        draw=draw,
        all_of_them=draw.size >= draw.population,
        service=at_service.name if at_service else "",
        checklist=asked.title if asked else "",
        first=drawn[: draw.size],
        rest=drawn[draw.size :],
        facts=_facts(draw),
        action=_action(opened),
    )


def _facts(draw: Draw) -> list[tuple[Any, ...]]:
    pairs: list[tuple[Any, ...]] = [(say("Records on the sheet"), draw.population), (say("To read"), draw.size)]
    pairs.append((say("Left off the sheet"), draw.left_out or say("None")))
    if draw.left_out_reason:
        pairs.append((say("Why they were left off"), draw.left_out_reason, "long"))
    known = names(draw.organisation_id, [draw.counted_by_id, draw.drawn_by_id]) if standing().sees_names else {}
    somebody: Sentence = say("Somebody who works here")
    pairs.append((say("Counted by"), known.get(draw.counted_by_id, somebody)))
    pairs.append((say("Drawn by"), known.get(draw.drawn_by_id, somebody)))
    pairs.append((say("When"), say("%(moment)s", moment=draw.drawn_at)))
    return pairs


def _action(opened: Opened) -> str | None:
    """Where the action that this draw is for is told, when the person asking may see it."""
    action_id = queries.action_of(opened.draw)
    if action_id is None or may(standing(), Verb.SEE_ACTION, opened.thing) is not Answer.ALLOWED:
        return None
    return url_for("tracker.action_page", action_id=action_id)
