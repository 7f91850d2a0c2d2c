"""What is said beside a finished check: a correction, a reply, that it is held back for a time."""

from __future__ import annotations

from datetime import timedelta

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.holding import end_holding, hold_back
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.queries.correcting import correcting
from spotcheck.checks.queries.holding import held, holds_of
from spotcheck.checks.queries.story import story_of
from spotcheck.checks.routes import rooms
from spotcheck.checks.routes.check import load_check
from spotcheck.checks.rules.correction import correcting_refused
from spotcheck.checks.rules.holding import holding_refused, last_day_to_hold
from spotcheck.checks.schemas import afterwards as schemas
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/checks/<uuid:check_id>/corrections")
@needs(Verb.CORRECT_CHECK, load_check)
def correction_form(found: Opened) -> Response:
    return _correction(found)


@rooms.post("/checks/<uuid:check_id>/corrections")
@needs(Verb.CORRECT_CHECK, load_check)
def correct_check(found: Opened) -> Response:
    try:
        given = schemas.read_correction(request.form)
        correct(found.check, **given, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _correction(found, refusal)
    return go("checks.check_page", check_id=found.check.id, receipt=say("Corrected. It now waits for a review again."))


@rooms.post("/checks/<uuid:check_id>/replies")
@needs(Verb.REPLY_TO_CHECK, load_check)
def reply_to_check(found: Opened) -> Response:
    try:
        given = read(schemas.Replied(), request.form)
        reply(found.check, kind=given["kind"], text=given["text"] or "", by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return respond(
            "checks/check.html",
            status=status_of(refusal),
            story=story_of(found, standing(), at=now()),
            given=request.form,
            wrong=refusal.fields,
        )
    return go("checks.check_page", check_id=found.check.id, receipt=say("Your reply is kept."))


@rooms.get("/checks/<uuid:check_id>/holding-back")
@needs(Verb.HOLD_BACK_CHECK, load_check)
def holding_form(found: Opened) -> Response:
    return _holding(found)


@rooms.post("/checks/<uuid:check_id>/holding-back")
@needs(Verb.HOLD_BACK_CHECK, load_check)
def hold_back_check(found: Opened) -> Response:
    try:
        given = read(schemas.HeldBack(), request.form)
        made = hold_back(found.check, until=given["until"], reason=given["reason"] or "", by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _holding(found, refusal)
    receipt = say("It is held back. It is shown from %(day)s.", day=local_date(made.until_at))
    return go("checks.check_page", check_id=found.check.id, receipt=receipt)


@rooms.post("/checks/<uuid:check_id>/holding-back/ending")
@needs(Verb.HOLD_BACK_CHECK, load_check)
def end_holding_back(found: Opened) -> Response:
    end_holding(found.check, by=standing(), at=now())
    db.session.commit()
    return go("checks.check_page", check_id=found.check.id, receipt=say("It is shown now."))


def _correction(found: Opened, refusal: Refusal | None = None) -> Response:
    which = read(schemas.Which(), request.values)
    return respond(
        "checks/correction.html",
        status=status_of(refusal) if refusal else 200,
        correcting=correcting(found, item_id=which["item"], position=which["position"]),
        back=_back(found),
        refused=correcting_refused(standing().person_id, found.took_part),
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _holding(found: Opened, refusal: Refusal | None = None) -> Response:
    today = local_date(now())
    return respond(
        "checks/holding.html",
        status=status_of(refusal) if refusal else 200,
        opened=found,
        back=_back(found),
        refused=holding_refused(
            standing().person_id, captured_by=found.check.author_id, observed=found.check.worker_id
        ),
        earliest=today + timedelta(days=1),
        latest=last_day_to_hold([held(row) for row in holds_of(found.check)], today=today),
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _back(found: Opened) -> dict[str, object]:
    return {"label": say("The check"), "href": url_for("checks.check_page", check_id=found.check.id)}
