"""GET /draws: every draw that this person may see, newest first."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.sampling.list_queries import draws_listed
from spotcheck.sampling.routes import rooms
from spotcheck.web.guard import needs, standing
from spotcheck.web.respond import respond

A_PAGE = 30


@rooms.get("/draws")
@needs(Verb.OPEN_APP)
def draws_page() -> Response:
    written = request.args.get("before", "")
    before = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None
    rows = draws_listed(standing(), before=before, most=A_PAGE + 1)
    older = rows[A_PAGE - 1].draw.number if len(rows) > A_PAGE else None
    return respond(
        "sampling/draws.html",
        part="sampling/_draws.html",
        rows=rows[:A_PAGE],
        first=url_for(".draws_page") if before else None,
        older=url_for(".draws_page", before=older) if older else None,
    )
