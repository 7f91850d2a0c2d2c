"""What the database holds by itself: moments in UTC, links inside one organisation, transactions that lose nothing."""

from __future__ import annotations

import sqlite3
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.core.database import Moment, add, db, engine_options, reading
from spotcheck.core.ids import new_id
from spotcheck.organisation.models import Organisation, RoleHeld, Service
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING


def an_organisation(at: datetime) -> Organisation:
    return add(Organisation(id=new_id(), name="Third Care", created_at=at))


def test_a_moment_comes_back_as_utc_to_the_microsecond(app: Flask) -> None:
    told = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
    made = an_organisation(told)
    db.session.expire_all()
    assert made.created_at == told
    assert made.created_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(sa.exc.StatementError, match="a moment needs a time zone"), db.session.begin_nested():
        an_organisation(datetime(2026, 11, 2, 9))  # noqa: DTZ001  this is the mistake


def test_moments_compare_as_moments(app: Flask) -> None:
    summer = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    an_organisation(summer)
    later = sa.select(Organisation).where(Organisation.created_at > summer - timedelta(hours=1))
    assert db.session.scalar(later) is not None
    assert db.session.scalar(sa.select(Organisation).where(Organisation.created_at > summer)) is None


def test_no_moment_stays_no_moment() -> None:
    dialect = sa.create_engine("sqlite://").dialect
    assert Moment().process_bind_param(None, dialect) is None
    assert Moment().process_result_value(None, dialect) is None


# Links stay inside one organisation.


def test_a_row_cannot_link_to_a_thing_of_another_organisation(cast: Cast) -> None:
    action = make.an_action(cast, State.AGREED, at=MORNING)
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        action.lead_id = cast.outsider.id
        db.session.flush()


def test_a_row_cannot_belong_to_two_organisations(cast: Cast) -> None:
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        add(
            RoleHeld(
                organisation_id=cast.organisation_id, id=new_id(), person_id=cast.grace.id, role="manager",
                service_id=cast.other_service, given_by_id=None, from_at=MORNING,
            )
        )  # fmt: skip


def test_a_link_to_nothing_is_refused(cast: Cast) -> None:
    action = make.an_action(cast, State.AGREED, at=MORNING)
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        action.lead_id = uuid.UUID(int=404)
        db.session.flush()


def test_two_organisations_may_use_the_same_id(cast: Cast) -> None:
    ours = cast.hazel_court
    theirs = Service(organisation_id=cast.other_organisation_id, id=ours.id, name="Same id", kind="care home")
    add(theirs)
    assert db.session.get_one(Service, (cast.organisation_id, ours.id)) is ours


def test_a_number_is_given_once(cast: Cast) -> None:
    first = make.an_action(cast, at=MORNING)
    second = make.an_action(cast, at=MORNING)
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        second.number = first.number
        db.session.flush()


# Transactions.


def test_a_savepoint_takes_back_what_was_done_in_it_and_nothing_else(cast: Cast) -> None:
    kept = make.an_action(cast, at=MORNING)
    with pytest.raises(ZeroDivisionError), db.session.begin_nested():
        make.an_action(cast, at=MORNING)
        raise ZeroDivisionError
    assert db.session.scalars(sa.select(Action)).all() == [kept]


@pytest.fixture
def begun(tmp_path: object) -> list[str]:
    """The statements of a SQLite database of its own: a read, a write, and a read that was told to be one."""
    url = f"sqlite:///{tmp_path}/own.db"
    engine = sa.create_engine(url, **engine_options(url))
    sent: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    with engine.begin() as connection:
        connection.execute(sa.text("SELECT 1"))
    with reading(), engine.begin() as connection:
        connection.execute(sa.text("SELECT 2"))
    with engine.begin() as connection:
        connection.execute(sa.text("SELECT 3"))
    engine.dispose()
    return sent


def test_on_sqlite_only_what_was_told_to_read_begins_without_the_write_lock(begun: list[str]) -> None:
    assert begun == ["BEGIN IMMEDIATE", "SELECT 1", "BEGIN", "SELECT 2", "BEGIN IMMEDIATE", "SELECT 3"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
        ("recursive_triggers", 1),
    ],
)
def test_sqlite_keeps_what_it_was_given_and_checks_links(tmp_path: object, pragma: str, value: object) -> None:
    url = f"sqlite:///{tmp_path}/own.db"
    engine = sa.create_engine(url, **engine_options(url))
    with engine.connect() as connection:
        assert connection.scalar(sa.text(f"PRAGMA {pragma}")) == value
    engine.dispose()


def test_a_writer_does_not_lose_what_another_writes(tmp_path: object) -> None:
    """Read, then write what was read plus one, from two connections: with BEGIN alone the second would be refused."""
    url = f"sqlite:///{tmp_path}/own.db"
    told = engine_options(url)
    engine = sa.create_engine(url, connect_args={**told["connect_args"], "timeout": 0})
    sa.event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=0"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE n (n INTEGER)"))
        connection.execute(sa.text("INSERT INTO n VALUES (0)"))
    with engine.begin() as first:
        assert first.scalar(sa.text("SELECT n FROM n")) == 0
        with pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
            pytest.fail("two writers at once")
        first.execute(sa.text("UPDATE n SET n = 1"))
    engine.dispose()
    raw = sqlite3.connect(f"{tmp_path}/own.db")
    assert raw.execute("SELECT n FROM n").fetchone() == (1,)
    raw.close()


def test_postgresql_is_reached_through_a_pooler() -> None:
    assert engine_options("postgresql+psycopg://x")["connect_args"] == {"prepare_threshold": None}
