"""What was noted about the person signed in, and what they captured lately."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from spotcheck.checks.queries.mine import captured_by, heading, noted_about
from spotcheck.checks.routes import rooms
from spotcheck.checks.schemas.afterwards import page_number
from spotcheck.core.permissions import Verb
from spotcheck.tracker.queries.ideas import proposed_by
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


@rooms.get("/mine")
@needs(Verb.OPEN_APP)
def mine_page() -> Response:
    page = page_number(request.args.get("page"))
    noted, more = noted_about(standing(), at=now(), page=page)
    captured = captured_by(standing()) if page == 1 else []
    return respond(
        "checks/mine.html",
        heading=heading(noted, captured),
        noted=noted,
        captured=captured,
        ideas=proposed_by(standing()) if page == 1 else [],
        suggests=standing().services_for(Verb.SUGGEST) != frozenset(),
        newer=page - 1 if page > 1 else None,
        older=page + 1 if more else None,
    )
