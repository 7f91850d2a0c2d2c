"""A backup holds every row, is read again before it counts, and what is damaged or strange is refused untouched."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import alembic.command
import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.app import create_app
from spotcheck.cli import main
from spotcheck.cli.backup.read import verified
from spotcheck.cli.backup.rows import every_table, lines
from spotcheck.cli.backup.write import back_up
from spotcheck.cli.prepare import head, let_go
from spotcheck.core.database import db, engine_options
from spotcheck.core.history import broken_at
from spotcheck.organisation.models import Organisation, Service
from spotcheck.settings import CannotStart, Settings, database_url
from tests.demo_home import Told, told_home
from tests.support.postgres import fresh_database

OPENED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with told_home(tmp_path_factory.mktemp("demo"), at=OPENED) as told:
        alembic.command.stamp(told.app.extensions["migrate"].migrate.get_config(), "head")
        yield told


@pytest.fixture(scope="module")
def backup(demo: Told, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "home.zip"
    back_up(demo.app, file, at=OPENED, secret=None)
    return file


@pytest.fixture
def file(backup: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return Path(shutil.copy(backup, tmp_path / "backup.zip"))


def digest(url: str) -> str:
    """One number for every row of every table, the same on both databases."""
    engine, whole = sa.create_engine(url), hashlib.sha256()
    with engine.connect() as connection:
        for table in every_table():
            for line in lines(connection, table):
                whole.update(table.name.encode() + line)
    engine.dispose()
    return whole.hexdigest()


@contextmanager
def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path, *, other_kind: bool = False) -> Iterator[str]:
    """An empty place to restore into: the URL of its database, of the kind of the run (or the other kind)."""
    server = os.environ.get("TEST_DATABASE_URL")
    if server and not other_kind:
        with fresh_database(database_url(server, Path())) as url:
            monkeypatch.setenv("DATABASE_URL", url)
            yield url
    else:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield f"sqlite:///{folder / 'spotcheck.db'}"


def url_of(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


def test_a_backup_restored_elsewhere_has_every_row(
    demo: Told, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    with elsewhere(monkeypatch, folder) as url:
        assert main(["restore", str(backup), "--data", str(folder)]) == 0
        assert digest(url) == digest(url_of(demo.app))
    said = capsys.readouterr().out
    assert "as it was on 23 November 2026 at 10:15" in said
    assert "The history of Hazel Group (made up) verifies." in said
    assert f"read back from the database: {verified(backup).digest}" in said


def test_a_backup_of_either_database_is_restored_on_sqlite(
    demo: Told, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    with elsewhere(monkeypatch, folder, other_kind=True) as url:
        assert main(["restore", str(backup), "--data", str(folder)]) == 0
        assert digest(url) == digest(url_of(demo.app))


def guards(app: Flask | None = None) -> set[str]:
    """The names of all triggers: of this app's database, or of the one that is open."""
    if app is not None:
        with app.app_context():
            return guards()
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[db.engine.dialect.name]
    found = set(db.session.scalars(sa.text(asked)))
    assert "history_never_changes" in found
    return found


