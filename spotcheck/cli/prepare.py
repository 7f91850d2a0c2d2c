"""Before anything is served: the database is there, and as this version of Spotcheck expects it."""

from __future__ import annotations

import alembic.command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy.exc import DatabaseError, OperationalError

from spotcheck import places
from spotcheck.app import create_app
from spotcheck.core.clock import Clock
from spotcheck.core.database import db, reading
from spotcheck.organisation.queries import is_empty
from spotcheck.organisation.set_up_codes import make_code
from spotcheck.settings import CannotStart, Settings


def prepared(settings: Settings) -> Flask:
    """An application whose database is up to date. Of several that start at once, one brings it there."""
    app = create_app(settings)
    try:
        bring_up_to_date(app)
    except CommandError as error:
        raise CannotStart(
            f"The database was last used by another version of Spotcheck ({error}). "
            "Start that version, or a newer one. Nothing was changed."
        ) from error
    except DatabaseError as error:
        if type(error) not in {DatabaseError, OperationalError}:
            raise  # a mistake of ours, to be seen in full
        raise CannotStart(f"The database cannot be used: {error.orig}. Nothing was changed.") from error
    return app


def bring_up_to_date(app: Flask) -> None:
    """Run the migrations that this database has not seen (migrations/env.py says how)."""
    with app.app_context():
        alembic.command.upgrade(app.extensions["migrate"].migrate.get_config(), "head")
        db.engine.dispose()


def revision(app: Flask) -> str:
    """The last migration of this database."""
    with app.app_context(), reading(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or "empty"


def head() -> str:
    """The migration that this version of Spotcheck expects."""
    return ScriptDirectory(str(places.MIGRATIONS)).get_current_head() or "empty"


def revisions() -> frozenset[str]:
    """Every migration that this version knows."""
    return frozenset(script.revision for script in ScriptDirectory(str(places.MIGRATIONS)).walk_revisions())


def has_organisation(app: Flask) -> bool:
    with app.app_context():
        return not is_empty()


def set_up_code(app: Flask) -> str:
    """A new one-time code; earlier ones open nothing from now on."""
    clock: Clock = app.extensions["clock"]
    with app.app_context():
        code = make_code(at=clock.now())
        db.session.commit()
        return code


def let_go(app: Flask) -> None:
    """Close every connection, so that none is shared with a process that is started from this one."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
