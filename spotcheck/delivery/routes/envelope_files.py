"""Sealed envelopes in a file that somebody saved from a phone: an administrator brings them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery.envelope_schemas import read_file
from spotcheck.delivery.queries.opening import Carried
from spotcheck.delivery.routes import rooms
from spotcheck.delivery.routes.taking import take_in
from spotcheck.delivery.rules.arriving import Answered
from spotcheck.delivery.rules.file_words import came_of
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


@rooms.get("/envelopes/files")
@needs(Verb.BRING_ENVELOPES)
def envelope_file_page() -> Response:
    return _page()


@rooms.post("/envelopes/files")
@needs(Verb.BRING_ENVELOPES)
def bring_envelopes() -> Response:
    """Some at a time, each time with what came of them for good: what is in stays in, whatever the next ones hold."""
    sent = request.files.get("file")
    answers: list[Answered] = []
    try:
        if sent is None or not sent.filename:
            raise Refusal(Why.INVALID, fields={"file": say("Choose the file that was saved on the phone.")})
        for batch in read_file(sent.read()):
            carrier = Carried(standing().organisation_id, standing().person_id)
            answers += take_in(batch, at=now(), carrier=carrier).answers
            db.session.commit()
    except Refusal as refusal:
        return _page(refusal)
    return _page(answers=answers)


def _page(refusal: Refusal | None = None, answers: Sequence[Answered] = ()) -> Response:
    counted = Counter(one.state for one in answers)
    shown: list[Any] = [(at, one) for at, one in enumerate(answers, start=1) if one.says]
    return respond(
        "delivery/envelope_file.html",
        status=status_of(refusal) if refusal else 200,
        wrong=refusal.fields if refusal else {},
        came=[came_of(state, n) for state, n in counted.items()],
        shown=shown,
    )
