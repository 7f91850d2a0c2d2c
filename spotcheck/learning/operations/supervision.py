"""Keeping a record of supervision, and adding to it. Nothing in it is ever edited."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.learning.queries import supervision as reads
from spotcheck.learning.rules.supervision import Kind, addition_wanting, record_wanting
from spotcheck.learning.supervision_models import Supervision, SupervisionAddition, SupervisionLook
from spotcheck.organisation.models import Person, Service


def keep_record(
    worker: Person,
    service: Service,
    *,
    held_on: date | None,
    practice: str,
    step: str,
    step_on: date | None,
    concerns: bool | None,
    by: Standing,
    at: datetime,
    reflection: str = "",
    record_id: uuid.UUID | None = None,
) -> Supervision:
    """A talk with this worker, standing on the practice that was seen since the last one.

    `record_id` is made with the form: sent twice it is one. Refused for oneself, and by field while something is
    missing."""
    take_turn(by.organisation_id, worker, service)
    if record_id is not None and (made := reads.record(by.organisation_id, record_id)) is not None:
        return made
    if worker.id == by.person_id:
        raise Refusal(Why.NOT_NOW, say("This is about you, so somebody else keeps the record."))
    if wrong := record_wanting(
        held_on=held_on, practice=practice, step=step, step_on=step_on, concerns=concerns, today=local_date(at)
    ):
        raise Refusal(Why.INVALID, fields=wrong)
    seen = reads.seen_since_last(service, worker, by, at=at)
    made = add(
        Supervision(
            organisation_id=by.organisation_id,
            id=record_id or new_id(),
            worker_id=worker.id,
            service_id=service.id,
            by_id=by.person_id,
            at=at,
            held_on=held_on,
            looks=sum(one.observed for one in seen),
            practice=practice,
            reflection=reflection or None,
            step=step,
            step_on=step_on,
            asked_concerns=bool(concerns),
        )
    )
    db.session.add_all(
        SupervisionLook(organisation_id=by.organisation_id, supervision_id=made.id, check_id=one.id) for one in seen
    )
    _note(made, "kept", by=by, at=at)
    return made


def add_words(
    record: Supervision, text: str, *, by: Standing, at: datetime, addition_id: uuid.UUID | None = None
) -> SupervisionAddition:
    """The worker's own words, or something that puts the record right. Sent twice it is one."""
    take_turn(by.organisation_id, record)
    if addition_id is not None and (made := reads.addition(by.organisation_id, addition_id)) is not None:
        return made
    if wrong := addition_wanting(text):
        raise Refusal(Why.INVALID, fields=wrong)
    kind = Kind.REFLECTION if by.person_id == record.worker_id else Kind.CORRECTION
    made = add(
        SupervisionAddition(
            organisation_id=by.organisation_id,
            id=addition_id or new_id(),
            supervision_id=record.id,
            by_id=by.person_id,
            at=at,
            kind=kind.value,
            text=text,
        )
    )
    _note(record, "added to", by=by, at=at)
    return made


def _note(record: Supervision, what: str, *, by: Standing, at: datetime) -> None:
    """That it was done, and never what was said."""
    history.record(
        by.organisation_id, what=what, kind="supervision", thing_id=record.id, by=by.person_id, at=at,
        service_id=record.service_id,
    )  # fmt: skip
