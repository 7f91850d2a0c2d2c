"""Migrations, from an empty database up: they give what the models say, guards included, on both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from spotcheck.app import create_app
from spotcheck.cli.prepare import bring_up_to_date, let_go, revision
from spotcheck.core.database import Base, db
from spotcheck.core.guards import lower_guards
from spotcheck.settings import Settings, database_url
from tests.support.postgres import fresh_database

pytestmark = pytest.mark.both_databases


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An application on a database in which there is nothing at all."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with fresh_database(database_url(server, tmp_path)) as fresh:
            yield from _app(tmp_path, fresh)
    else:
        yield from _app(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")


def _app(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(Settings(data=folder, database_url=url, secret="only for tests"))
    yield app
    let_go(app)


def test_up_from_empty_there_is_no_difference_from_the_models(empty: Flask) -> None:
    bring_up_to_date(empty)
    assert _differences(empty) == []


def test_a_column_that_no_migration_makes_is_a_difference(empty: Flask) -> None:
    bring_up_to_date(empty)
    with empty.app_context(), db.engine.begin() as connection:
        lower_guards(connection)
        connection.execute(sa.text("ALTER TABLE organisation ADD COLUMN motto TEXT"))
    assert len(_differences(empty)) == 1


def test_the_guards_are_those_the_tables_declare(empty: Flask) -> None:
    bring_up_to_date(empty)
    with empty.app_context():
        migrated = _triggers()
        with db.engine.begin() as connection:
            lower_guards(connection)
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        assert migrated == _triggers() != []


def test_a_second_time_changes_nothing(empty: Flask) -> None:
    bring_up_to_date(empty)
    before = revision(empty)
    bring_up_to_date(empty)
    assert revision(empty) == before != "empty"


def _differences(app: Flask) -> list[object]:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _triggers() -> list[str]:
    """The names of every trigger of ours, by table."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT tbl_name || ': ' || name FROM sqlite_master WHERE type = 'trigger'"
        else:
            query = "SELECT tgrelid::regclass::text || ': ' || tgname FROM pg_trigger WHERE NOT tgisinternal"
        return sorted(connection.execute(sa.text(query)).scalars())
