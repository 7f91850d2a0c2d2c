"""What waits for a review, and judging one check (R3)."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.rules import Kind
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.queries.headline import who_looked
from spotcheck.checks.queries.review import queue
from spotcheck.checks.queries.reviewing import review_refused, reviewing
from spotcheck.checks.routes import rooms
from spotcheck.checks.routes.check import load_check
from spotcheck.checks.routes.review_page import Fields
from spotcheck.checks.rules.judgement import PassedTo
from spotcheck.checks.schemas.review import read_review
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.tracker.rules.words import RISK_NAMES
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/reviews")
@needs(Verb.SEE_REVIEWS)
def reviews_page() -> Response:
    return respond("checks/reviews.html", queue=queue(standing(), at=now()))


@rooms.get("/checks/<uuid:check_id>/reviews")
@needs(Verb.REVIEW_CHECK, load_check)
def review_form(found: Opened) -> Response:
    refuse_unless(review_refused(found, standing(), at=now()), Why.NOT_YOU)
    return _form(found)


@rooms.post("/checks/<uuid:check_id>/reviews")
@needs(Verb.REVIEW_CHECK, load_check)
def review_check(found: Opened) -> Response:
    try:
        review(found.check, read_review(request.form), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        if refusal.why is Why.NOT_YOU:
            raise
        return _form(found, refusal)
    return go("checks.check_page", check_id=found.check.id, receipt=say("Your review is kept."))


def _form(found: Opened, refusal: Refusal | None = None) -> Response:
    shown = reviewing(found, standing(), at=now())
    fields = [Fields(proposal, request.form) for proposal in shown.proposals]
    return respond(
        "checks/review.html",
        status=status_of(refusal) if refusal else 200,
        reviewing=shown,
        strengths=[one for one in fields if one.strength],
        others=[one for one in fields if not one.strength],
        in_short=found.kind is Kind.VOICE,
        lead=who_looked(found.kind, found.author, found.worker),
        back={"label": say("The check"), "href": url_for("checks.check_page", check_id=found.check.id)},
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
        risks=[(risk.value, words) for risk, words in RISK_NAMES.items()],
        places=[(place.value, place.label) for place in PassedTo],
        today=local_date(now()),
    )
