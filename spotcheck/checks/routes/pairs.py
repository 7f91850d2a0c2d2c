"""Two who watch together: a code for the other, joining with it, and what both saw alike."""

from __future__ import annotations

import uuid

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checks.operations.pairs import join_pair, make_pair
from spotcheck.checks.queries.pairs import Together, together
from spotcheck.checks.routes import rooms
from spotcheck.checks.routes.capture import Own, own_look
from spotcheck.checks.routes.starting_page import to_today
from spotcheck.checks.rules.pairs import in_words, numbers_in_words, talk_in_words
from spotcheck.checks.schemas.pairs import Joining
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def _together(pair_id: uuid.UUID) -> Together | None:
    return together(standing(), pair_id)


@rooms.post("/drafts/<uuid:draft_id>/pair")
@needs(Verb.CONTINUE_DRAFT, own_look)
def ask_for_code(own: Own) -> Response:
    pair = make_pair(own.id, by=standing(), at=now())
    db.session.commit()
    return go("checks.pair_page", pair_id=pair.id)


@rooms.get("/pairs/new")
@needs(Verb.CAPTURE)
def joining_page() -> Response:
    return _joining()


@rooms.post("/pairs")
@needs(Verb.CAPTURE)
def join() -> Response:
    try:
        given = read(Joining(), request.form)
        draft = join_pair(given["code"], look_id=given["id"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        if refusal.why is not Why.INVALID:
            raise
        return _joining(refusal)
    return go("checks.draft_page", draft_id=draft.id, receipt=say("You watch together now. Each of you answers alone."))


@rooms.get("/pairs/<uuid:pair_id>")
@needs(Verb.SEE_AGREEMENT, _together)
def pair_page(found: Together) -> Response:
    agreement = found.agreement
    return respond(
        "checks/pair.html",
        together=found,
        back=to_today(),
        heading=in_words(agreement) if agreement else None,
        talk=talk_in_words(agreement) if agreement else None,
        numbers=numbers_in_words(agreement) if agreement else (),
        mine=_at(found, mine=True),
        others=_at(found, mine=False),
        look=url_for("checks.draft_page", draft_id=found.mine),
    )


def _at(found: Together, *, mine: bool) -> list[Sentence]:
    """What one of the two saw of each item that they saw in different ways, in the order of the list."""
    apart = found.agreement.apart if found.agreement else ()
    return [one.first.label if found.i_was_first is mine else one.second.label for one in apart]


def _joining(refusal: Refusal | None = None) -> Response:
    return respond(
        "checks/capture/join_pair.html",
        status=status_of(refusal) if refusal else 200,
        back=to_today(),
        look_id=request.form.get("id") or new_id(),
        code=request.form.get("code", request.args.get("code", "")),
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
