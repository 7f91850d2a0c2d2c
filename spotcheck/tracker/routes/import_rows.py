"""Deciding about one row of an old plan: agreed, proposed, left out, or kept for later with what was said so far."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import import_schemas as schemas
from spotcheck.tracker import operations
from spotcheck.tracker.import_models import ActionImport, ImportedRow
from spotcheck.tracker.operations import Said
from spotcheck.tracker.queries import imports as queries
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.imports import load_import, rows_page
from spotcheck.tracker.rules import clarity
from spotcheck.tracker.rules.old_plan import Outcome
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, htmx
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class OpenedRow:
    one: ActionImport
    row: ImportedRow

    @property
    def thing(self) -> Thing:
        return self.one.thing


def load_row(import_id: uuid.UUID, number: int) -> OpenedRow | None:
    one = load_import(import_id)
    row = queries.row_numbered(one, number) if one is not None else None
    return OpenedRow(one, row) if one is not None and row is not None else None


@rooms.post("/actions/imports/<uuid:import_id>/rows/<int:number>")
@needs(Verb.CONTINUE_IMPORT, load_row)
def decide_row(opened: OpenedRow) -> Response:
    one, row = opened.one, opened.row
    number = row.number
    given: dict[str, Any] = {}
    try:
        given = read(schemas.RowDecided(), request.form)
        operations.keep_answers(row, schemas.as_kept(given), by=standing())
        _decide(one, row, given)
    except Refusal as refusal:
        if refusal.why is Why.NOT_YOU:
            raise
        db.session.rollback()
        if given:
            operations.keep_answers(row, schemas.as_kept(given), by=standing())
            db.session.commit()
        undo()  # what was answered is kept; the page only reads
        return rows_page(one, first=number, number=number, sent=request.form, refusal=refusal)
    db.session.commit()
    if htmx.partial:
        return rows_page(one, first=number, number=number)
    waiting = [one.number for one in queries.rows_of(one) if one.outcome is None]
    following = next((other for other in waiting if other > number), None)
    first = following if waiting and following not in waiting[: queries.A_PAGE] else None
    return go(
        ".import_page",
        import_id=one.id,
        first=first,
        _anchor=f"row-{following}" if following else None,
        receipt=_receipt(row, number),
    )


def _decide(one: ActionImport, row: ImportedRow, given: dict[str, Any]) -> None:
    match given["choice"]:
        case schemas.LATER:
            return
        case schemas.LEAVE_OUT:
            operations.leave_out(one, row, reason=given["reason"] or "", by=standing(), at=now())
        case choice:
            agreed = choice == schemas.AGREE
            operations.bring_row(one, row, _said(given), agreed=agreed, by=standing(), at=now())


def _said(given: dict[str, Any]) -> Said:
    return Said(
        service_id=given["service_id"],
        standard_id=given["standard_id"],
        title=given["title"] or "",
        change=given["change"] or "",
        lead_id=given["lead_id"],
        due_on=given["due_on"],
        support=clarity.support_needed(given["support"], none_needed=given["no_support"]),
        criteria=given["criteria"] or "",
        checklist_id=given["checklist_id"],
    )


def _receipt(row: ImportedRow, number: int) -> Sentence:
    match row.outcome:
        case Outcome.AGREED:
            return say("Row %(number)s is agreed.", number=number)
        case Outcome.PROPOSED:
            return say("Row %(number)s is proposed.", number=number)
        case Outcome.ALREADY:
            return say("Row %(number)s was here already.", number=number)
        case Outcome.LEFT_OUT:
            return say("Row %(number)s is left out.", number=number)
        case _:
            return say("What you wrote about row %(number)s is kept.", number=number)
