"""The clock's work, once: all that is due now, in every organisation."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask

from spotcheck.cli.tick.jobs import JOBS, Job
from spotcheck.core.clock import Clock
from spotcheck.core.database import db, look_at_sizes, reading
from spotcheck.core.jobs import give_back_lease, take_lease
from spotcheck.core.words import listed

LEASE = "tick"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: how many of each job, how many pieces of work are left for the next time and why nothing was
    done, if somebody else is at it."""

    did: Mapping[Job, int] = field(default_factory=dict)
    left: int = 0
    elsewhere: bool = False

    def __str__(self) -> str:
        if self.elsewhere:
            return "Another process is doing this now. Nothing was done here."
        some = [job.one if n == 1 else job.many.format(n=n) for job, n in self.did.items() if n]
        if self.left:
            says = (
                "1 piece of work did not get done" if self.left == 1 else f"{self.left} pieces of work did not get done"
            )
            return f"{listed([*some, says])}. The next time tries again."
        return f"{', '.join(some)}, nothing else was due." if some else "Nothing was due."


def tick_once(app: Flask, jobs: Sequence[Job] = JOBS) -> Told:
    """Do what is due. Whatever cannot be done is left for the next time and holds up nothing else."""
    with app.app_context():
        if not any(_due(app, job) for job in jobs):
            return Told()
        holder = uuid.uuid4().hex
        if not _lease(app, holder):
            return Told(elsewhere=True)
        try:
            return _do_all(app, jobs, holder)
        finally:
            give_back_lease(LEASE, holder)
            db.session.commit()


def _do_all(app: Flask, jobs: Sequence[Job], holder: str) -> Told:
    did: dict[Job, int] = {}
    left = 0
    for job in jobs:
        for one in _due(app, job):
            if not _lease(app, holder):
                return Told(did, left)  # it took so long that somebody else went on with it
            try:
                did[job] = did.get(job, 0) + job.do(one, _clock(app).now())
                db.session.commit()
            except Exception:
                db.session.rollback()
                log.exception("%s did not get done for %s", job.name, one)
                left += 1
    if any(job.daily for job in did):
        look_at_sizes()
        db.session.commit()
    return Told(did, left)


def _due(app: Flask, job: Job) -> Sequence[uuid.UUID]:
    with reading():
        found = job.due(_clock(app).now())
        db.session.rollback()  # the next transaction may write
    return found


def _lease(app: Flask, holder: str) -> bool:
    mine = take_lease(LEASE, holder, at=_clock(app).now())
    db.session.commit()
    return mine


def _clock(app: Flask) -> Clock:
    clock: Clock = app.extensions["clock"]
    return clock
