"""Bringing an old plan: the file that was brought, and what its columns are. Its rows: operations/imported_rows.py."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.columns import guess, headers_key
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.sheets import Line, Sheet
from spotcheck.core.words import Sentence, listed, say
from spotcheck.tracker.import_models import ActionImport, ImportColumns, ImportedRow
from spotcheck.tracker.queries import imports as queries
from spotcheck.tracker.rules import old_plan
from spotcheck.tracker.rules.meant import service_meant
from spotcheck.tracker.rules.old_plan import HEADERS, Field, Outcome


def bring_file(file_name: str, sheets: Sequence[Sheet], *, by: Standing, at: datetime) -> ActionImport:
    """Keep what was read of a file. Where its headers were settled before, its rows are there at once."""
    take_turn(by.organisation_id)
    guesses = [guess(sheet, HEADERS) for sheet in sheets]
    best = max(range(len(sheets)), key=lambda at: (len(guesses[at].columns), len(sheets[at].lines), -at))
    made = add(
        ActionImport(
            organisation_id=by.organisation_id,
            id=new_id(),
            file_name=file_name,
            made_at=at,
            made_by_id=by.person_id,
            sheets=[_kept(sheet) for sheet in sheets],
            sheet=best,
            line=guesses[best].line,
            columns=dict(guesses[best].columns),
        )
    )
    record(made, "file brought", by=by, at=at, after={"file": file_name})
    _as_remembered(made, by=by, at=at)
    return made


def choose_headers(one: ActionImport, *, sheet: int, number: int | None, by: Standing, at: datetime) -> None:
    """Another sheet, or another row as the headers (`number` None: find them); the columns are guessed anew."""
    take_turn(by.organisation_id, one)
    _refuse_decided(one)
    sheets = sheets_of(one)
    if not 0 <= sheet < len(sheets):
        raise Refusal(Why.INVALID, fields={"sheet": say("Choose one of the sheets of this file.")})
    if number is None:
        found = guess(sheets[sheet], HEADERS)
        one.line = found.line
    else:
        one.line = _place_of(sheets[sheet], number)
        found = guess(Sheet("", sheets[sheet].lines[one.line : one.line + 1]), HEADERS)
    one.sheet, one.columns, one.remembered, one.settled_at = sheet, dict(found.columns), False, None
    _drop_rows(one)
    record(one, "headers chosen", by=by, at=at)


def settle_columns(
    one: ActionImport, columns: Mapping[str, int], *, service_id: uuid.UUID | None = None, by: Standing, at: datetime
) -> None:
    """Say which column is what; the rows are read by it, and the next file with these headers is read the same way.

    `service_id`: where rows belong that name no service. A row that became an action before is here already."""
    take_turn(by.organisation_id, one)
    _refuse_decided(one)
    sheet = sheets_of(one)[one.sheet]
    rows = old_plan.rows_below(sheet, one.line, columns)
    wrong = old_plan.columns_refused(columns, width=_width(sheet), rows=len(rows))
    if service_id is not None and service_id not in dict(queries.services_to_bring_to(by)):
        wrong["service_id"] = say("Choose one of your services.")
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    _drop_rows(one)
    one.columns, one.service_id, one.settled_at = dict(columns), service_id, at
    one.said = [str(said) for said in said_of(one)]
    for row in rows:
        db.session.add(
            ImportedRow(
                organisation_id=one.organisation_id,
                id=new_id(),
                import_id=one.id,
                number=row.number,
                digest=old_plan.digest(row.fields),
                fields=dict(row.fields),
                written=[{"header": header, "text": text} for header, text in row.written],
            )
        )
    _remember(one, headers_key(sheet.lines[one.line].cells), columns)
    record(one, "columns settled", by=by, at=at)
    _recognise(one, by=by)


def sheets_of(one: ActionImport) -> list[Sheet]:
    """What was read of the file, while it is kept."""
    return [
        Sheet(
            kept["name"],
            tuple(Line(number, tuple(cells)) for number, cells in kept["lines"]),
            tuple(say("%(said)s", said=said) for said in kept["said"]),
        )
        for kept in one.sheets or ()
    ]


def said_of(one: ActionImport) -> list[Sentence]:
    """What whoever brought it should know of its sheet, and that only this one is read."""
    sheets = sheets_of(one)
    others = [sheet.name for at, sheet in enumerate(sheets) if at != one.sheet]
    left = [say("Only this sheet is read, not %(names)s.", names=listed(others))] if others else []
    return [*sheets[one.sheet].said, *left]


def record(
    one: ActionImport,
    what: str,
    *,
    by: Standing,
    at: datetime,
    after: Mapping[str, object] | None = None,
    reason: str | None = None,
) -> None:
    """A line in the history of this file."""
    history.record(
        one.organisation_id,
        what=what,
        kind="import",
        thing_id=one.id,
        by=by.person_id,
        at=at,
        after=after,
        reason=reason,
    )


def _as_remembered(made: ActionImport, *, by: Standing, at: datetime) -> None:
    sheet = sheets_of(made)[made.sheet]
    known = queries.remembered_columns(made.organisation_id, headers_key(sheet.lines[made.line].cells))
    if known is None:
        return
    made.columns, made.remembered = dict(known.columns), True
    names_service = Field.SERVICE in known.columns or len(queries.services_to_bring_to(by)) == 1
    rows = len(sheet.lines) - made.line - 1
    if names_service and not old_plan.columns_refused(known.columns, width=_width(sheet), rows=rows):
        settle_columns(made, known.columns, by=by, at=at)


def _recognise(one: ActionImport, *, by: Standing) -> None:
    """Rows that became actions before are here already, each in its service."""
    rows = queries.rows_of(one)
    before = queries.brought_before(one.organisation_id, [row.digest for row in rows])
    services = queries.services_to_bring_to(by)
    for row in rows:
        meant = service_meant(row.fields.get(Field.SERVICE, ""), services, one.service_id)
        if meant.id is not None and (action_id := before.get((row.digest, meant.id))):
            row.outcome, row.action_id = Outcome.ALREADY.value, action_id


def _remember(one: ActionImport, headers: str, columns: Mapping[str, int]) -> None:
    known = queries.remembered_columns(one.organisation_id, headers)
    if known is None:
        add(ImportColumns(organisation_id=one.organisation_id, id=new_id(), headers=headers, columns=dict(columns)))
    else:
        known.columns = dict(columns)


def _refuse_decided(one: ActionImport) -> None:
    if one.sheets is None:
        raise Refusal(Why.NOT_NOW, say("Some rows are decided already, so the columns stay as they are."))


def _place_of(sheet: Sheet, number: int) -> int:
    found = next((at for at, line in enumerate(sheet.lines) if line.number == number), None)
    if found is None:
        raise Refusal(Why.INVALID, fields={"line": say("Row %(number)s has nothing in it.", number=number)})
    return found


def _drop_rows(one: ActionImport) -> None:
    db.session.execute(
        sa.delete(ImportedRow).where(
            ImportedRow.organisation_id == one.organisation_id, ImportedRow.import_id == one.id
        )
    )


def _width(sheet: Sheet) -> int:
    return max((len(line.cells) for line in sheet.lines), default=0)


def _kept(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "lines": [[line.number, list(line.cells)] for line in sheet.lines],
        "said": [str(said) for said in sheet.said],
    }
