"""What came from a phone and needs a person: the list, one of them, and what somebody says about it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery import arrival_schemas as schemas
from spotcheck.delivery.operations.settling import Chosen, confirm, name_author, set_aside
from spotcheck.delivery.queries.inside import choices, inside
from spotcheck.delivery.queries.waiting import Waiting, facts_of, set_aside_lately, waiting, waiting_for
from spotcheck.delivery.routes import rooms
from spotcheck.delivery.rules.arriving import Came
from spotcheck.delivery.rules.history_words import in_history
from spotcheck.delivery.rules.settling import confirming_refused, naming_refused, setting_aside_refused
from spotcheck.organisation.queries import services as every_service
from spotcheck.organisation.queries import worked_there
from spotcheck.organisation.told import tell
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

LATELY = timedelta(days=28)


def _arrival(arrival_id: uuid.UUID) -> Waiting | None:
    return waiting(standing(), arrival_id)


@rooms.get("/arrivals")
@needs(Verb.OPEN_APP)
def arrivals_page() -> Response:
    found, me = waiting_for(standing()), standing().person_id
    return respond(
        "delivery/arrivals.html",
        mine=[one for one in found if one.arrival.author_id == me],
        others=[one for one in found if one.arrival.author_id != me],
        aside=set_aside_lately(standing(), since=now() - LATELY),
    )


@rooms.get("/arrivals/<uuid:arrival_id>")
@needs(Verb.SEE_ARRIVAL, _arrival)
def arrival_page(found: Waiting) -> Response:
    return _page(found)


@rooms.post("/arrivals/<uuid:arrival_id>/confirmation")
@needs(Verb.SETTLE_ARRIVAL, _arrival)
def confirm_arrival(found: Waiting) -> Response:
    try:
        given = read(schemas.Confirmation(), request.form)
        chosen = Chosen(service_id=given["service"], worker_id=given["worker"], on_its_own=given["on_its_own"])
        confirm(found.arrival, chosen, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return _again(found, refusal)
    if found.arrival.kind == "check":
        return go("delivery.arrival_page", arrival_id=found.arrival.id, receipt=say("It is a check now. Thank you."))
    return go("delivery.arrivals_page", receipt=say("Thank you. It is taken in."))


@rooms.post("/arrivals/<uuid:arrival_id>/refusal")
@needs(Verb.SETTLE_ARRIVAL, _arrival)
def refuse_arrival(found: Waiting) -> Response:
    try:
        given = read(schemas.Refused(), request.form)
        set_aside(found.arrival, reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return _again(found, refusal)
    return go("delivery.arrivals_page", receipt=say("It is set aside, and counts for nothing."))


@rooms.post("/arrivals/<uuid:arrival_id>/person")
@needs(Verb.SETTLE_ARRIVAL, _arrival)
def name_person(found: Waiting) -> Response:
    try:
        given = read(schemas.Named(), request.form)
        name_author(found.arrival, given["person"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return _again(found, refusal)
    return go("delivery.arrivals_page", receipt=say("They are asked at their next sign-in."))


def _again(found: Waiting, refusal: Refusal) -> Response:
    """The same page with what stands in the way; what is not theirs to decide is said by itself."""
    undo()
    if refusal.why is Why.NOT_YOU and found.arrival.author_id != standing().person_id:
        raise refusal
    again = waiting(standing(), found.arrival.id)
    if again is None:
        raise refusal
    return _page(again, refusal)


def _page(found: Waiting, refusal: Refusal | None = None) -> Response:
    facts, me = facts_of(found.arrival), standing().person_id
    open_still = found.arrival.state in {Came.WAITS, Came.REFUSED}
    may_name = open_still and not naming_refused(facts, me)
    return respond(
        "delivery/arrival.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        inside=inside(found.arrival),
        choices=choices(found.arrival),
        mine=found.arrival.author_id == me,
        open=open_still,
        confirming=confirming_refused(facts, me),
        may_set_aside=open_still and not setting_aside_refused(facts, me),
        people=_people(found) if may_name else (),
        given=request.form,
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        lines=tell(
            history.lines(found.arrival.organisation_id, "arrival", found.arrival.id),
            lambda line: in_history(line.what),
        ),
    )


def _people(found: Waiting) -> list[tuple[uuid.UUID, str]]:
    """Who could have captured it."""
    at = found.arrival.captured_at or found.arrival.received_at
    everywhere = [one.id for one in every_service(found.arrival.organisation_id)]
    return [(one.id, one.name) for one in worked_there(found.arrival.organisation_id, everywhere, at=at)]
