"""Files to take away: sent as they are read, so that a long one needs no more memory than a short one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask import stream_with_context
from werkzeug.wrappers import Response

from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.csv_text import lines
from spotcheck.core.words import Sentence, say
from spotcheck.core.workbook import pieces, workbook
from spotcheck.organisation.told import Told
from spotcheck.web.filters import spoken
from spotcheck.web.guard import now


def csv_file(name: str, header: Sequence[Sentence], rows: Iterable[Sequence[Any]]) -> Response:
    """`name-2026-11-27.csv`: days and moments as a spreadsheet sorts them, sentences in the reader's language.

    `rows` may be read from the database one after the other; what could be refused is to be asked before.
    """
    content = lines([str(spoken(one)) for one in header], ([_cell(value) for value in row] for row in rows))
    return Response(
        stream_with_context(_in_pieces(content)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}-{local_date(now())}.csv"'},
    )


def xlsx_file(name: str, title: Sentence, header: Sequence[Sentence], rows: Iterable[Sequence[Any]]) -> Response:
    """The same as a workbook: days are days, numbers are numbers, everything else is text."""
    told = ([_typed(value) for value in row] for row in rows)
    file = workbook(str(spoken(title)), [str(spoken(one)) for one in header], told)
    return Response(
        pieces(file),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}-{local_date(now())}.xlsx"'},
    )


def history_file(name: str, told: Sequence[Told], *, names: bool) -> Response:
    """The history that a page shows, as a file. `names` False: for a reader, who sees none (R12)."""
    header = [say("When"), say("Received"), *([say("Who")] if names else []), say("What"), say("Reason")]
    return csv_file(name, [*header, say("From what to what")], (_line(one, names=names) for one in told))


def _line(told: Told, *, names: bool) -> list[Any]:
    changes = "; ".join(f"{spoken(of)}: {_from(before)}{spoken(after)}" for of, before, after in told.changes)
    return [told.done_at, told.received_at, *([told.who] if names else []), told.what, told.reason, changes]


def _from(before: Any) -> str:
    return "" if before in (None, "") else f"{spoken(before)} → "


def _in_pieces(content: Iterable[str], most: int = 16_000) -> Iterator[bytes]:
    """Some lines at once: a packet each would be slow."""
    waiting: list[str] = []
    size = 0
    for line in content:
        waiting.append(line)
        size += len(line)
        if size > most:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _typed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).replace(tzinfo=None)
    return value if value is None or isinstance(value, (date, int)) else str(spoken(value))


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(spoken(value))
