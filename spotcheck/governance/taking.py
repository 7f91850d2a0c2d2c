"""Taking rows away, each with everything that goes with it. Nothing here asks whether it is time: `erasing` has."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import Base, db
from spotcheck.core.history import HistoryLine
from spotcheck.governance.due_queries import in_batches
from spotcheck.governance.register import GOES_WITH, HISTORY_OF

_Part = tuple[sa.Table, sa.Column[Any], list[uuid.UUID]]


def take(organisation_id: uuid.UUID, table: str, ids: Collection[uuid.UUID], *, itself: bool = True) -> None:
    """These rows and all that goes with them, the last first; their history loses its details and stays whole.

    `itself` False: the rows stay (a person's), and only what goes with them is taken.
    """
    for some in in_batches(ids):
        parts = list(_with_all(organisation_id, table, some))
        order = list(Base.metadata.sorted_tables)
        for part, column, named in sorted(parts, key=lambda one: order.index(one[0]), reverse=True):
            if itself or part.name != table:
                db.session.execute(sa.delete(part).where(part.c.organisation_id == organisation_id, column.in_(named)))
    db.session.expire_all()


def silence(organisation_id: uuid.UUID, kind: str, ids: Collection[uuid.UUID]) -> None:
    """Take the details out of the history of these things; what is chained stays, so the chain verifies (R11)."""
    for some in in_batches(ids):
        _without_details(organisation_id, HistoryLine.kind == kind, HistoryLine.thing_id.in_(some))


def silence_lines(organisation_id: uuid.UUID, ids: Collection[uuid.UUID]) -> None:
    """The same for single lines."""
    for some in in_batches(ids):
        _without_details(organisation_id, HistoryLine.id.in_(some))


def _without_details(organisation_id: uuid.UUID, *which: sa.ColumnElement[bool]) -> None:
    db.session.execute(
        sa.update(HistoryLine)
        .where(HistoryLine.organisation_id == organisation_id, HistoryLine.payload.is_not(None), *which)
        .values(payload=None, salt=None)
    )


def _with_all(organisation_id: uuid.UUID, table: str, ids: list[uuid.UUID]) -> Iterator[_Part]:
    """What is deleted: (table, column, values), for these rows and, further and further, what goes with them."""
    if not ids:
        return
    of = Base.metadata.tables[table]
    if table in HISTORY_OF:
        silence(organisation_id, table, ids)
    yield of, of.c.id, ids
    for child, links in GOES_WITH.items():
        for column, parent in links:
            if parent == table and child in Base.metadata.tables:
                yield from _of_parent(organisation_id, Base.metadata.tables[child], column, ids)


def _of_parent(organisation_id: uuid.UUID, child: sa.Table, column: str, ids: list[uuid.UUID]) -> Iterator[_Part]:
    if "id" not in child.c:  # a part of its parent, such as an answer
        yield child, child.c[column], ids
        return
    query = sa.select(child.c.id).where(child.c.organisation_id == organisation_id, child.c[column].in_(ids))
    yield from _with_all(organisation_id, child.name, list(db.session.scalars(query)))
