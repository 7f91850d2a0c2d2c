"""Rows as they lie in the tables, past every model and query of the product."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import Base, db

Row = dict[str, Any]


def rows(table: str, **where: Any) -> list[Row]:
    """The rows of this table in which these columns hold these values, in the order of their ids."""
    of = Base.metadata.tables[table]
    query = sa.select(of).where(*(of.c[name] == value for name, value in where.items())).order_by(*of.primary_key)
    return [dict(row) for row in db.session.execute(query).mappings()]


def one(table: str, **where: Any) -> Row:
    [found] = rows(table, **where)
    return found
