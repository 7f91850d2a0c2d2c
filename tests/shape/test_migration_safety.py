"""A later migration may rebuild a table that others link to: no row goes, no guard goes, and two at once are one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck import places
from spotcheck.app import create_app
from spotcheck.cli.prepare import bring_up_to_date, let_go, revision
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.organisation.operations import found_organisation, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.settings import Settings, database_url
from tests.support.postgres import fresh_database

pytestmark = pytest.mark.both_databases

REBUILD = '''
"""Rebuild the two tables that everything links to, and the one whose rows never change."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{last}", None, None


def upgrade():
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    for name in ("organisation", "person", "history"):
        with op.batch_alter_table(name, recreate=recreate) as table:
            table.add_column(sa.Column("motto", sa.Text(), nullable=True))
    op.execute("UPDATE history SET motto = what, what = what")
    {then}
'''


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """On a database with one organisation, made by the migrations there are; a later one can be added."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, tmp_path)) as fresh:
            yield from _with_an_organisation(tmp_path, fresh)
    else:
        yield from _with_an_organisation(tmp_path, f"sqlite:///{tmp_path / 'spotcheck.db'}")


def _with_an_organisation(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(Settings(data=folder, database_url=url, secret="only for tests"))
    bring_up_to_date(app)
    with app.app_context():
        at = SystemClock().now()
        person = found_organisation("Hazel Group", administrator="Alex", account_id=None, at=at)
        by = standing_of(person.organisation_id, person.id, at=at)
        open_service("Hazel Court", "care home", by=by, at=at)
        db.session.commit()
    yield app
    let_go(app)


def test_a_rebuilt_table_keeps_every_row_that_links_to_it(app: Flask, tmp_path: Path) -> None:
    before = _counts(app)
    _later(app, tmp_path)
    assert _counts(app) == before
    assert before["history"] == 3
    assert before["role"] == 1


def test_what_never_changes_never_changes_after_a_rebuild_either(app: Flask, tmp_path: Path) -> None:
    _later(app, tmp_path)
    for change in ("UPDATE history SET what = 'nothing'", "DELETE FROM history"):
        with app.app_context(), pytest.raises(sa.exc.DBAPIError, match="a row of history never changes"):
            db.session.execute(sa.text(change))


def test_a_migration_that_stops_half_way_leaves_everything_as_it_was(app: Flask, tmp_path: Path) -> None:
    before, at = _counts(app), revision(app)
    with pytest.raises(ZeroDivisionError):
        _later(app, tmp_path, then="1 / 0")
    assert (_counts(app), revision(app)) == (before, at)
    with app.app_context():
        assert "motto" not in {column["name"] for column in sa.inspect(db.engine).get_columns("history")}
        with pytest.raises(sa.exc.DBAPIError, match="a row of history never changes"):
            db.session.execute(sa.text("DELETE FROM history"))


def test_a_link_that_would_lead_nowhere_stops_the_migration(app: Flask, tmp_path: Path) -> None:
    before, at = _counts(app), revision(app)
    with pytest.raises((RuntimeError, sa.exc.IntegrityError)):
        _later(app, tmp_path, then='op.execute("DELETE FROM person")')
    assert (_counts(app), revision(app)) == (before, at)


@pytest.mark.slow
def test_of_several_that_start_at_once_one_brings_the_database_up_to_date(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "spotcheck", "migrate", "--data", str(tmp_path / "data")]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], answers
    assert len({said for said, _ in answers}) == 1


def _later(app: Flask, tmp_path: Path, *, then: str = "pass") -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(places.MIGRATIONS, folder)
    (folder / "versions" / "later.py").write_text(REBUILD.format(last=revision(app), then=then))
    migrate = app.extensions["migrate"].migrate
    migrate.directory = str(folder)
    try:
        bring_up_to_date(app)
    finally:
        migrate.directory = str(places.MIGRATIONS)


def _counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        count = sa.select(sa.func.count())
        tables = sa.inspect(db.engine).get_table_names()
        return {name: db.session.scalar(count.select_from(sa.table(name))) or 0 for name in tables}
