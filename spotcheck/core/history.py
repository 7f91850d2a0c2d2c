"""What happened, kept for good: who, when, what, from what to what (R11).

Each line carries the digest of the line before it in the same organisation, so a line that is changed, left out or
slipped in shows. The digest covers a *digest* of the payload, salted: a retention rule may later take the payload
(and its salt) away, and the chain still verifies."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Json, Owned, db, link
from spotcheck.core.guards import never_changes
from spotcheck.core.ids import new_id
from spotcheck.core.statements import Statement, insert_into


class HistoryHead(Base):
    """The end of an organisation's chain; its row lock is the organisation's turn to write."""

    __tablename__ = "history_head"
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(default="")


class HistoryLine(Owned, Base):
    __tablename__ = "history"
    __table_args__ = (
        link("by_id", "person"),
        link("service_id", "service"),
        sa.UniqueConstraint("organisation_id", "number"),
        sa.Index(None, "organisation_id", "kind", "thing_id", "number"),
    )
    number: Mapped[int]
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    by_id: Mapped[uuid.UUID | None]
    what: Mapped[str]
    kind: Mapped[str]
    thing_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID | None]
    payload: Mapped[dict[str, Any] | None] = mapped_column(Json)
    salt: Mapped[str | None]
    payload_digest: Mapped[str]
    digest: Mapped[str]


_CHAINED = (
    "organisation_id", "id", "number", "at", "device_at", "by_id", "what", "kind", "thing_id", "service_id",
    "payload_digest",
)  # fmt: skip
never_changes(HistoryLine, *_CHAINED, "digest")


# Made once: every change of every kind comes through these three.
_MINE = HistoryHead.organisation_id == sa.bindparam("organisation", type_=sa.Uuid())
_HEAD = Statement(sa.select(HistoryHead.number, HistoryHead.digest).where(_MINE).with_for_update())
_ADD = insert_into(HistoryLine.__table__)
_MOVE = Statement(sa.update(HistoryHead).where(_MINE).values(number=sa.bindparam("to"), digest=sa.bindparam("ends")))


def take_turn(organisation_id: uuid.UUID, *things: Owned) -> None:
    """One writer per organisation at a time: the first line of every operation that changes an organisation's data.

    Waits for whoever is writing now, then forgets what was read before, so the operation decides on what is true.
    `things` are the rows the operation is about: for a row of another organisation there is no turn to take (R12).
    """
    if any(thing.organisation_id != organisation_id for thing in things):
        raise LookupError(f"this is not a thing of organisation {organisation_id}")
    _head(organisation_id)
    db.session.expire_all()


def record(
    organisation_id: uuid.UUID,
    *,
    what: str,
    kind: str,
    thing_id: uuid.UUID,
    by: uuid.UUID | None,
    at: datetime,
    device_at: datetime | None = None,
    service_id: uuid.UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Add one line. `kind` and `thing_id` say which thing's page shows it; `by` is a person, or None for the clock."""
    number, previous = _head(organisation_id)
    payload = _plain({"before": before, "after": after, "reason": reason})
    salt = os.urandom(16).hex()
    line = {
        "organisation_id": organisation_id,
        "id": new_id(),
        "number": number + 1,
        "at": at,
        "device_at": device_at,
        "by_id": by,
        "what": what,
        "kind": kind,
        "thing_id": thing_id,
        "service_id": service_id,
        "payload_digest": _payload_digest(payload, salt),
    }
    digest = _line_digest(line, previous)
    _ADD.do({**line, "payload": payload, "salt": salt, "digest": digest})
    _MOVE.do({"organisation": organisation_id, "to": number + 1, "ends": digest})


def _head(organisation_id: uuid.UUID) -> tuple[int, str]:
    found = _HEAD.row(organisation=organisation_id)
    if found is None:
        raise LookupError(f"no organisation {organisation_id}")
    return found[0], found[1]


def lines(organisation_id: uuid.UUID, kind: str, thing_id: uuid.UUID) -> list[HistoryLine]:
    """The history of one thing, newest first."""
    query = sa.select(HistoryLine).where(
        HistoryLine.organisation_id == organisation_id,
        HistoryLine.kind == kind,
        HistoryLine.thing_id == thing_id,
    )
    return list(db.session.scalars(query.order_by(HistoryLine.number.desc())))


def broken_at(organisation_id: uuid.UUID) -> int | None:
    """The number of the first line that does not fit its chain, or None when the whole chain holds."""
    expected, previous = 1, ""
    for line in _in_order(organisation_id):
        payload_fits = line.payload is None or line.payload_digest == _payload_digest(line.payload, line.salt or "")
        chained = {name: getattr(line, name) for name in _CHAINED}
        if line.number != expected or line.digest != _line_digest(chained, previous) or not payload_fits:
            return expected
        expected, previous = expected + 1, line.digest
    head = db.session.get(HistoryHead, organisation_id, populate_existing=True)
    return None if head is not None and (head.number, head.digest) == (expected - 1, previous) else expected


def _in_order(organisation_id: uuid.UUID) -> Iterator[HistoryLine]:
    query = sa.select(HistoryLine).where(HistoryLine.organisation_id == organisation_id)
    as_stored = query.order_by(HistoryLine.number).execution_options(populate_existing=True)
    return iter(db.session.scalars(as_stored).yield_per(500))


def _line_digest(line: Mapping[str, Any], previous: str) -> str:
    return _sha256(json.dumps([previous, *(_plain(line[name]) for name in _CHAINED)]))


def _payload_digest(payload: Mapping[str, Any], salt: str) -> str:
    return _sha256(salt + json.dumps(payload, sort_keys=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """The value as JSON has it, so that what is hashed now is what is read back later."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
