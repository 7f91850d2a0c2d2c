"""Placing and lifting a legal hold on a person, an action or a check."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checks.queries.check import opened
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.governance import legal_holds
from spotcheck.governance import retention_schemas as schemas
from spotcheck.governance.legal_hold_rules import HOLDS, ON_WORDS, On
from spotcheck.governance.legal_holds import Held
from spotcheck.governance.retention_models import LegalHold
from spotcheck.organisation import people_queries, queries
from spotcheck.tracker import queries as tracker
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class OnThing:
    """What a hold is or could be on, with its title as the person asking may read it."""

    on: On
    id: uuid.UUID
    thing: Thing
    title: str | Sentence
    back: str
    hold: LegalHold | None


def load(on: str, thing_id: uuid.UUID) -> OnThing | None:
    """The thing, for somebody who may see it at all."""
    try:
        found = _FIND[On(on)](thing_id)
    except ValueError:
        return None
    if found is None:
        return None
    thing, title, back = found
    return OnThing(On(on), thing_id, thing, title, back, legal_holds.hold_on(thing.organisation_id, On(on), thing_id))


def _load_hold(hold_id: uuid.UUID) -> OnThing | None:
    hold = legal_holds.hold(standing().organisation_id, hold_id)
    if hold is None:
        return None
    held = legal_holds.held(hold)
    found = load(held.on.value, held.thing_id)
    return OnThing(found.on, found.id, found.thing, found.title, found.back, hold) if found else None


def put_on(rooms: Blueprint) -> None:
    """Add these doors to those about keeping."""
    rooms.get("/legal-holds/<on>/<uuid:thing_id>")(hold_page)
    rooms.post("/legal-holds/<on>/<uuid:thing_id>")(place_hold)
    rooms.post("/legal-holds/<uuid:hold_id>/lifting")(lift_hold)


@needs(Verb.HOLD_FOR_LAW, load)
def hold_page(found: OnThing) -> Response:
    return _page(found)


@needs(Verb.HOLD_FOR_LAW, load)
def place_hold(found: OnThing) -> Response:
    try:
        given = read(schemas.HoldReason(), request.form)
        legal_holds.place_hold(found.on, found.id, reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    receipt = say("The hold is in place. Nothing of it is erased until it is lifted.")
    return go("retention.hold_page", on=found.on.value, thing_id=found.id, receipt=receipt)


@needs(Verb.HOLD_FOR_LAW, _load_hold)
def lift_hold(found: OnThing) -> Response:
    if found.hold is None:
        raise NotFound
    try:
        given = read(schemas.LiftReason(), request.form)
        legal_holds.lift_hold(found.hold, reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    return go(
        "retention.hold_page",
        on=found.on.value,
        thing_id=found.id,
        receipt=say("The hold is lifted. The rules count again."),
    )


def listed(holds: Iterable[Held]) -> list[dict[str, Any]]:
    """Holds as a list shows them: a link only for whoever may open what the hold is on."""
    shown = []
    for one in holds:
        thing, title, _ = _FIND[one.on](one.thing_id) or (None, "", "")
        allowed = thing is not None and may(standing(), Verb.HOLD_FOR_LAW, thing) is Answer.ALLOWED
        shown.append(
            {
                "on": ON_WORDS[one.on],
                "title": title if allowed else say("Something you may not open"),
                "href": url_for("retention.hold_page", on=one.on.value, thing_id=one.thing_id) if allowed else "",
                "since": one.hold.placed_at,
            }
        )
    return shown


def _page(found: OnThing, refusal: Refusal | None = None) -> Response:
    hold = found.hold if found.hold and found.hold.lifted_at is None else None
    return respond(
        "governance/legal_hold.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        hold=hold,
        by=queries.names(found.thing.organisation_id, [hold.placed_by_id]) if hold else {},
        means=HOLDS[found.on],
        on=ON_WORDS[found.on],
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


_Found = tuple[Thing, str | Sentence, str] | None


def _person(person_id: uuid.UUID) -> _Found:
    person = queries.person(standing().organisation_id, person_id)
    if person is None:
        return None
    thing = people_queries.person_thing(standing(), person, at=now())
    return thing, person.name, url_for("organisation.person_page", person_id=person.id)


def _action(action_id: uuid.UUID) -> _Found:
    action = tracker.action(standing().organisation_id, action_id)
    if (
        action is None
        or may(standing(), Verb.SEE_ACTION, (thing := Thing(action.organisation_id, action.service_id)))
        is not Answer.ALLOWED
    ):
        return None
    return thing, action.title, url_for("tracker.action_page", action_id=action.id)


def _check(check_id: uuid.UUID) -> _Found:
    found = opened(standing(), check_id, at=now())
    if found is None or not found.sight.judged:
        return None
    title = say("%(title)s, %(day)s", title=found.version.title, day=local_date(found.check.finished_at))
    return (
        Thing(found.check.organisation_id, found.check.service_id),
        title,
        url_for("checks.check_page", check_id=check_id),
    )


_FIND = {On.PERSON: _person, On.ACTION: _action, On.CHECK: _check}
