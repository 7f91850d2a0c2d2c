"""What the command line calls, and what it says when it is done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from spotcheck.app import create_app
from spotcheck.cli.backup.manifest import Manifest
from spotcheck.cli.backup.restore import restore
from spotcheck.cli.backup.write import back_up
from spotcheck.cli.keys.looking import keys_that_do_not_open
from spotcheck.cli.prepare import let_go
from spotcheck.core import history
from spotcheck.core.clock import Clock
from spotcheck.core.database import db
from spotcheck.core.words import moment_in_words
from spotcheck.organisation.models import Organisation
from spotcheck.settings import CannotStart, Settings, data_folder


def backup_command(file: Path, *, data: Path | None, with_secret: bool) -> int:
    if not data_folder(data).is_dir():
        raise CannotStart(f"There is no folder {data_folder(data)}. Say which one `serve` uses: --data FOLDER")
    settings = Settings.from_environment(data)
    app = create_app(settings)
    clock: Clock = app.extensions["clock"]
    made = back_up(app, file, at=clock.now(), secret=settings.secret if with_secret else None)
    print(f"Kept in {file}: {_counted(made)}, {file.stat().st_size / 1_000_000:.1f} MB.")
    print(f"Digest of all tables: {made.digest}")
    if not with_secret:
        print("The secret is not in it: after a restore everybody signs in again. (--with-secret puts it in.)")
        print("What phones seal is opened with the secret, too: keep it, or a `spotcheck keys backup` (docs/keys.md).")
    print("It is about people: keep it as safe as the database itself.")
    return 0


def restore_command(file: Path, *, data: Path | None, replace: bool) -> int:
    app, manifest = restore(file, data, replace=replace)
    made_at = moment_in_words(datetime.fromisoformat(manifest.made_at))
    print(f"Restored into {data_folder(data)}: {_counted(manifest)}, as it was on {made_at}.")
    print(f"Digest of all tables, read back from the database: {manifest.digest}")
    for sentence in _histories(app):
        print(sentence)
    for sentence in keys_that_do_not_open(app, Settings.from_environment(data).secret):
        print(sentence)
    let_go(app)
    return 0


def _counted(manifest: Manifest) -> str:
    organisations = manifest.tables["organisation"].rows
    of = "one organisation" if organisations == 1 else f"{organisations} organisations"
    return f"{manifest.rows:,} rows of {of}"


def _histories(app: Flask) -> list[str]:
    """Whether the history of each organisation verifies, line by line (R11)."""
    with app.app_context():
        found = []
        for organisation in db.session.scalars(sa.select(Organisation).order_by(Organisation.name)):
            at = history.broken_at(organisation.id)
            says = "verifies" if at is None else f"does not verify at line {at}; it was so in the backup"
            found.append(f"The history of {organisation.name} {says}.")
    return found
