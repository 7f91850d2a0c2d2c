"""Supervision: who is due, a new record, one record with what was added to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Tie, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.learning.operations import supervision as operations
from spotcheck.learning.queries import supervision as queries
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.competence_loaders import AtService, load_service
from spotcheck.learning.rules.supervision import FRESH, STATE_WORDS, State, seen_in_words, told
from spotcheck.learning.schemas import supervision as schemas
from spotcheck.learning.supervision_models import Supervision
from spotcheck.organisation import queries as organisation
from spotcheck.organisation.models import Person, Service
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

_KINDS = {State.LATE: "wait", State.DUE_SOON: "wait", State.NONE_YET: "off", State.IN_TIME: ""}


@dataclass(frozen=True, slots=True)
class WithWorker:
    """Somebody who works at a service, for the person themselves and for who supervises them."""

    service: Service
    worker: Person

    @property
    def thing(self) -> Thing:
        ties = frozenset({(Tie.OBSERVED, self.worker.id)})
        return Thing(self.service.organisation_id, self.service.id, ties)

    @property
    def address(self) -> dict[str, uuid.UUID]:
        return {"service_id": self.service.id, "worker_id": self.worker.id}


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    record: Supervision

    @property
    def thing(self) -> Thing:
        return queries.record_thing(self.record)


def load_worker(service_id: uuid.UUID, worker_id: uuid.UUID) -> WithWorker | None:
    there = organisation.service(standing().organisation_id, service_id)
    worker = organisation.person(standing().organisation_id, worker_id)
    if there is None or worker is None or worker.ended_at is not None:
        return None
    if not organisation.worked_at(there.organisation_id, there.id, worker.id, at=now()):
        return None
    own = worker.id == standing().person_id
    hidden = not own and queries.kept_from(standing(), service_id, worker_id, at=now())
    return None if hidden else WithWorker(there, worker)


def load_record(record_id: uuid.UUID) -> OpenedRecord | None:
    """None for a peer: a supervisor reads what they kept, and what is about people they supervise."""
    found = queries.record(standing().organisation_id, record_id)
    if found is None:
        return None
    own = standing().person_id in {found.worker_id, found.by_id}
    hidden = not own and queries.kept_from(standing(), found.service_id, found.worker_id, at=now())
    return None if hidden else OpenedRecord(found)


@rooms.get("/supervision/<uuid:service_id>")
@needs(Verb.SUPERVISE, load_service)
def supervision_page(opened: AtService) -> Response:
    people = queries.supervised_at(opened.service, standing(), at=now())
    return respond(
        "learning/supervision.html",
        service=opened.service,
        people=[
            {"worker": one.worker, "told": told(one.talks), "word": STATE_WORDS[one.state], "kind": _KINDS[one.state]}
            for one in people
        ],
        due=sum(one.state in {State.LATE, State.DUE_SOON} for one in people),
        none_yet=sum(one.state is State.NONE_YET for one in people),
    )


@rooms.get("/supervision/<uuid:service_id>/<uuid:worker_id>")
@needs(Verb.SEE_SUPERVISION, load_worker)
def talks_page(opened: WithWorker) -> Response:
    return _talks(opened)


@rooms.post("/supervision/<uuid:service_id>/<uuid:worker_id>")
@needs(Verb.SUPERVISE, load_worker)
def keep_record(opened: WithWorker) -> Response:
    try:
        given = read(schemas.Record(), request.form)
        made = operations.keep_record(
            opened.worker,
            opened.service,
            held_on=given["held_on"],
            practice=given["practice"] or "",
            reflection=given["reflection"] or "",
            step=given["step"] or "",
            step_on=given["step_on"],
            concerns=given["concerns"],
            record_id=given["id"],
            by=standing(),
            at=now(),
        )
        record_id = made.id
    except Refusal as refusal:
        undo()
        return _talks(opened, refusal)
    db.session.commit()
    return go(".record_page", record_id=record_id, receipt=say("Kept. They read it on Mine, and can add their words."))


@rooms.get("/supervisions/<uuid:record_id>")
@needs(Verb.SEE_SUPERVISION, load_record)
def record_page(opened: OpenedRecord) -> Response:
    return _record(opened)


@rooms.post("/supervisions/<uuid:record_id>/additions")
@needs(Verb.SEE_SUPERVISION, load_record)
def add_words(opened: OpenedRecord) -> Response:
    record_id = opened.record.id
    try:
        given = read(schemas.Addition(), request.form)
        operations.add_words(opened.record, given["text"] or "", addition_id=given["id"], by=standing(), at=now())
    except Refusal as refusal:
        undo()
        return _record(opened, refusal)
    db.session.commit()
    return go(".record_page", record_id=record_id, receipt=say("Added. What was written before stays as it was."))


def _talks(opened: WithWorker, refusal: Refusal | None = None) -> Response:
    own = opened.worker.id == standing().person_id
    keeps = not own and may(standing(), Verb.SUPERVISE, opened.thing) is Answer.ALLOWED
    seen = queries.seen_since_last(opened.service, opened.worker, standing(), at=now()) if keeps else ()
    today = local_date(now())
    given: Any = (
        request.form
        if refusal
        else {
            "held_on": today.isoformat(),
            "practice": "\n".join(one.strength for one in seen if one.strength),
        }
    )
    return respond(
        "learning/talks.html",
        status=status_of(refusal) if refusal else 200,
        opened=opened,
        own=own,
        keeps=keeps,
        told=told(queries.talks_with(opened.service, opened.worker)),
        seen=seen,
        stands_on=seen_in_words(sum(one.observed for one in seen)),
        records=queries.records_of(opened.service.organisation_id, opened.worker.id, opened.service.id),
        form_id=plain_id(request.form.get("id")) or new_id(),
        given=given,
        latest=today,
        earliest=today - FRESH,
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )


def _record(opened: OpenedRecord, refusal: Refusal | None = None) -> Response:
    record = opened.record
    who = organisation.names(record.organisation_id, [record.worker_id, record.by_id])
    there = organisation.service(record.organisation_id, record.service_id)
    return respond(
        "learning/record.html",
        status=status_of(refusal) if refusal else 200,
        record=record,
        worker=who.get(record.worker_id),
        author=who.get(record.by_id),
        service=there,
        own=record.worker_id == standing().person_id,
        stands_on=seen_in_words(record.looks),
        additions=queries.additions_to(record),
        form_id=plain_id(request.form.get("id")) or new_id(),
        given=request.form if refusal else {},
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )
