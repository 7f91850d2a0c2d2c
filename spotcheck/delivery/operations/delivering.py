"""Sealed envelopes are taken in: each by itself, once, as its author's and at the moment it was captured (R1, R6).

Whatever comes of one, it and its line in history are written together; a bad one never stands in the way of the rest.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError

from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.envelope_schemas import Batch, outside_id
from spotcheck.delivery.operations.arriving import arrive, keep_refused
from spotcheck.delivery.operations.quarantine import set_apart
from spotcheck.delivery.queries.opening import Carried, Closed, Opened, carried_by, open_all
from spotcheck.delivery.rules import arriving as words
from spotcheck.delivery.rules.arriving import Answered
from spotcheck.delivery.rules.envelope import State

log = logging.getLogger("spotcheck")
AWAY = (OperationalError, InterfaceError)  # the database: nothing in this request can be kept


@dataclass(frozen=True, slots=True)
class Delivered:
    """An answer for each envelope. `unknown`: the first grant that nobody knows; `strangers`: all were like that."""

    answers: list[Answered]
    unknown: str | None
    strangers: bool


def deliver(batch: Batch, *, safe: Safe, at: datetime, apart: bool = True, carrier: Carried | None = None) -> Delivered:
    """Take in what a phone sent, whoever carried it. Sent again, it changes nothing and gets the same word.

    `apart`: each has a savepoint of its own, so one that is refused is kept and the rest goes its way. Otherwise what
    stands in the way of one is raised: the caller takes back all of it, and delivers it again, apart.
    """
    take = _by_itself if apart else _arrived
    opened = open_all(batch, safe)
    carrier = carrier or carried_by(batch)
    for organisation_id in sorted({one.grant.organisation_id for one in opened if one.grant is not None}):
        take_turn(organisation_id)
    answers = [take(sent, one, carrier, at) for sent, one in zip(batch.envelopes, opened, strict=True)]
    unknown = [one.envelope for one in opened if one.grant is None and one.envelope is not None]
    return Delivered(
        answers,
        str(unknown[0].grant_id) if unknown else None,
        strangers=all(one.grant is None for one in opened),
    )


def _arrived(sent: object, found: Opened | Closed, carrier: Carried | None, at: datetime) -> Answered:
    return _stays_closed(sent, found, at) if isinstance(found, Closed) else arrive(found, carrier=carrier, at=at)


def _by_itself(sent: object, found: Opened | Closed, carrier: Carried | None, at: datetime) -> Answered:
    try:
        return _kept_apart(sent, found, carrier, at)
    except AWAY:
        raise
    except Exception:  # something of ours broke: the phone keeps this one, and the rest goes its way
        log.exception("an envelope could not be taken in")
        return Answered(id=outside_id(sent), state=State.AGAIN)


def _kept_apart(sent: object, found: Opened | Closed, carrier: Carried | None, at: datetime) -> Answered:
    try:
        with db.session.begin_nested():
            return _arrived(sent, found, carrier, at)
    except Refusal as refusal:
        why = (*refusal.sentences, *refusal.fields.values())
    except (DataError, IntegrityError):
        why = (words.NOT_TO_BE_KEPT,)
    if isinstance(found, Closed):
        raise LookupError("no rule refuses what stays closed")
    with db.session.begin_nested():
        return keep_refused(found, why, carrier=carrier, at=at)


def _stays_closed(sent: object, found: Closed, at: datetime) -> Answered:
    if found.grant is None or found.envelope is None:
        says = words.UNKNOWN if found.envelope else words.unreadable_says(found.why) if found.why else words.NOT_OURS
        return _keep(sent, says)
    if found.why is None:
        return Answered(id=outside_id(sent), state=State.AGAIN)
    if not found.key:
        return _keep(sent, words.UNKNOWN_KEY)
    if found.why.name == "NEWER":
        return _keep(sent, words.NEWER)
    kept = set_apart(sent, found.envelope, found.grant, found.why, at=at)
    return _keep(sent, words.SET_APART if kept else words.FULL)


def _keep(sent: object, says: Sentence) -> Answered:
    return Answered(id=outside_id(sent), state=State.KEEP, says=(str(says),))
