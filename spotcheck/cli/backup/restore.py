"""Restoring a backup: all of it or nothing, into an empty place unless told to take the place of what is there."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
import sqlalchemy as sa
from alembic.util import CommandError
from flask import Flask
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from spotcheck import tables
from spotcheck.app import create_app
from spotcheck.cli.backup.manifest import Manifest, refuse_other_versions
from spotcheck.cli.backup.read import rows_of, secret_of, verified
from spotcheck.cli.backup.rows import at_once, every_table, lines
from spotcheck.cli.prepare import bring_up_to_date, head, let_go, revisions
from spotcheck.core.database import db
from spotcheck.core.guards import lower_guards, raise_guards
from spotcheck.settings import CannotStart, Settings, data_folder


def restore(file: Path, data: Path | None, *, replace: bool) -> tuple[Flask, Manifest]:
    """Put back everything that the backup holds. What it asks for is looked at first; nothing is touched before.

    Refused when the backup is damaged or of another version, or when something is there and `replace` was not said.
    """
    manifest = verified(file)
    refuse_other_versions(manifest, head=head(), known=revisions())
    folder = data_folder(data)
    if not replace and _holds_anything(folder):
        raise CannotStart(
            f"There is something in {folder} already, and it was left alone. "
            "Choose an empty folder, or say --replace to have the backup in its place."
        )
    with _emptied_if_it_stops(folder):
        app = create_app(Settings.from_environment(data))
        try:
            _put_back(app, file, manifest, replace=replace)
        except (SQLAlchemyError, CommandError) as error:
            said = getattr(error, "orig", None) or error
            raise CannotStart(f"The database did not take the backup ({said}). Nothing was changed.") from error
        finally:
            let_go(app)
        if manifest.secret is not None:
            _keep_secret(folder, secret_of(file))
    return app, manifest


def _put_back(app: Flask, file: Path, manifest: Manifest, *, replace: bool) -> None:
    """In one transaction: the rows, and before them the tables of an empty database (those that migrations make)."""
    with app.app_context():
        empty = not sa.inspect(db.engine).get_table_names()
        if not empty:
            bring_up_to_date(app)
        with db.engine.begin() as connection:
            if empty:
                tables.METADATA.create_all(connection)
            elif _holds_rows(connection):
                _clear(connection, replace=replace)
            _fill(connection, file)
            _read_back(connection, manifest)
            raise_guards(connection)
        if empty:
            alembic.command.stamp(app.extensions["migrate"].migrate.get_config(), "head")


def _clear(connection: Connection, *, replace: bool) -> None:
    if not replace:
        raise CannotStart(
            "This database holds an organisation already, and it was left alone. "
            "Choose an empty database, or say --replace to have the backup in its place."
        )
    lower_guards(connection)
    for table in reversed(every_table()):
        connection.execute(sa.delete(table))


def _fill(connection: Connection, file: Path) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # until the transaction ends
    for table in every_table():
        for some in _by_the_dozen(_named_first(file, table), at_once(table)):
            connection.execute(sa.insert(table), some)


def _named_first(file: Path, table: sa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table; those that name another row of it come after those that name none."""
    own = [link.parent.name for link in table.foreign_keys if link.column.table is table]
    naming = [name for name in own if name not in table.primary_key.columns]
    yield from (row for row in rows_of(file, table) if all(row[name] is None for name in naming))
    if naming:
        yield from (row for row in rows_of(file, table) if any(row[name] is not None for name in naming))


def _read_back(connection: Connection, manifest: Manifest) -> None:
    """What the database now holds is, row for row, what the backup was made of."""
    for table in every_table():
        whole = hashlib.sha256()
        for line in lines(connection, table):
            whole.update(line)
        if whole.hexdigest() != manifest.tables[table.name].sha256:
            raise CannotStart(f"The table {table.name} reads back other than it was kept. Nothing was changed.")


def _by_the_dozen(rows: Iterator[dict[str, Any]], most: int) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == most:
            yield some
            some = []
    if some:
        yield some


def _holds_rows(connection: Connection) -> bool:
    return any(connection.execute(sa.select(table).limit(1)).first() is not None for table in every_table())


def _holds_anything(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


@contextmanager
def _emptied_if_it_stops(folder: Path) -> Iterator[None]:
    """A folder that was empty is empty again when the restore does not come to its end."""
    was_empty = not _holds_anything(folder)
    try:
        yield
    except BaseException:
        if was_empty and folder.is_dir():
            for inside in folder.iterdir():
                shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        raise


def _keep_secret(folder: Path, secret: str) -> None:
    """The secret that came with the backup, so that cookies stay good; nobody but the owner reads it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ours = folder / f"secret.{os.getpid()}"
    with os.fdopen(os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
        kept.write(secret)
    ours.replace(folder / "secret")
