"""Work that the clock asks for: one process at a time, and each day's once in each organisation.

The lease saves work and mail sent twice. That a day's work has one effect does not hang on it: the day is noted in the
transaction that does the work, in the organisation's turn.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from spotcheck.core.database import db
from spotcheck.core.job_models import DayDone, Lease

LEASE = timedelta(minutes=3)  # longer than any one piece of work takes


def take_lease(name: str, holder: str, *, at: datetime) -> bool:
    """Take the lease, or keep it for another while; False while somebody else holds it.

    One that ends later than any lease could was taken before the clock was set back, so it binds nobody.
    """
    free = sa.or_(
        Lease.holder.is_(None),
        Lease.holder == holder,
        Lease.until.is_(None),
        Lease.until <= at,
        Lease.until > at + LEASE,
    )
    there = sa.update(Lease).where(Lease.name == name, free).values(holder=holder, until=at + LEASE)
    if _changed(there):
        return True
    if db.session.scalar(sa.select(Lease.name).where(Lease.name == name)) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.execute(sa.insert(Lease).values(name=name, holder=holder, until=at + LEASE))
    except IntegrityError:  # somebody made it first
        return False
    return True


def give_back_lease(name: str, holder: str) -> None:
    """Let the next one have it at once."""
    _changed(sa.update(Lease).where(Lease.name == name, Lease.holder == holder).values(holder=None, until=None))


def not_done_on(job: str, day: date, organisations: sa.Select[tuple[uuid.UUID]]) -> sa.Select[tuple[uuid.UUID]]:
    """Those of these organisations in which the job is not done for this day."""
    some = organisations.subquery()
    done = sa.exists().where(DayDone.organisation_id == some.c[0], DayDone.job == job, DayDone.day >= day)
    return sa.select(some.c[0]).where(~done)


def begin_day(job: str, organisation_id: uuid.UUID, day: date) -> bool:
    """Note that this day is done from now on; False when it was already. Ask for it in the organisation's turn."""
    row = db.session.get(DayDone, (organisation_id, job))
    if row is None:
        db.session.add(DayDone(organisation_id=organisation_id, job=job, day=day))
    elif row.day >= day:
        return False
    else:
        row.day = day
    db.session.flush()
    return True


def _changed(update: Any) -> bool:
    result: Any = db.session.execute(update, execution_options={"synchronize_session": False})
    return bool(result.rowcount)
