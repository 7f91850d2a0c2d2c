"""A person's own page about what they learn."""

from __future__ import annotations

from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.learning.queries.mine import learnt
from spotcheck.learning.routes import rooms
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


@rooms.get("/mine/learning")
@needs(Verb.OPEN_APP)
def my_learning() -> Response:
    return respond("learning/mine.html", learnt=learnt(standing(), at=now()))
