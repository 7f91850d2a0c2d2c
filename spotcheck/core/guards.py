"""Some rows never change, and the database itself holds to it: triggers, declared beside the table they guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase

_TRIGGERS = ("never_changes", "never_goes")  # those on SQLite; PostgreSQL's go with their function
_declared: dict[str, list[tuple[str, str]]] = {}


def never_changes(model: type[DeclarativeBase], *columns: str, may_go: bool = False) -> None:
    """Have the database itself refuse to update these columns (all, when none is named) or delete a row.

    Rules R1, R2 and R11 say that some things never change; this holds against scripts and mistakes as well. `may_go`
    leaves deleting open, for what a retention rule must be able to take away.
    """
    table = cast("sa.Table", model.__table__)
    guards = list(_guards(table, columns or tuple(c.name for c in table.columns), may_go=may_go))
    _declared[table.name] = guards
    for create, dialect in guards:
        trigger = sa.DDL(create)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves DDL's constructor untyped
        sa.event.listen(table, "after_create", trigger.execute_if(dialect=dialect))


def lower_guards(connection: Connection) -> None:
    """Take the guards away inside this transaction, so that a migration can rebuild a table and move its rows."""
    for table in _declared_and_there(connection):
        if connection.dialect.name == "sqlite":
            for trigger in _TRIGGERS:
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{trigger}")
        else:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_never_changes() CASCADE")


def raise_guards(connection: Connection) -> None:
    """Put every guard up as the tables declare it now. SQLite drops them with each table that a migration rebuilds."""
    lower_guards(connection)
    for table in _declared_and_there(connection):
        for create, dialect in _declared[table]:
            if dialect == connection.dialect.name:
                connection.exec_driver_sql(create)


def _declared_and_there(connection: Connection) -> list[str]:
    there = set(sa.inspect(connection).get_table_names())
    return sorted(there & _declared.keys())


def _guards(table: sa.Table, columns: tuple[str, ...], *, may_go: bool) -> Iterator[tuple[str, str]]:
    name, listed = table.name, ", ".join(f'"{column}"' for column in columns)
    says = f"a row of {name} never changes"
    yield (
        f'CREATE TRIGGER {name}_never_changes BEFORE UPDATE OF {listed} ON "{name}" '
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
        "sqlite",
    )
    yield (
        f"CREATE FUNCTION {name}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{says}'; END $$",
        "postgresql",
    )
    yield (
        f'CREATE TRIGGER {name}_never_changes BEFORE UPDATE OF {listed} ON "{name}" '
        f"FOR EACH ROW EXECUTE FUNCTION {name}_never_changes()",
        "postgresql",
    )
    if not may_go:
        yield (
            f"CREATE TRIGGER {name}_never_goes BEFORE DELETE ON \"{name}\" BEGIN SELECT RAISE(ABORT, '{says}'); END",
            "sqlite",
        )
        yield (
            f'CREATE TRIGGER {name}_never_goes BEFORE DELETE ON "{name}" '
            f"FOR EACH ROW EXECUTE FUNCTION {name}_never_changes()",
            "postgresql",
        )
        yield (
            f'CREATE TRIGGER {name}_never_empties BEFORE TRUNCATE ON "{name}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_never_changes()",
            "postgresql",
        )
