"""What the person observed answers (R13)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check, Reply
from spotcheck.checks.operations.note import note
from spotcheck.checks.rules.reply import reply_wanting
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say


def reply(check: Check, *, kind: str | None, text: str, by: Standing, at: datetime) -> Reply:
    """Keep one reply; there may be several. The same again, right after, is the same tap and adds nothing."""
    take_turn(by.organisation_id, check)
    if by.person_id != check.worker_id:
        raise Refusal(Why.NOT_YOU, say("Only the person this check is about replies to it."))
    words = text.strip()
    if wrong := reply_wanting(kind, words):
        raise Refusal(Why.INVALID, fields=wrong)
    latest = _latest(check)
    if latest is not None and (latest.kind, latest.text) == (kind, words):
        return latest
    made = add(
        Reply(
            organisation_id=check.organisation_id,
            id=new_id(),
            check_id=check.id,
            by_id=by.person_id,
            at=at,
            kind=kind,
            text=words,
        )
    )
    note(
        check,
        "replied",
        by=by,
        at=at,
        after={"kind": kind},
    )
    return made


def _latest(check: Check) -> Reply | None:
    query = sa.select(Reply).where(Reply.organisation_id == check.organisation_id, Reply.check_id == check.id)
    return db.session.scalar(query.order_by(Reply.at.desc(), Reply.id.desc()).limit(1))
