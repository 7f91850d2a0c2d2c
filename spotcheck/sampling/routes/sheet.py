"""GET /draws/sheet: an empty sheet of numbered lines, which the service prints, fills in and keeps."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.core.words import say
from spotcheck.sampling.routes import rooms
from spotcheck.web.guard import needs
from spotcheck.web.respond import respond

MOST_LINES = 1_000  # on one page of a browser


@rooms.get("/draws/sheet")
@needs(Verb.OPEN_APP)
def sheet_page() -> Response:
    given = request.args.get("n", "").strip()
    lines = int(given) if given.isascii() and given.isdecimal() and len(given) <= len(str(MOST_LINES)) else 0
    fits = 1 <= lines <= MOST_LINES
    return respond(
        "sampling/sheet.html",
        status=200 if fits or not given else 422,
        given=given[:10] or "40",
        lines=lines if fits else 0,
        most=MOST_LINES,
        wrong=say("Write how many records there are, from 1 to %(n)s.", n=MOST_LINES) if given and not fits else None,
    )
