"""Many rows at once, past every rule: only for made-up data that is measured and thrown away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import Base, db


def pour(model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert these rows by the driver alone; a column that a row leaves out holds what the model says."""
    table: Any = model.__table__
    columns = [one for one in table.columns if one.default is not None or one.server_default is None]
    named = ", ".join(f'"{column.name}"' for column in columns)
    cursor: Any = db.session.connection().connection.cursor()
    if _is_postgresql():
        with cursor.copy(f'COPY "{table.name}" ({named}) FROM STDIN') as copy:
            for row in _as_tuples(columns, rows):
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in columns)
    cursor.executemany(f'INSERT INTO "{table.name}" ({named}) VALUES ({marks})', _as_tuples(columns, rows))  # noqa: S608  our own names


def without_links() -> None:
    """From here on this connection looks up no links between rows. Called before anything else is done with it."""
    if _is_postgresql():
        db.session.execute(sa.text("SET session_replication_role = replica"))
    else:
        driver: Any = db.session.connection().connection.driver_connection
        driver.execute("COMMIT")
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("BEGIN IMMEDIATE")


def with_links() -> None:
    """As it was before `without_links`. Called after the commit."""
    if _is_postgresql():
        db.session.execute(sa.text("SET session_replication_role = origin"))
        db.session.commit()
    db.session.remove()
    db.engine.dispose()


@dataclass(frozen=True, slots=True)
class Big:
    """The tables with many rows: of all organisations together, and of the one that asks."""

    together: frozenset[str]
    of_one: frozenset[str]


def big_tables(most: int, organisation_id: uuid.UUID, most_of_one: int) -> Big:
    """The tables with more rows than `most`, and those of which this organisation has more than `most_of_one`."""
    counted = [
        (
            table.name,
            db.session.scalar(_count(table, None)) or 0,
            db.session.scalar(_count(table, organisation_id)) or 0,
        )
        for table in Base.metadata.sorted_tables
    ]
    together = frozenset(name for name, rows, _ in counted if rows > most)
    return Big(together, frozenset(name for name, _, rows in counted if rows > most_of_one))


def _count(table: sa.Table, of: uuid.UUID | None) -> sa.Select[int]:
    query = sa.select(sa.func.count()).select_from(table)
    return query.where(table.c.organisation_id == of) if of and "organisation_id" in table.c else query


def _as_tuples(columns: Sequence[Any], rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    dialect = db.engine.dialect
    made_by = [(one.key, one.type.dialect_impl(dialect).bind_processor(dialect), _usual(one)) for one in columns]
    for row in rows:
        values = ((row.get(key, usual), made) for key, made, usual in made_by)
        yield tuple(made(value) if made and value is not None else value for value, made in values)


def _usual(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None


def _is_postgresql() -> bool:
    return bool(db.engine.dialect.name == "postgresql")
