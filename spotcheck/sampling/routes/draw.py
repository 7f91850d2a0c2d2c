"""The page of a draw: which numbers were drawn, in which order, what was fixed before, and what became of them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import checklist
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.queries import names, service
from spotcheck.sampling import queries
from spotcheck.sampling.list_queries import readings_of
from spotcheck.sampling.models import Draw
from spotcheck.sampling.routes import rooms
from spotcheck.sampling.routes.loaders import Opened, load_draw
from spotcheck.sampling.rules.words import excluded_many, reading_in_words, spread_in_words
from spotcheck.web.guard import needs, standing
from spotcheck.web.respond import respond


@rooms.get("/draws/<uuid:draw_id>")
@needs(Verb.SEE_DRAW, load_draw)
def draw_page(opened: Opened) -> Response:
    draw = opened.draw
    drawn = queries.drawn_records(draw)
    first = drawn[: draw.size]
    at_service = service(draw.organisation_id, draw.service_id)
    asked = checklist(draw.organisation_id, draw.checklist_id)
    readings = readings_of(draw.organisation_id, [draw.id])[draw.id]
    return respond(
        "sampling/draw.html",
        part="sampling/_order.html",
        draw=draw,
        all_of_them=draw.size >= draw.in_draw,
        service=at_service.name if at_service else "",
        checklist=asked.title if asked else "",
        first=first,
        rest=drawn[draw.size :],
        facts=_facts(draw),
        spread=spread_in_words([one.number for one in first], draw.sheet),
        excluded=_excluded(draw),
        many_excluded=excluded_many(draw.left_out + len(draw.excluded or {}), draw.left_out + draw.population),
        readings=[reading_in_words(one.finished_at, one.opened, one.set_aside) for one in readings],
        action=_action(opened),
    )


def _facts(draw: Draw) -> list[tuple[Any, ...]]:
    pairs: list[tuple[Any, ...]] = [(say("Records on the sheet"), draw.population), (say("To read"), draw.size)]
    pairs.append((say("Left out of the draw"), len(draw.excluded or {}) or say("None")))
    pairs.append((say("Left off the sheet"), draw.left_out or say("None")))
    if draw.left_out_reason:
        pairs.append((say("Why they were left off"), draw.left_out_reason, "long"))
    known = names(draw.organisation_id, [draw.counted_by_id, draw.drawn_by_id]) if standing().sees_names else {}
    somebody: Sentence = say("Somebody who works here")
    pairs.append((say("Counted by"), known.get(draw.counted_by_id, somebody)))
    pairs.append((say("Drawn by"), known.get(draw.drawn_by_id, somebody)))
    pairs.append((say("When"), say("%(moment)s", moment=draw.drawn_at)))
    return pairs


def _excluded(draw: Draw) -> list[tuple[str, str]]:
    """The numbers that were not drawn, with why: those with the same reason together."""
    rows = sorted(((why, int(number)) for number, why in (draw.excluded or {}).items()))
    return [(", ".join(str(n) for _, n in group), why) for why, group in groupby(rows, key=lambda row: row[0])]


def _action(opened: Opened) -> str | None:
    """Where the action that this draw is for is told, when the person asking may see it."""
    action_id = queries.action_of(opened.draw)
    if action_id is None or may(standing(), Verb.SEE_ACTION, opened.thing) is not Answer.ALLOWED:
        return None
    return url_for("tracker.action_page", action_id=action_id)
