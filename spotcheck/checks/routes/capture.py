"""Capturing: choosing a check, answering it tap by tap, finishing it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.operations.drafts import delete_draft, open_draft, save_page
from spotcheck.checks.operations.drawing import draw_sample
from spotcheck.checks.operations.finishing import Waiting, finish_draft
from spotcheck.checks.operations.receiving import Received
from spotcheck.checks.queries import drafts
from spotcheck.checks.queries.facts import capturing_at, requirement_with_action
from spotcheck.checks.queries.starting import Starting, starting
from spotcheck.checks.routes import rooms
from spotcheck.checks.routes.capture_page import capture_page, refused_page, saved, waiting_page
from spotcheck.checks.routes.receipt_page import other_content, show_receipt
from spotcheck.checks.routes.starting_page import starting_page
from spotcheck.checks.schemas import capture as schemas
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.queries import service
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class Own:
    """A draft, or the check it has become: its author's alone."""

    id: uuid.UUID
    draft: Draft | None
    check: Check | None
    thing: Thing


@dataclass(frozen=True, slots=True)
class Where:
    """The service that a form names, and the plan it is for."""

    thing: Thing


def _asked() -> Starting | None:
    return starting(standing(), read(schemas.Asked(), request.values), at=now())


def _where() -> Where | None:
    there = plain_id(request.form.get("service"))
    plan = requirement_with_action(standing().organisation_id, plain_id(request.form.get("requirement")))
    if there is None or service(standing().organisation_id, there) is None:
        return None
    if request.form.get("requirement") and plan is None:
        return None
    return Where(capturing_at(standing(), there, plan))


def _own(draft_id: uuid.UUID) -> Own | None:
    draft = drafts.draft(standing().organisation_id, draft_id)
    check = drafts.finished(standing().organisation_id, draft_id) if draft is None else None
    row = draft or check
    return Own(draft_id, draft, check, drafts.own(row)) if row is not None else None


def _named() -> Own | None:
    draft_id = plain_id(request.form.get("draft"))
    return _own(draft_id) if draft_id else None


def _finished(check_id: uuid.UUID) -> Own | None:
    found = _own(check_id)
    return found if found is not None and found.check is not None else None


@rooms.get("/checks/new")
@needs(Verb.CAPTURE, _asked)
def new_check(found: Starting) -> Response:
    return starting_page(found)


@rooms.post("/draws")
@needs(Verb.DRAW, _where)
def make_draw(_where: Where) -> Response:
    try:
        draw = draw_sample(**schemas.draw_asked(read(schemas.NewDraw(), request.form)), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return _start_again(refusal)
    receipt = say("Drawn: %(size)s of %(all)s records.", size=draw.size, all=draw.population)
    if draw.requirement_id:
        return go("checks.new_check", requirement=draw.requirement_id, receipt=receipt)
    chosen = {"service": draw.service_id, "checklist": draw.checklist_id, "draw": draw.id}
    return go("checks.new_check", kind="sample", **chosen, receipt=receipt)


@rooms.post("/drafts")
@needs(Verb.CAPTURE, _where)
def start_draft(_where: Where) -> Response:
    try:
        draft = open_draft(schemas.start(read(schemas.NewDraft(), request.form)), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return _start_again(refusal)
    return go("checks.draft_page", draft_id=draft.id)


@rooms.get("/drafts/<uuid:draft_id>")
@needs(Verb.CONTINUE_DRAFT, _own)
def draft_page(own: Own) -> Response:
    if own.draft is None:
        return go("checks.receipt_page", check_id=own.id)
    return capture_page(own.draft)


@rooms.post("/drafts/<uuid:draft_id>/answers")
@needs(Verb.CONTINUE_DRAFT, _own)
def save_answers(own: Own) -> Response:
    try:
        given = schemas.read_page(schemas.SavedPage(), request.form)
        draft = save_page(own.id, given["page"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        return refused_page(own.draft, refusal)
    return saved(draft, given["page"], given["then"])


@rooms.post("/drafts/<uuid:draft_id>/deletion")
@needs(Verb.CONTINUE_DRAFT, _own)
def throw_away(own: Own) -> Response:
    if own.draft is None:
        return go("checks.receipt_page", check_id=own.id)
    plan, there = own.draft.requirement_id, {"kind": own.draft.kind, "service": own.draft.service_id}
    delete_draft(own.id, by=standing(), at=now())
    db.session.commit()
    receipt = say("The draft is deleted.")
    return go("checks.new_check", **({"requirement": plan} if plan else there), receipt=receipt)


@rooms.post("/checks")
@needs(Verb.CONTINUE_DRAFT, _named)
def finish(own: Own) -> Response:
    try:
        given = schemas.read_page(schemas.FinishedPage(), request.form)
        receipt = finish_draft(
            own.id,
            given["page"],
            by=standing(),
            at=now(),
            anyway=given["anyway"],
            on_its_own=given["on_its_own"],
        )
        db.session.commit()
    except Refusal as refusal:
        return refused_page(own.draft, refusal)
    if isinstance(receipt, Waiting):
        return waiting_page(own.draft, receipt)
    if receipt.state is Received.OTHER:
        raise Refusal(Why.STALE, *other_content(receipt.received_at))
    return go("checks.receipt_page", check_id=receipt.check_id)


@rooms.get("/checks/<uuid:check_id>/receipt")
@needs(Verb.CONTINUE_DRAFT, _finished)
def receipt_page(own: Own) -> Response:
    return show_receipt(own.check)


def _start_again(refusal: Refusal) -> Response:
    """The page that was sent, with what it says still needs another look and what was typed."""
    undo()
    found = _asked()
    if found is None:
        raise refusal
    return starting_page(found, refusal)
