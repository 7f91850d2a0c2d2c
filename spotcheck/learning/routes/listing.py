"""The short questions of the services that somebody sees."""

from __future__ import annotations

from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.learning.queries.listing import listed
from spotcheck.learning.routes import rooms
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


@rooms.get("/prompts")
@needs(Verb.SEE_PROMPTS)
def prompts_page() -> Response:
    return respond("learning/prompts.html", list=listed(standing(), at=now()), today=local_date(now()))
