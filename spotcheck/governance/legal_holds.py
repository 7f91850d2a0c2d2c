"""Legal holds: placed and lifted with a reason, and read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import refuse_unless
from spotcheck.governance.legal_hold_rules import On, lifting_refused
from spotcheck.governance.retention_models import LegalHold

_COLUMN = {On.PERSON: LegalHold.person_id, On.ACTION: LegalHold.action_id, On.CHECK: LegalHold.check_id}


@dataclass(frozen=True, slots=True)
class Held:
    on: On
    thing_id: uuid.UUID
    hold: LegalHold


def place_hold(on: On, thing_id: uuid.UUID, *, reason: str, by: Standing, at: datetime) -> LegalHold:
    """From now on nothing of it is erased. One that is there already stays as it is."""
    take_turn(by.organisation_id)
    if (there := hold_on(by.organisation_id, on, thing_id)) is not None:
        return there
    made = add(
        LegalHold(
            organisation_id=by.organisation_id,
            id=new_id(),
            **{_COLUMN[on].key: thing_id},
            reason=reason,
            placed_by_id=by.person_id,
            placed_at=at,
        )
    )
    _note(made, on, thing_id, "hold placed", reason, by=by, at=at)
    return made


def lift_hold(hold: LegalHold, *, reason: str, by: Standing, at: datetime) -> None:
    """The rules count again, from the days they always counted from. Refused to the person the hold is on."""
    take_turn(by.organisation_id, hold)
    if hold.lifted_at is not None:
        return
    refuse_unless(lifting_refused(by.person_id, hold.person_id))
    hold.lifted_at, hold.lifted_by_id, hold.lifted_reason = at, by.person_id, reason
    found = held(hold)
    _note(hold, found.on, found.thing_id, "hold lifted", reason, by=by, at=at)


def hold_on(organisation_id: uuid.UUID, on: On, thing_id: uuid.UUID) -> LegalHold | None:
    """The hold on this very thing, while it is not lifted."""
    query = sa.select(LegalHold).where(
        LegalHold.organisation_id == organisation_id, _COLUMN[on] == thing_id, LegalHold.lifted_at.is_(None)
    )
    return db.session.scalar(query)


def hold(organisation_id: uuid.UUID, hold_id: uuid.UUID) -> LegalHold | None:
    return db.session.get(LegalHold, (organisation_id, hold_id))


def held(hold: LegalHold) -> Held:
    """The one thing this hold is on."""
    ((on, thing_id),) = [
        (on, thing_id)
        for on, thing_id in ((On.PERSON, hold.person_id), (On.ACTION, hold.action_id), (On.CHECK, hold.check_id))
        if thing_id is not None
    ]
    return Held(on, thing_id, hold)


def holds_now(organisation_id: uuid.UUID) -> list[Held]:
    """Every hold that is not lifted, the oldest first."""
    query = sa.select(LegalHold).where(LegalHold.organisation_id == organisation_id, LegalHold.lifted_at.is_(None))
    return [held(one) for one in db.session.scalars(query.order_by(LegalHold.placed_at, LegalHold.id))]


def _note(hold: LegalHold, on: On, thing_id: uuid.UUID, what: str, reason: str, *, by: Standing, at: datetime) -> None:
    history.record(
        hold.organisation_id, what=what, kind="legal hold", thing_id=hold.id, by=by.person_id, at=at,
        after={"on": on, "thing": thing_id}, reason=reason,
    )  # fmt: skip
