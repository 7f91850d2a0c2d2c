"""The server's word that it has a check, and what happens with it next."""

from __future__ import annotations

from datetime import datetime

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import version
from spotcheck.checks.models import Check
from spotcheck.checks.queries.check import action_of, reviewers, took_part
from spotcheck.checks.queries.pairs import pair_of, watched_with
from spotcheck.checks.queries.photos import beside
from spotcheck.checks.routes.starting_page import plan_in_words, to_today
from spotcheck.checks.rules.photos import room_for
from spotcheck.core.clock import LONDON
from spotcheck.core.words import Sentence, listed, say
from spotcheck.web.guard import now
from spotcheck.web.respond import respond

_MOST_NAMED = 3


def show_receipt(check: Check | None) -> Response:
    """Received, and who looks at it now."""
    if check is None:
        raise NotFound
    action = action_of(check)
    named = reviewers(check, took_part(check, action, watched_with(check)), action, at=now())
    return respond(
        "checks/capture/receipt.html",
        back=to_today(),
        check=check,
        version=version(check.organisation_id, check.version_id),
        received=f"{check.received_at.astimezone(LONDON):%H:%M}",
        next_step=_next_step(named),
        plan=plan_in_words(action),
        about_a_worker=check.worker_id is not None,
        may_add_photo=bool(room_for(beside(check))),
        pair=pair_of(check.organisation_id, check.id),
    )


def other_content(received_at: datetime) -> tuple[Sentence, ...]:
    """What to say when a finished check was sent again with other answers (R1)."""
    return (
        say("This check was finished on %(at)s, and that is what counts.", at=received_at),
        say("What was sent now says something else. It is kept beside it, and nothing was changed."),
        say("If the finished check needs a correction, open it and correct it with a reason."),
    )


def _next_step(named: list[str]) -> Sentence:
    if not named:
        return say("Nobody here can review it yet. Please tell your quality lead.")
    if len(named) > _MOST_NAMED:
        return say("A manager or quality lead reviews it next.")
    return say("%(names)s can review it next.", names=listed(named, last="or"))
