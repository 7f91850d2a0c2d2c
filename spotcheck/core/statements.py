"""Statements that every delivery needs, written with SQLAlchemy and sent by the driver itself.

SQLAlchemy works out how to say a statement each time it is executed, and makes a dozen objects around its rows. That is
nothing for a page; for what is asked of every envelope it was most of the time (docs/performance.md). Here the SQL and
the way of each value, in and out, are worked out once, from the same statement and the same types. The connection, the
transaction and what is raised stay those of the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from spotcheck.core.database import Base, db

Values = Mapping[str, Any]
Way = Callable[[Any], Any] | None  # of one value, in or out; None: as it is


class Statement:
    """One statement, kept in a module. Its parameters are named; each has a type, and none is a list (`IN`)."""

    def __init__(self, statement: sa.SelectBase | sa.Insert | sa.Update) -> None:
        self._statement = statement
        self._forms: WeakKeyDictionary[Dialect, _Form] = WeakKeyDictionary()

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What it finds, in the session's transaction, after what the session has still to write."""
        return self._send((values,))

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        """The one row that there can be."""
        found = self._send((values,))
        return found[0] if found else None

    def do(self, *rows: Values) -> None:
        """Change something, once for each of these."""
        self._send(rows)

    def _send(self, rows: tuple[Values, ...]) -> list[tuple[Any, ...]]:
        session = db.session()
        session.flush()
        connection = session.connection()
        form = self._form(connection.dialect)
        sent: Any = [form.sent(values) for values in rows] if len(rows) > 1 else form.sent(rows[0])
        cursor = connection.connection.cursor()
        try:
            for hears in connection.dispatch.before_cursor_execute:  # whoever counts statements
                hears(connection, cursor, form.sql, sent, None, len(rows) > 1)
            if len(rows) > 1:
                cursor.executemany(form.sql, sent)
            else:
                cursor.execute(form.sql, sent)
            return [form.found(row) for row in cursor.fetchall()] if form.out else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise _in_our_terms(error, form.sql, connection) from error
        finally:
            cursor.close()

    def _form(self, dialect: Dialect) -> _Form:
        found = self._forms.get(dialect)
        if found is None:
            found = self._forms[dialect] = _said_to(dialect, self._statement)
        return found


def put(row: Base) -> None:
    """Insert one row at once, without the session keeping watch of it: for rows that are only ever added, and often."""
    given = vars(row)
    insert_into(row.__table__).do({name: given.get(name) for name in row.__table__.columns.keys()})  # noqa: SIM118


@cache
def insert_into(table: sa.FromClause) -> Statement:
    """Rows of this table. Every column is named each time: nothing has a default here."""
    return Statement(sa.insert(table).inline())  # type: ignore[arg-type]  # SQLAlchemy types __table__ as FromClause


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one kind of database takes it. `into`: its parameters, in order where they have no names."""

    sql: str
    named: bool
    fixed: Values
    into: tuple[tuple[str, Way], ...]
    out: tuple[Way, ...]

    def sent(self, values: Values) -> Any:
        whole = {**self.fixed, **values}
        if self.named:
            return {name: way(whole[name]) if way else whole[name] for name, way in self.into}
        return tuple([way(whole[name]) if way else whole[name] for name, way in self.into])

    def found(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple([way(value) if way else value for way, value in zip(self.out, row, strict=True)])


def _said_to(dialect: Dialect, statement: Any) -> _Form:
    compiled = statement.compile(dialect=dialect)
    ways: dict[str, Way] = {}
    for parameter, name in compiled.bind_names.items():
        if isinstance(parameter.type, sa.types.NullType):
            raise TypeError(f"{name} has no type: {compiled}")
        ways[name] = _type(parameter.type, dialect).bind_processor(dialect)
    columns = statement.selected_columns if isinstance(statement, sa.SelectBase) else ()
    return _Form(
        sql=str(compiled),
        named=not compiled.positional,
        fixed={name: value for name, value in compiled.params.items() if value is not None},
        into=tuple((name, ways[name]) for name in compiled.positiontup or ways),
        out=tuple(_type(column.type, dialect).result_processor(dialect, None) for column in columns),
    )


def _type(of: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return of.dialect_impl(dialect)


def _in_our_terms(error: Exception, sql: str, connection: Connection) -> BaseException:
    """As SQLAlchemy says it, without the values; a connection that is gone is not given to anybody again."""
    dialect, ours = connection.dialect, connection.connection
    gone = dialect.is_disconnect(error, ours.dbapi_connection, None)  # type: ignore[arg-type]  # any driver's
    if gone:
        connection.invalidate(error)
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, base, connection_invalidated=gone, dialect=dialect)
