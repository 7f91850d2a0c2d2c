"""Whom to ring when it is about one's own manager: added and taken away on the page of a service."""

from __future__ import annotations

import uuid

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.organisation import other_numbers, schemas
from spotcheck.organisation.models import OtherNumber
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.routes.services import OfService, of_service, page
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go
from spotcheck.web.transaction import undo


def _number(number_id: uuid.UUID) -> OtherNumber | None:
    return other_numbers.other_number(standing().organisation_id, number_id)


@rooms.post("/services/<uuid:service_id>/other-numbers")
@needs(Verb.CHANGE_SERVICES, of_service)
def add_other_number(found: OfService) -> Response:
    try:
        given = read(schemas.OtherNumberGiven(), request.form)
        other_numbers.add_other_number(
            found.service,
            name=given["other_name"],
            number=given["other_number"],
            everywhere=given["everywhere"],
            by=standing(),
            at=now(),
        )
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page(found, refusal)
    return go("organisation.service_page", service_id=found.service.id, receipt=say("Saved."))


@rooms.post("/other-numbers/<uuid:number_id>/end")
@needs(Verb.CHANGE_SERVICES, _number)
def end_other_number(number: OtherNumber) -> Response:
    other_numbers.end_other_number(number, by=standing(), at=now())
    db.session.commit()
    receipt = say("%(name)s is not shown any more.", name=number.name)
    if number.service_id is None:
        return go("organisation.services", receipt=receipt)
    return go("organisation.service_page", service_id=number.service_id, receipt=receipt)
