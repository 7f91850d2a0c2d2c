"""How a migration runs: one process at a time, in one transaction, with every link checked before it is kept.

On SQLite a table is changed by building it anew. With foreign keys on, that would take the rows of other tables with
it, so they are off meanwhile. It also drops the triggers that guard rows which never change: those are lowered before
and put up after, as the tables declare them now: version files say nothing of them. (A change of a guard alone needs a
version file too; it may be empty.)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from spotcheck.core.database import Moment
from spotcheck.core.guards import lower_guards, raise_guards

ONE_AT_A_TIME = 0x5C07C4EC  # the lock's name on PostgreSQL: any number, as long as it stays the same
WAIT = 600_000  # milliseconds for another process to finish


def migrate() -> None:
    migrations = current_app.extensions["migrate"]
    moved: list[Any] = []
    with migrations.db.engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
        _wait_for_our_turn(connection)
        context.configure(
            connection=connection,
            target_metadata=migrations.db.metadata,
            render_item=_render,
            on_version_apply=lambda **step: moved.append(step),
            **migrations.configure_args,
        )
        if _is_behind():
            lower_guards(connection)
        context.run_migrations()
        if moved:
            _check_links(connection)
            raise_guards(connection)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """A pragma inside a transaction does nothing, so this goes to the driver before one begins."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    waited = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute(f"PRAGMA busy_timeout={WAIT}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={waited}")
        driver.execute("PRAGMA foreign_keys=ON")


def _wait_for_our_turn(connection: Connection) -> None:
    """On SQLite the transaction itself is the lock: it began with BEGIN IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:name)"), {"name": ONE_AT_A_TIME})


def _is_behind() -> bool:
    return set(context.get_context().get_current_heads()) != set(context.script.get_heads())


def _check_links(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise RuntimeError(f"{len(broken)} rows would link to nothing, in {tables}: nothing was changed")


def _render(kind: str, item: Any, autogen: Any) -> str | bool:
    """A version file names SQLAlchemy's types only, so that it still reads when ours have moved on."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):  # Alembic would leave out an import
        autogen.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")'
    return False


if context.is_offline_mode():
    raise SystemExit("Migrations need the database: they look at what is there.")
migrate()
