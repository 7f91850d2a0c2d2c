"""One finished check as a page, for whoever may see it."""

from __future__ import annotations

import uuid

from werkzeug.wrappers import Response

from spotcheck.checks.models import Pair
from spotcheck.checks.queries.check import Opened, opened
from spotcheck.checks.queries.pairs import pair_of
from spotcheck.checks.queries.story import story_of
from spotcheck.checks.routes import rooms
from spotcheck.core.permissions import Verb
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


def load_check(check_id: uuid.UUID) -> Opened | None:
    """The check as the person signed in sees it; None when for them it does not exist."""
    return opened(standing(), check_id, at=now())


def _own_pair(found: Opened) -> Pair | None:
    """What two saw alike is for these two, and shown to nobody else."""
    two = {found.check.author_id, found.watched_with}
    if found.watched_with is None or standing().person_id not in two:
        return None
    return pair_of(found.check.organisation_id, found.check.id)


@rooms.get("/checks/<uuid:check_id>")
@needs(Verb.SEE_CHECK, load_check)
def check_page(found: Opened) -> Response:
    return respond(
        "checks/check.html", story=story_of(found, standing(), at=now()), pair=_own_pair(found), given={}, wrong={}
    )
