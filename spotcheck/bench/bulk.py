"""Many rows at once, past every rule: only for made-up data that is measured and thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def big_tables(most: int) -> list[str]:
    """The tables with more rows than `most`."""
    names = sa.inspect(db.engine).get_table_names()
    return [name for name in names if (db.session.scalar(_count(name)) or 0) > most]


def _count(name: str) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(sa.table(name))


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