def test_what_was_restored_works_on_and_its_guards_are_up(
    demo: Told, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    with elsewhere(monkeypatch, folder) as url:
        main(["restore", str(backup), "--data", str(folder)])
        app = create_app(Settings(data=folder, database_url=url, secret="only for tests"))
        with app.app_context():
            organisation = db.session.scalars(sa.select(Organisation)).one()
            assert broken_at(organisation.id) is None
            assert guards() == guards(demo.app)
            for statement in ("DELETE FROM history", "UPDATE review SET commentary = 'Other.'"):
                with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
                    db.session.execute(sa.text(statement))
        let_go(app)
        again = tmp_path / "again.zip"
        back_up(app, again, at=OPENED, secret=None)
        assert verified(again).tables == verified(backup).tables


def test_a_backup_is_taken_while_somebody_writes(demo: Told, tmp_path: Path) -> None:
    engine = sa.create_engine(url_of(demo.app), connect_args=dict(engine_options(url_of(demo.app))["connect_args"]))
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE organisation SET name = 'Being written'")
        made = back_up(demo.app, tmp_path / "meanwhile.zip", at=OPENED, secret=None)
        connection.rollback()
    engine.dispose()
    assert made.rows > 1000
    assert "Being written" not in ZipFile(tmp_path / "meanwhile.zip").read("tables/organisation.jsonl").decode()


def test_what_is_written_half_way_through_is_not_in_it(
    demo: Told, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sa.create_engine(url_of(demo.app), connect_args=dict(engine_options(url_of(demo.app))["connect_args"]))
    first = every_table()[0]
    with engine.connect() as connection:
        was = connection.execute(sa.select(Service.id, Service.on_call_name)).all()

    def ring(name: str | None, service_id: uuid.UUID) -> None:
        with engine.begin() as connection:
            connection.execute(sa.update(Service).where(Service.id == service_id).values(on_call_name=name))

    def written_meanwhile(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
        yield from lines(connection, table)
        if table is first:
            ring("Somebody new", was[0].id)

    monkeypatch.setattr("spotcheck.cli.backup.write.lines", written_meanwhile)
    try:
        assert back_up(demo.app, tmp_path / "meanwhile.zip", at=OPENED, secret=None).digest == verified(backup).digest
        assert verified(backup).digest != back_up(demo.app, tmp_path / "after.zip", at=OPENED, secret=None).digest
    finally:
        ring(was[0].on_call_name, was[0].id)
        engine.dispose()


def test_nobody_else_can_read_a_backup_and_it_holds_no_secret(demo: Told, backup: Path, tmp_path: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert "secret" not in ZipFile(backup).namelist()
    asked_for = tmp_path / "with.zip"
    back_up(demo.app, asked_for, at=OPENED, secret="the secret of this place")
    assert ZipFile(asked_for).read("secret") == b"the secret of this place"


def test_a_secret_that_was_asked_for_comes_back_with_the_rows(
    demo: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = tmp_path / "with.zip", tmp_path / "new"
    back_up(demo.app, file, at=OPENED, secret="the secret of this place")
    with elsewhere(monkeypatch, folder):
        main(["restore", str(file), "--data", str(folder)])
        assert Settings.from_environment(folder).secret == "the secret of this place"


def test_a_file_that_is_there_is_never_written_over(demo: Told, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(CannotStart, match="left alone"):
        back_up(demo.app, backup, at=OPENED, secret=None)
    assert backup.read_bytes() == before


def test_a_backup_that_stops_half_way_leaves_nothing(
    demo: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Iterator[bytes]:
        yield b"{}\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("spotcheck.cli.backup.write.lines", full)
    with pytest.raises(CannotStart, match="No space left on device"):
        back_up(demo.app, tmp_path / "half.zip", at=OPENED, secret=None)
    assert list(tmp_path.iterdir()) == []


# What is there is left alone, unless one says so.


def test_a_folder_with_something_in_it_is_left_alone(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    assert main(["restore", str(backup), "--data", str(tmp_path)]) == 1
    assert "left alone" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_what_is_there_goes_when_one_says_so(
    demo: Told, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    with elsewhere(monkeypatch, folder) as url:
        main(["restore", str(backup), "--data", str(folder)])
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE organisation SET name = 'Another name'")
        engine.dispose()
        assert main(["restore", str(backup), "--data", str(folder)]) == 1
        assert digest(url) != digest(url_of(demo.app))
        assert main(["restore", str(backup), "--data", str(folder), "--replace"]) == 0
        assert digest(url) == digest(url_of(demo.app))


# Every kind of damage is refused with a sentence, before anything is touched.


def cut(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])


def rewritten(file: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    with ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def in_manifest(file: Path, **changed: object) -> None:
    rewritten(
        file,
        lambda parts: parts.update(
            {"manifest.json": json.dumps(json.loads(parts["manifest.json"]) | changed).encode()}
        ),
    )


def a_line_less(parts: dict[str, bytes]) -> None:
    parts["tables/check.jsonl"] = parts["tables/check.jsonl"].split(b"\n", 1)[1]


def other_words(parts: dict[str, bytes]) -> None:
    parts["tables/organisation.jsonl"] = parts["tables/organisation.jsonl"].replace(b"Hazel", b"Lazel")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut short": lambda file: cut(file, 0.5),
    "the last byte missing": lambda file: cut(file, 0.999_99),
    "another kind of file": lambda file: file.write_text("Dear all"),
    "a zip of something else": lambda file: rewritten(file, lambda parts: (parts.clear(), parts.update(a=b"b"))),
    "a manifest that is no JSON": lambda file: rewritten(file, lambda parts: parts.update({"manifest.json": b"{"})),
    "a manifest without its tables": lambda file: in_manifest(file, tables=None),
    "a table missing": lambda file: rewritten(file, lambda parts: parts.pop("tables/check.jsonl")),
    "a part too many": lambda file: rewritten(file, lambda parts: parts.update(more=b"")),
    "a row missing": lambda file: rewritten(file, a_line_less),
    "a word changed": lambda file: rewritten(file, other_words),
}
STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a later format": (lambda file: in_manifest(file, format=2), "format 2"),
    "a newer version": (lambda file: in_manifest(file, revision="9999", version="9.0"), "newer or another Spotcheck"),
    "an older version": (lambda file: in_manifest(file, revision="0000", version="0.0"), "older Spotcheck"),
    "other tables": (lambda file: rewritten(file, without_a_table), "newer or another Spotcheck"),
}


def without_a_table(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts["manifest.json"])
    del manifest["tables"]["hold"], parts["tables/hold.jsonl"]
    parts["manifest.json"] = json.dumps(manifest).encode()


def refused(file: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["restore", str(file), "--data", str(folder)]) == 1
    assert not folder.exists()
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nothing was changed." in said.err
    return said.err


@pytest.mark.parametrize("spoil", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_backup_is_refused(
    spoil: Callable[[Path], object], file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(file)
    assert "damaged, or was cut short" in refused(file, tmp_path / "new", capsys)


@pytest.mark.parametrize(("change", "says"), STRANGE.values(), ids=STRANGE)
def test_a_backup_of_another_version_is_refused(
    change: Callable[[Path], object], says: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("spotcheck.cli.backup.restore.revisions", lambda: frozenset({"0000", head()}))
        assert says in refused(file, file.with_name("new"), capsys)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no file" in refused(tmp_path / "nowhere.zip", tmp_path / "new", capsys)


def test_a_byte_that_turned_is_noticed_or_makes_no_difference(backup: Path, tmp_path: Path) -> None:
    whole, file, dice = backup.read_bytes(), tmp_path / "turned.zip", random.Random(20261123)
    meant, noticed = verified(backup), 0
    for place in dice.sample(range(len(whole)), 150):
        turned = bytearray(whole)
        turned[place] ^= 1 << dice.randrange(8)
        file.write_bytes(turned)
        try:
            assert verified(file) == meant
        except CannotStart:
            noticed += 1
    assert noticed > 130


def test_what_the_database_does_not_take_leaves_the_folder_empty(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manifest that fits and rows that link to nothing: made by hand, since no backup is like that."""
    file, folder = Path(shutil.copy(backup, tmp_path / "odd.zip")), tmp_path / "new"
    no_people = hashlib.sha256(b"").hexdigest()

    def nobody(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        manifest["tables"]["person"] |= {"sha256": no_people, "rows": 0}
        parts |= {"manifest.json": json.dumps(manifest).encode(), "tables/person.jsonl": b""}

    rewritten(file, nobody)
    with elsewhere(monkeypatch, folder):
        assert main(["restore", str(file), "--data", str(folder)]) == 1
        assert not list(folder.iterdir())


def test_a_database_that_keeps_something_else_than_it_was_given_is_refused(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    monkeypatch.setattr("spotcheck.cli.backup.restore._fill", lambda *_: None)
    with elsewhere(monkeypatch, folder):
        assert main(["restore", str(backup), "--data", str(folder)]) == 1
        assert not list(folder.iterdir())
    assert "reads back other than it was kept. Nothing was changed." in capsys.readouterr().err


def test_a_database_of_another_version_is_not_backed_up(demo: Told, tmp_path: Path) -> None:
    with demo.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'before'")
    try:
        with pytest.raises(CannotStart, match="The database is at before"):
            back_up(demo.app, tmp_path / "old.zip", at=OPENED, secret=None)
    finally:
        with demo.app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :head"), {"head": head()})
    assert not list(tmp_path.iterdir())


def test_a_manifest_says_what_is_in_the_file(backup: Path) -> None:
    made = verified(backup)
    assert (made.revision, made.made_at, made.secret) == (head(), OPENED.isoformat(), None)
    assert made.tables.keys() == {table.name for table in every_table()}
    assert replace(made, tables={}).rows == 0
    assert made.tables["organisation"].rows == 1
