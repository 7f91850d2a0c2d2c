"""Indexes of the few open actions for which something holds, so that finding them does not read all of them."""

from __future__ import annotations

import sqlalchemy as sa

DRIFTED, REPEATED = FEW = ("ix_action_drifted", "ix_action_repeated")


def few(name: str, sqlite: str, postgresql: str) -> sa.Index:
    """The few open actions of an organisation for which this holds, in the order of a list; for each database in the
    very words in which a query asks it."""
    in_sqlite, in_postgresql = (sa.text(f"{where} AND stands_on IS NOT NULL") for where in (sqlite, postgresql))
    columns = ("organisation_id", "stands_on", "id")
    return sa.Index(name, *columns, sqlite_where=in_sqlite, postgresql_where=in_postgresql)
