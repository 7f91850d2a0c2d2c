"""Where the headers of an old plan stand, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.tracker import import_schemas as schemas
from spotcheck.tracker import operations
from spotcheck.tracker.import_models import ActionImport
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.import_forms import columns_again
from spotcheck.tracker.routes.imports import load_import
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go
from spotcheck.web.transaction import undo


@rooms.post("/actions/imports/<uuid:import_id>/headers")
@needs(Verb.CONTINUE_IMPORT, load_import)
def choose_headers(one: ActionImport) -> Response:
    try:
        given = read(schemas.Headers(), request.form)
        sheet = one.sheet if given["sheet"] is None else given["sheet"]
        number = given["line"] if sheet == one.sheet else None
        operations.choose_headers(one, sheet=sheet, number=number, by=standing(), at=now())
    except Refusal as refusal:
        return _again(one, refusal)
    import_id = one.id
    db.session.commit()
    return go(".import_page", import_id=import_id)


@rooms.post("/actions/imports/<uuid:import_id>/columns")
@needs(Verb.CONTINUE_IMPORT, load_import)
def settle_columns(one: ActionImport) -> Response:
    try:
        given = read(schemas.Columns(), request.form)
        columns = schemas.columns_in(given)
        operations.settle_columns(one, columns, service_id=given["service_id"], by=standing(), at=now())
    except Refusal as refusal:
        return _again(one, refusal, request.form)
    import_id = one.id
    db.session.commit()
    return go(
        ".import_page", import_id=import_id, receipt=say("The columns are kept for the next file with these headers.")
    )


def _again(one: ActionImport, refusal: Refusal, sent: Mapping[str, str] | None = None) -> Response:
    """The columns as they were sent; once a row is decided they are not there to be shown."""
    undo()
    if refusal.why is not Why.INVALID:
        raise refusal
    return columns_again(one, refusal, sent)
