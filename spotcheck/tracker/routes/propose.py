"""Proposing an action: what will be different, for which standard, from which findings."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.organisation import queries as organisation
from spotcheck.organisation.queries import service_thing
from spotcheck.standards.queries import standards, topic_key
from spotcheck.tracker import operations, queries, schemas
from spotcheck.tracker.models import Finding
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.wording import kinds_offered, nudges_about
from spotcheck.web.errors import status_of
from spotcheck.web.guard import ask, needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

PAGE, FORM, NUDGE = "tracker/new.html", "tracker/_new_form.html", "tracker/_nudge.html"


@rooms.get("/actions/new")
@needs(Verb.PROPOSE_ACTION)
def new_page() -> Response:
    asked = read(schemas.NewAsked(), request.args)
    found = _visible(asked["finding"])
    first = found[0] if found else None
    values = {
        "service_id": first.service_id if first else asked["service"],
        "standard_id": first.standard_id if first else asked["standard"],
    }
    return _page(values, [one.id for one in found])


@rooms.post("/actions")
@needs(Verb.PROPOSE_ACTION)
def propose() -> Response:
    try:
        given = read(schemas.Proposal(), request.form)
        service = organisation.service(standing().organisation_id, given["service_id"])
        if service is None:
            raise NotFound
        ask(Verb.PROPOSE_ACTION, service_thing(service))
        made = operations.propose_action(
            service_id=service.id,
            standard_id=given["standard_id"],
            title=given["title"],
            change=given["change"],
            finding_ids=given["finding_ids"],
            kinds=given["kinds"],
            action_id=given["id"],
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        named = [one for one in map(plain_id, request.form.getlist("finding_ids")) if one]
        return _page(_typed(), named, refusal)
    action_id = made.id
    db.session.commit()
    return go(".action_page", action_id=action_id, receipt=say("Proposed. Next, it is agreed."))


@rooms.post("/actions/wording")
@needs(Verb.PROPOSE_ACTION)
def wording() -> Response:
    """A hint about words nobody can check, while they are written. It changes nothing and blocks nothing."""
    return _page(_typed(), [], part=NUDGE)


def _typed() -> dict[str, Any]:
    return request.form.to_dict() | {"kinds": request.form.getlist("kinds")}


def _page(
    values: dict[str, Any], finding_ids: list[uuid.UUID], refusal: Refusal | None = None, *, part: str = FORM
) -> Response:
    there = organisation.services(standing().organisation_id, standing().services_for(Verb.PROPOSE_ACTION))
    if not values.get("service_id") and len(there) == 1:
        values["service_id"] = there[0].id
    return respond(
        PAGE,
        part=part,
        status=status_of(refusal) if refusal else 200,
        services=[(one.id, one.name) for one in there],
        standards=[(one.id, one.text) for one in standards(standing().organisation_id)],
        findings=_visible(finding_ids),
        values=values,
        form_id=plain_id(values.get("id")) or new_id(),
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        kinds=kinds_offered(values.get("kinds")),
        nudges=nudges_about(
            values.get("title") or "",
            values.get("change") or "",
            values.get("kinds"),
            topic_key(standing().organisation_id, plain_id(str(values.get("standard_id") or ""))),
        ),
    )


def _visible(finding_ids: list[uuid.UUID]) -> list[Finding]:
    """The findings named, where this person may propose an action and nobody did yet."""
    reach = standing().services_for(Verb.PROPOSE_ACTION)
    found = (queries.finding(standing().organisation_id, one) for one in finding_ids)
    free = (one for one in found if one and one.action_id is None and one.taken_back_at is None)
    return [one for one in free if reach is None or one.service_id in reach]
