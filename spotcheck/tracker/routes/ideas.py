"""What would make this easier? One sentence from whoever does the work; a manager agrees it."""

from __future__ import annotations

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
from spotcheck.standards.queries import standards
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.routes import rooms
from spotcheck.web.errors import status_of
from spotcheck.web.guard import ask, needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

PAGE, FORM = "tracker/idea.html", "tracker/_idea_form.html"


@rooms.get("/ideas/new")
@needs(Verb.SUGGEST)
def idea_page() -> Response:
    asked = read(schemas.NewAsked(), request.args)
    return _page({"service_id": asked["service"], "standard_id": asked["standard"]})


@rooms.post("/ideas")
@needs(Verb.SUGGEST)
def suggest() -> Response:
    try:
        given = read(schemas.Idea(), request.form)
        service = organisation.service(standing().organisation_id, given["service_id"])
        if service is None:
            raise NotFound
        ask(Verb.SUGGEST, service_thing(service))
        operations.suggest(
            service_id=service.id,
            standard_id=given["standard_id"],
            words=given["words"] or "",
            more=given["more"] or "",
            action_id=given["id"],
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        return _page(request.form.to_dict(), refusal)
    db.session.commit()
    return go("checks.mine_page", receipt=say("Thank you. A manager reads it, and you see here what became of it."))


def _page(values: dict[str, Any], refusal: Refusal | None = None) -> Response:
    there = organisation.services(standing().organisation_id, standing().services_for(Verb.SUGGEST))
    if not values.get("service_id") and len(there) == 1:
        values["service_id"] = there[0].id
    return respond(
        PAGE,
        part=FORM,
        status=status_of(refusal) if refusal else 200,
        services=[(one.id, one.name) for one in there],
        standards=[(one.id, one.text) for one in standards(standing().organisation_id)],
        values=values,
        form_id=plain_id(values.get("id")) or new_id(),
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )
