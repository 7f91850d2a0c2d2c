"""The doors that are there before anybody is: the first page, setting up, and whether all is well."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.desk.set_up import set_up
from spotcheck.desk.set_up_schemas import SetUp
from spotcheck.desk.set_up_steps_routes import steps
from spotcheck.organisation import set_up_codes
from spotcheck.organisation.queries import is_empty
from spotcheck.organisation.sign_in import start_session
from spotcheck.web.admission import admit
from spotcheck.web.errors import status_of
from spotcheck.web.guard import in_other_hands, now, open_door
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def put_on(rooms: Blueprint) -> None:
    """Add these doors to the desk's."""
    rooms.get("/")(first_page)
    rooms.get("/set-up")(set_up_page)
    rooms.post("/set-up")(begin)
    rooms.get("/healthz")(healthz)


@open_door
def first_page() -> Response:
    """On to where this person begins."""
    if current_user.is_authenticated or in_other_hands():
        return redirect("/today", code=303)
    return redirect("/set-up" if is_empty() else "/sign-in", code=303)


@open_door
def set_up_page() -> Response:
    if not (is_empty() or set_up_codes.is_waiting()):
        return redirect("/", code=303)
    return _form()


@open_door
def begin() -> Response:
    try:
        account, person = set_up(**read(SetUp(), request.form), at=now())
        token = start_session(account, person, at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _form(refusal)
    admit(token)
    return go("desk.services_step", receipt=say("Your organisation is there, with its first standards and checklists."))


@open_door
def healthz() -> Response:
    """For whoever watches over the server: the application answers, and so does its database."""
    db.session.execute(sa.text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


def _form(refusal: Refusal | None = None) -> Response:
    return respond(
        "desk/set_up.html",
        status=status_of(refusal) if refusal else 200,
        steps=steps(None),
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
