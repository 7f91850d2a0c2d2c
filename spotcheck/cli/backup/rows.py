"""A row as a line of JSON and back: the same line from SQLite and from PostgreSQL, so that digests can be compared."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from spotcheck import tables
from spotcheck.core.database import Moment

AT_ONCE = 500
AT_ONCE_WITH_PICTURES = 20  # each row may be a quarter of a megabyte


def every_table() -> list[sa.Table]:
    """All tables, each after those it links to."""
    return list(tables.METADATA.sorted_tables)


def lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    """The rows of a table in the order of their keys, a line each."""
    query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=at_once(table))
    for row in connection.execute(query).mappings():
        yield as_line(dict(row))


def at_once(table: sa.Table) -> int:
    """How many rows of this table are held in memory at the same time."""
    pictures = any(isinstance(column.type, sa.LargeBinary) for column in table.columns)
    return AT_ONCE_WITH_PICTURES if pictures else AT_ONCE


def as_line(row: dict[str, Any]) -> bytes:
    plain = {name: _plain(value) for name, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def as_row(line: bytes, table: sa.Table) -> dict[str, Any]:
    """The values as the table takes them; ValueError or KeyError when the line is not a row of it."""
    given: dict[str, Any] = json.loads(line)
    if given.keys() != set(table.columns.keys()):
        raise ValueError(f"this is not a row of {table.name}")
    return {column.name: _typed(given[column.name], column.type) for column in table.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value) if isinstance(value, uuid.UUID) else value


def _typed(value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.Uuid):
        return uuid.UUID(value)
    if isinstance(kind, sa.LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
