"""Whom to ring when it is about one's own manager (R10): kept for one service, or for all of them."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import HistoryLine, take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.organisation import rules
from spotcheck.organisation.models import OtherNumber, Service

ADDED, ENDED = "other number added", "other number taken away"


def other_number(organisation_id: uuid.UUID, number_id: uuid.UUID) -> OtherNumber | None:
    return db.session.get(OtherNumber, (organisation_id, number_id))


def other_numbers(service: Service) -> list[OtherNumber]:
    """What is kept for this service now: its own first, then those of every service, in the order they were added."""
    query = sa.select(OtherNumber).where(
        OtherNumber.organisation_id == service.organisation_id,
        OtherNumber.ended_at.is_(None),
        sa.or_(OtherNumber.service_id == service.id, OtherNumber.service_id.is_(None)),
    )
    everywhere = OtherNumber.service_id.is_(None)
    return list(db.session.scalars(query.order_by(everywhere, OtherNumber.added_at, OtherNumber.id)))


def add_other_number(
    service: Service, *, name: str | None, number: str | None, by: Standing, at: datetime, everywhere: bool = False
) -> OtherNumber:
    """One more number for this service, or with `everywhere` for every service. The same again is the same one."""
    take_turn(by.organisation_id, service)
    there = other_numbers(service)
    alike = [one for one in there if (one.name, one.number) == (name, number)]
    if found := [one for one in alike if (one.service_id is None) is everywhere]:
        return found[0]
    if wrong := rules.other_number_refused(name, number, kept=len(there)):
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        OtherNumber(
            organisation_id=by.organisation_id,
            id=new_id(),
            service_id=None if everywhere else service.id,
            name=name,
            number=number,
            added_by_id=by.person_id,
            added_at=at,
        )
    )
    _record(made, ADDED, after=True, by=by, at=at)
    return made


def end_other_number(number: OtherNumber, *, by: Standing, at: datetime) -> None:
    """It is shown no longer. Twice is once."""
    take_turn(by.organisation_id, number)
    if number.ended_at is not None:
        return
    number.ended_at = at
    _record(number, ENDED, after=False, by=by, at=at)


def history_of(service: Service) -> list[HistoryLine]:
    """The lines of this service, and those about the numbers of every service, newest first."""
    own = history.lines(service.organisation_id, "service", service.id)
    everywhere = history.lines(service.organisation_id, "organisation", service.organisation_id)
    return sorted(
        [*own, *(line for line in everywhere if line.what in {ADDED, ENDED})],
        key=lambda line: line.number,
        reverse=True,
    )


def _record(one: OtherNumber, what: str, *, after: bool, by: Standing, at: datetime) -> None:
    """A line on the page of the service, or on every service's page where the number is for all of them."""
    told = {"other_name": one.name, "other_number": one.number}
    history.record(
        one.organisation_id,
        what=what,
        kind="service" if one.service_id else "organisation",
        thing_id=one.service_id or one.organisation_id,
        by=by.person_id,
        at=at,
        service_id=one.service_id,
        before=None if after else told,
        after=told if after else None,
    )
