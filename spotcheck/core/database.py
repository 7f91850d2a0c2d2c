"""The database: types, the base of every table, keys by organisation, and how a transaction begins.

SQLite: the driver's own transaction handling is off, because it loses updates without a word. A request that only reads
begins with BEGIN; everything else stands in line in this process (`core.turns`) and begins with BEGIN IMMEDIATE, which
queues for the one write lock.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.pool import Pool

from spotcheck.core.ids import new_id
from spotcheck.core.turns import Turns

SECONDS_TO_WAIT = 20  # for the write lock of SQLite
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Moment(sa.TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    # The map is on the registry: Flask-SQLAlchemy copies this class, and a copied map is refused.
    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            uuid.UUID: sa.Uuid(),
            datetime: Moment(),
            date: sa.Date(),
            str: sa.Text(),
            dict[str, Any]: Json,
            list[str]: Json,
            list[dict[str, Any]]: Json,
        },
    )
    metadata = registry.metadata


db = SQLAlchemy(model_class=Base)
Row = TypeVar("Row", bound=Base)


class Owned:
    """Rows of one organisation: `organisation_id` leads the key, so no link can cross to another (R12)."""

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, sort_order=-2
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


def link(column: str, table: str) -> sa.ForeignKeyConstraint:
    """A link inside one organisation: (organisation_id, column) to (organisation_id, id) of `table`."""
    return sa.ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.id"])


def add(row: Row) -> Row:
    """Put one row into the database now, so that the next may link to it."""
    db.session.add(row)
    db.session.flush()
    return row


_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Inside, new transactions only read (BEGIN on SQLite)."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def engine_options(url: str) -> dict[str, Any]:
    """What Flask-SQLAlchemy is told for this database."""
    if url.startswith("sqlite"):
        return {"connect_args": {"isolation_level": None, "timeout": SECONDS_TO_WAIT}}
    return {"pool_pre_ping": True, "connect_args": {"prepare_threshold": None}}


def look_at_sizes() -> None:
    """On SQLite, count a sample of what each index holds, so that the database knows which index fits a query; some
    milliseconds, however large the tables are. PostgreSQL does this by itself."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")


ROWS_LOOKED_AT = 1000  # of each index

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={SECONDS_TO_WAIT * 1000}",
    "recursive_triggers=ON",  # so that REPLACE, which deletes, meets the triggers of `never_changes`
)


@sa.event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@sa.event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if _reading.get():
        connection.exec_driver_sql("BEGIN")
        return
    if _TURN not in connection.info:
        turns = _turns.setdefault(connection.engine.pool, Turns())
        connection.info[_TURN] = turns if turns.take(SECONDS_TO_WAIT) else None
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@sa.event.listens_for(Pool, "checkin")
def _end_turn(_connection: Any, record: Any) -> None:
    """After COMMIT or ROLLBACK, whichever way it went: the connection is back, and the next writer may go."""
    turns: Turns | None = record.info.pop(_TURN, None)
    if turns is not None:
        turns.give_back()


_TURN = "turn"
_turns: WeakKeyDictionary[Pool, Turns] = WeakKeyDictionary()
