"""Services: places and teams that give care, and whom to ring there when someone is at risk."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.organisation import operations, other_numbers, queries, rules, schemas, service_ends
from spotcheck.organisation.models import Service
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.told import tell
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

_HISTORY = {
    "opened": say("opened this service"),
    "closed": say("closed this service"),
    "opened again": say("opened this service again"),
    "on call changed": say("changed whom to ring"),
    other_numbers.ADDED: say("added whom to ring if it is about the manager"),
    other_numbers.ENDED: say("took away whom to ring if it is about the manager"),
}
_NUMBERS = {
    "on_call_name": say("who is on call"),
    "on_call_number": say("number"),
    "other_name": say("who answers"),
    "other_number": say("number"),
}


@dataclass(frozen=True, slots=True)
class OfService:
    service: Service
    thing: Thing


def of_service(service_id: uuid.UUID) -> OfService | None:
    service = queries.service(standing().organisation_id, service_id)
    return OfService(service, queries.service_thing(service)) if service else None


@rooms.get("/services")
@needs(Verb.SEE_PEOPLE)
def services() -> Response:
    return _list()


@rooms.post("/services")
@needs(Verb.CHANGE_SERVICES)
def open_service() -> Response:
    try:
        service = operations.open_service(**read(schemas.NewService(), request.form), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _list(refusal)
    receipt = say("%(name)s is open. Now give people their roles there.", name=service.name)
    return go("organisation.service_page", service_id=service.id, receipt=receipt)


@rooms.post("/services/<uuid:service_id>/ending")
@needs(Verb.CHANGE_SERVICES, of_service)
def close_service(found: OfService) -> Response:
    service_ends.close_service(found.service, by=standing(), at=now())
    db.session.commit()
    receipt = say("This service is closed. What is open there can still be finished.")
    return go("organisation.service_page", service_id=found.service.id, receipt=receipt)


@rooms.post("/services/<uuid:service_id>/opening")
@needs(Verb.CHANGE_SERVICES, of_service)
def reopen_service(found: OfService) -> Response:
    service_ends.reopen_service(found.service, by=standing(), at=now())
    db.session.commit()
    return go("organisation.service_page", service_id=found.service.id, receipt=say("This service is open again."))


@rooms.get("/services/<uuid:service_id>")
@needs(Verb.SEE_PEOPLE, of_service)
def service_page(found: OfService) -> Response:
    return page(found)


@rooms.post("/services/<uuid:service_id>/on-call")
@needs(Verb.CHANGE_SERVICES, of_service)
def change_on_call(found: OfService) -> Response:
    try:
        given = read(schemas.OnCall(), request.form)
        operations.change_on_call(
            found.service, name=given["on_call_name"], number=given["on_call_number"], by=standing(), at=now()
        )
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page(found, refusal)
    return go("organisation.service_page", service_id=found.service.id, receipt=say("Saved."))


def _list(refusal: Refusal | None = None) -> Response:
    found = queries.services(standing().organisation_id, standing().services_for(Verb.SEE_PEOPLE))
    may_change = may(standing(), Verb.CHANGE_SERVICES, Thing(standing().organisation_id)) is Answer.ALLOWED
    return respond(
        "organisation/services.html",
        status=status_of(refusal) if refusal else 200,
        services=found,
        closed=queries.closed_services(standing().organisation_id) if may_change else [],
        rings={service.id: _ring(service) for service in found},
        may_change=may_change,
        kinds=rules.KIND_WORDS,
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def page(found: OfService, refusal: Refusal | None = None) -> Response:
    service = found.service
    return respond(
        "organisation/service.html",
        status=status_of(refusal) if refusal else 200,
        service=service,
        kind=rules.KIND_WORDS[service.kind],
        may_change=may(standing(), Verb.CHANGE_SERVICES, found.thing) is Answer.ALLOWED,
        may_ask=service.ended_at is None and may(standing(), Verb.ASK_PROMPT, found.thing) is Answer.ALLOWED,
        others=other_numbers.other_numbers(service),
        given={**operations.on_call_of(service), **(request.form if refusal else {})},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
        lines=tell(
            other_numbers.history_of(service),
            lambda line: _HISTORY[line.what],
            _changes,
        ),
    )


def _ring(service: Service) -> Sentence:
    if service.on_call_number is None:
        return say("No number to ring is kept here yet.")
    return say("%(name)s: %(number)s", name=service.on_call_name or say("On call"), number=service.on_call_number)


def _changes(line: HistoryLine) -> tuple[tuple[Sentence, Any, Any], ...]:
    if line.what == "opened" or line.payload is None:
        return ()
    before, after = line.payload.get("before", {}), line.payload.get("after", {})
    return tuple(
        (words, before.get(name), after.get(name) or say("none"))
        for name, words in _NUMBERS.items()
        if before.get(name) != after.get(name)
    )
