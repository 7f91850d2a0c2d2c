"""How a stranger replays a draw: a page to print, and its file."""

from __future__ import annotations

import json
from functools import cache

from werkzeug.wrappers import Response

from spotcheck import places
from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.organisation.queries import service
from spotcheck.sampling import queries
from spotcheck.sampling.models import Draw
from spotcheck.sampling.routes import rooms
from spotcheck.sampling.routes.loaders import Opened, load_draw
from spotcheck.sampling.rules.exported import Told, exported
from spotcheck.web.guard import needs
from spotcheck.web.respond import respond


@rooms.get("/draws/<uuid:draw_id>/replay")
@needs(Verb.SEE_DRAW, load_draw)
def replay_page(opened: Opened) -> Response:
    draw = opened.draw
    at_service = service(draw.organisation_id, draw.service_id)
    return respond(
        "sampling/replay.html",
        draw=draw,
        service=at_service.name if at_service else "",
        drawn=queries.drawn_records(draw),
        file=exported(_told(draw)),
        recipe=_recipe(),
    )


@rooms.get("/draws/<uuid:draw_id>/file")
@needs(Verb.SEE_DRAW, load_draw)
def replay_file(opened: Opened) -> Response:
    content = json.dumps(exported(_told(opened.draw)), ensure_ascii=False, indent=1)
    return Response(
        content + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="draw-{opened.draw.number}.json"'},
    )


def _told(draw: Draw) -> Told:
    return Told(
        number=draw.number,
        day=local_date(draw.drawn_at).isoformat(),
        seed=draw.seed,
        population=draw.population,
        size=draw.size,
        excluded={int(number): why for number, why in (draw.excluded or {}).items()},
        sheet=draw.sheet,
    )


@cache
def _recipe() -> str:
    """A program of the standard library that does it again, as the page prints it."""
    return (places.TEMPLATES / "sampling" / "recipe.txt").read_text(encoding="utf-8")
