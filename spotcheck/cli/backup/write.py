"""Making a backup: everything as it is at one moment, while people go on working."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Flask
from sqlalchemy.engine import Connection

from spotcheck import __version__
from spotcheck.cli.backup import manifest as about
from spotcheck.cli.backup.manifest import Manifest, Part, table_file
from spotcheck.cli.backup.read import verified
from spotcheck.cli.backup.rows import every_table, lines
from spotcheck.cli.prepare import head, let_go, revision
from spotcheck.core.database import db, reading
from spotcheck.settings import CannotStart


def back_up(app: Flask, file: Path, *, at: datetime, secret: str | None) -> Manifest:
    """Write the backup and read it again before it gets its name. Refused when there is a file of that name already,
    or the database is not this version's. `secret` is put into it when given."""
    if file.exists():
        raise CannotStart(f"There is something called {file} already, and it was left alone. Choose another name.")
    if revision(app) != head():
        raise CannotStart(
            f"The database is at {revision(app)}, and this Spotcheck expects {head()}. "
            "Use the version that runs on it, or bring it up to date with `spotcheck migrate`. Nothing was written."
        )
    partly = file.with_name(f".{file.name}.{os.getpid()}.partly")
    try:
        with _private(partly), ZipFile(partly, "w", ZIP_DEFLATED) as whole, _one_moment(app) as connection:
            made = _written(whole, connection, revision=head(), at=at, secret=secret)
        _on_the_disk(partly)
        verified(partly)
        os.link(partly, file) if os.name != "nt" else partly.rename(file)  # neither takes the place of another file
    except FileExistsError:
        raise CannotStart(f"Something called {file} was put there meanwhile, and it was left alone.") from None
    except OSError as error:
        raise CannotStart(
            f"The backup cannot be written to {file} ({error.strerror}). "
            "Choose a place with room that you may write to."
        ) from error
    finally:
        partly.unlink(missing_ok=True)
    return made


def _written(whole: ZipFile, connection: Connection, *, revision: str, at: datetime, secret: str | None) -> Manifest:
    made = Manifest(
        version=__version__,
        revision=revision,
        made_at=at.isoformat(),
        tables={
            table.name: _part(whole, table_file(table.name), lines(connection, table), tuple(table.columns.keys()))
            for table in every_table()
        },
        secret=_part(whole, about.SECRET, [secret.encode()], ()) if secret is not None else None,
    )
    whole.writestr(about.NAME, made.as_json())
    return made


def _part(whole: ZipFile, name: str, content: Iterable[bytes], columns: tuple[str, ...]) -> Part:
    digest, rows = hashlib.sha256(), 0
    with whole.open(name, "w", force_zip64=True) as part:
        for line in content:
            part.write(line)
            digest.update(line)
            rows += 1
    return Part(digest.hexdigest(), rows, columns)


@contextmanager
def _private(file: Path) -> Iterator[None]:
    """What is in a backup is about people: nobody but the owner reads it."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    yield


def _on_the_disk(file: Path) -> None:
    """Not only on its way there: the power may go the moment after."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


@contextmanager
def _one_moment(app: Flask) -> Iterator[Connection]:
    """A connection that sees the whole database as it is now, whatever is written meanwhile."""
    with app.app_context(), reading(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection
    let_go(app)
