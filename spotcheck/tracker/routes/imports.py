"""Bringing the open actions of an old plan: the file, and the page that says what became of each of its rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.forms import read, tidy
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.sheets import read_sheets
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.organisation.told import tell
from spotcheck.tracker import import_schemas as schemas
from spotcheck.tracker import operations
from spotcheck.tracker.import_models import ActionImport, ImportedRow
from spotcheck.tracker.queries import imports as queries
from spotcheck.tracker.routes import import_forms, rooms
from spotcheck.tracker.rules import history_words, old_plan
from spotcheck.tracker.rules.old_plan import OUTCOME_NAMES, Outcome
from spotcheck.tracker.rules.words import reference
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

LIST, PAGE = "tracker/imports/imports.html", "tracker/imports/import.html"


def load_import(import_id: uuid.UUID) -> ActionImport | None:
    return queries.action_import(standing().organisation_id, import_id)


@rooms.get("/actions/imports")
@needs(Verb.BRING_ACTIONS)
def imports_page() -> Response:
    return _imports()


@rooms.post("/actions/imports")
@needs(Verb.BRING_ACTIONS)
def bring_file() -> Response:
    try:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise Refusal(Why.INVALID, fields={"file": say("Choose the file with your action plan.")})
        name = str(tidy(sent.filename)).replace("\n", " ")[-120:] or str(say("a file"))
        made = operations.bring_file(name, read_sheets(sent.read()), by=standing(), at=now())
    except Refusal as refusal:
        undo()
        return _imports(refusal)
    import_id = made.id
    db.session.commit()
    return go(".import_page", import_id=import_id, receipt=say("The file was read. Nothing is brought in yet."))


@rooms.get("/actions/imports/<uuid:import_id>")
@needs(Verb.CONTINUE_IMPORT, load_import)
def import_page(one: ActionImport) -> Response:
    asked = read(schemas.ImportAsked(), request.args)
    if one.settled_at is None or (asked["columns"] and one.sheets is not None):
        return import_forms.columns_again(one)
    return rows_page(one, first=asked["first"] or 0)


def rows_page(
    one: ActionImport,
    *,
    first: int = 0,
    number: int | None = None,
    sent: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    """The pass over the rows that wait, from `first` on, and what became of the others.

    `number`: the row that was just decided, or that came back with `refusal` and what was `sent`; htmx gets that one.
    """
    rows = queries.rows_of(one)
    waiting = [row for row in rows if row.outcome is None]
    shown = [row for row in waiting if row.number >= first][: queries.A_PAGE]
    if refusal is not None and number not in {row.number for row in shown}:
        shown = [row for row in waiting if row.number == number]
    after = [row.number for row in waiting if shown and row.number > shown[-1].number]
    found = import_forms.rows_shown(one, rows, shown, standing(), at=now())
    card = next((card for card in found["cards"] if card["number"] == number), None)
    if card is not None:
        card.update(import_forms.came_back(card, sent or {}, refusal) if refusal else import_forms.kept(card))
    results = _results([row for row in rows if row.outcome])
    return respond(
        PAGE,
        part="tracker/imports/_one.html",
        also=("tracker/imports/_heading.html",),
        status=status_of(refusal) if refusal else 200,
        one=one,
        back=import_forms.back(),
        heading=_heading(len(rows), len(waiting)),
        counts=old_plan.became(Counter(row.outcome for row in rows if row.outcome)),
        may_settle=one.sheets is not None,
        waiting=len(waiting),
        more=url_for(".import_page", import_id=one.id, first=after[0]) if after else None,
        results=results,
        card=card,
        result=next((result for result in results if result["number"] == number), None),
        lines=tell(
            history.lines(one.organisation_id, "import", one.id),
            lambda line: history_words.IMPORT[line.what],
            lambda line: history_words.changes_in_words(line.payload or {}, {}),
        ),
        **found,
    )


def _imports(refusal: Refusal | None = None) -> Response:
    return respond(
        LIST,
        status=status_of(refusal) if refusal else 200,
        wrong=refusal.fields if refusal else {},
        imports=[
            {
                "name": one.file_name,
                "at": one.made_at,
                "href": url_for(".import_page", import_id=one.id),
                "says": _state(one, rows, waiting),
            }
            for one, rows, waiting in queries.imports_of(standing())
        ],
    )


def _state(one: ActionImport, rows: int, waiting: int) -> Sentence:
    if one.settled_at is None:
        return say("Next: say which column is what.")
    if waiting:
        return say_n("One of %(rows)s rows waits for you.", "%(n)s of %(rows)s rows wait for you.", waiting, rows=rows)
    return say_n("One row, decided.", "All %(n)s rows are decided.", rows)


def _heading(rows: int, waiting: int) -> Sentence:
    if waiting:
        return say_n("One row waits for you", "%(n)s rows wait for you", waiting)
    return say_n("One row, and what became of it", "%(n)s rows, and what became of each", rows)


def _results(rows: Sequence[ImportedRow]) -> list[dict[str, Any]]:
    """What became of each row, by its number in the file."""
    numbers = queries.numbers_of(standing().organisation_id, [row.action_id for row in rows])
    return [
        {
            "number": row.number,
            "title": import_forms.title_of(row),
            "outcome": OUTCOME_NAMES[Outcome(row.outcome or "")],
            "reason": row.reason,
            "ended": old_plan.is_ended(row.fields) and row.outcome == Outcome.PROPOSED,
            "reference": reference(numbers[row.action_id]) if row.action_id in numbers else None,
            "href": url_for(".action_page", action_id=row.action_id) if row.action_id else None,
        }
        for row in rows
    ]
