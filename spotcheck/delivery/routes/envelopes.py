"""The door that sealed envelopes come to. It reads no cookie: each envelope says by itself whose it is."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.refusals import Refusal
from spotcheck.delivery.envelope_schemas import read_batch
from spotcheck.delivery.operations.delivering import Delivered
from spotcheck.delivery.routes import rooms
from spotcheck.delivery.routes.taking import take_in
from spotcheck.delivery.rules.arriving import TOO_MANY, Answered
from spotcheck.delivery.rules.envelope import FORMAT
from spotcheck.organisation.rules import WITHIN
from spotcheck.organisation.sign_in import count_try
from spotcheck.web.guard import cookieless, now
from spotcheck.web.in_json import answer, in_json, says, sent
from spotcheck.web.transaction import undo


@rooms.post("/envelopes")
@cookieless
@in_json
def take_envelopes() -> Response:
    at = now()
    delivered = take_in(read_batch(sent()), at=at)
    if delivered.unknown is not None and not _counted(delivered):
        undo()
        answered = says(429, TOO_MANY)
        answered.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
        return answered
    db.session.commit()
    return answer({"format": FORMAT, "at": at, "answers": [_plain(one) for one in delivered.answers]})


def _counted(delivered: Delivered) -> bool:
    """Whether somebody who is not known may be answered once more. What is known is never kept waiting for it."""
    named, address = delivered.unknown or "", request.remote_addr or ""
    try:
        count_try("grant", named, address=address, at=now(), place="address of envelopes")
    except Refusal:
        return not delivered.strangers
    return True


def _plain(one: Answered) -> dict[str, object]:
    found = {"id": one.id, "state": one.state, "receipt": one.receipt, "at": one.at, "says": one.says or None}
    return {name: value for name, value in found.items() if value is not None or name == "id"}
