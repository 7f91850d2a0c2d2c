"""`spotcheck tick`: the clock's work, by one process at a time, with one effect however often it runs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.app import create_app
from spotcheck.cli import main
from spotcheck.cli.tick.jobs import JOBS, Job
from spotcheck.cli.tick.loop import Loop, with_clockwork
from spotcheck.cli.tick.once import Told, tick_once
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.job_models import Lease
from spotcheck.core.jobs import LEASE, give_back_lease, take_lease
from spotcheck.settings import CannotStart, Settings
from spotcheck.tracker.rising_models import Rise
from tests import make
from tests.conftest import MORNING
from tests.racing import House
from tests.ticking import go, said_by, start

A_DAY_LATE = MORNING + timedelta(days=1)


def turned(house: House, at: object = A_DAY_LATE) -> FixedClock:
    clock: FixedClock = house.app.extensions["clock"]
    clock.set(at)  # type: ignore[arg-type]  # a moment
    return clock


def some_late(house: House, n: int = 3) -> None:
    with house.app.app_context():
        for _ in range(n):
            make.an_action(house.cast, at=MORNING, plan=(make.AN_OBSERVATION,))
        db.session.commit()


def rises(house: House) -> int:
    with house.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Rise)) or 0


def test_it_says_what_it_did_and_twice_is_once(house: House) -> None:
    some_late(house)
    turned(house)
    assert str(tick_once(house.app)) == "3 things rose, nothing else was due."
    assert str(tick_once(house.app)) == "Nothing was due."
    assert rises(house) == 3


@pytest.mark.one_database
def test_after_the_day_s_work_sqlite_knows_how_large_the_tables_are(house: House) -> None:
    some_late(house)
    turned(house)
    tick_once(house.app)
    with house.app.app_context():
        known = set(db.session.scalars(sa.text("SELECT tbl FROM sqlite_stat1")))
    assert {"action", "rise"} <= known


def test_a_new_day_is_looked_at_again(house: House) -> None:
    some_late(house, 1)
    clock = turned(house)
    assert str(tick_once(house.app)) == "1 thing rose, nothing else was due."
    clock.set(MORNING + timedelta(days=2))
    assert tick_once(house.app).did == {JOBS[0]: 0}
    clock.set(MORNING + timedelta(days=7))
    assert str(tick_once(house.app)) == "1 thing rose, nothing else was due."


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Told(), "Nothing was due."),
        (Told({JOBS[0]: 0}), "Nothing was due."),
        (Told(elsewhere=True), "Another process is doing this now. Nothing was done here."),
        (Told({JOBS[0]: 2}, left=1), "2 things rose and 1 piece of work did not get done. The next time tries again."),
        (Told({}, left=2), "2 pieces of work did not get done. The next time tries again."),
    ],
)
def test_each_end_has_its_sentence(told: Told, says: str) -> None:
    assert str(told) == says


def test_one_that_cannot_be_done_holds_up_nothing_else(house: House, caplog: pytest.LogCaptureFixture) -> None:
    some_late(house)
    turned(house)

    def breaks(organisation_id: object, at: object) -> int:
        if organisation_id != house.cast.organisation_id:
            raise ValueError("this one does not work")
        return JOBS[0].do(organisation_id, at)  # type: ignore[arg-type]  # as it was given

    told = tick_once(house.app, [replace(JOBS[0], do=breaks)])
    assert (list(told.did.values()), told.left, rises(house)) == ([3], 1, 3)
    assert "this one does not work" in caplog.text
    assert str(tick_once(house.app)) == "Nothing was due."  # in the other organisation nothing is late


def test_while_somebody_else_is_at_it_nothing_is_done(house: House) -> None:
    some_late(house)
    clock = turned(house)
    with house.app.app_context():
        assert take_lease("tick", "another process", at=clock.now())
        db.session.commit()
    assert tick_once(house.app).elsewhere
    assert rises(house) == 0


def test_whoever_died_holds_it_up_for_minutes_only(house: House) -> None:
    clock = turned(house)
    with house.app.app_context():
        assert take_lease("tick", "killed", at=clock.now())
        assert not take_lease("tick", "next", at=clock.now() + LEASE - timedelta(seconds=1))
        assert take_lease("tick", "next", at=clock.now() + LEASE)
        give_back_lease("tick", "killed")  # whose it is no more
        assert db.session.get_one(Lease, "tick").holder == "next"
        db.session.rollback()


def test_a_lease_from_before_the_clock_was_set_back_binds_nobody(house: House) -> None:
    clock = turned(house)
    with house.app.app_context():
        assert take_lease("tick", "in the future", at=clock.now() + timedelta(days=400))
        assert take_lease("tick", "now", at=clock.now())
        db.session.rollback()


def test_two_threads_at_once_have_one_effect(house: House) -> None:
    some_late(house)
    turned(house)
    start = threading.Barrier(2)
    told: list[Told] = []

    def one() -> None:
        start.wait(30)
        told.append(tick_once(house.app))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(sum(one.did.values()) for one in told) == rises(house) == 3


def test_two_processes_at_once_have_one_effect(house: House, tmp_path: Path) -> None:
    some_late(house, 10)
    said = said_by(start(house, tmp_path, at=A_DAY_LATE) for _ in range(2))
    assert "10 things rose, nothing else was due." in said
    assert set(said) <= {
        "10 things rose, nothing else was due.",
        "Another process is doing this now. Nothing was done here.",
        "Nothing was due.",
    }
    assert rises(house) == 10


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_process_that_is_killed_in_the_middle_is_followed_by_another(house: House, tmp_path: Path) -> None:
    some_late(house)
    killed = start(house, tmp_path, at=A_DAY_LATE, hold="yes")
    go(killed)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "at it\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    turned(house)
    assert tick_once(house.app).elsewhere
    turned(house, A_DAY_LATE + LEASE)
    assert str(tick_once(house.app)) == "3 things rose, nothing else was due."


def test_the_command_says_it_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "SPOTCHECK_DATA", "SPOTCHECK_SECRET", "SPOTCHECK_TICK"):
        monkeypatch.delenv(name, raising=False)
    assert main(["tick", "--once", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Nothing was due.\n"


def test_the_command_says_when_something_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("spotcheck.cli.tick.command.tick_once", lambda _app: Told(left=1))
    assert main(["tick", "--data", str(tmp_path)]) == 3
    assert capsys.readouterr().out == "1 piece of work did not get done. The next time tries again.\n"


def test_the_loop_goes_on_after_a_tick_that_did_not_work(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    seen: list[int] = []
    enough = threading.Event()

    def tick(_app: Flask) -> None:
        seen.append(1)
        if len(seen) == 3:
            enough.set()
        raise OSError("the database is away")

    monkeypatch.setattr("spotcheck.cli.tick.loop.tick_once", tick)
    loop = Loop(app, every=0.001, first=0.001)
    loop.start()
    assert enough.wait(30)
    loop.stop()
    loop.join(30)
    assert not loop.is_alive()


@pytest.mark.parametrize(("minutes", "loops"), [(0, 0), (5, 1)])
def test_serving_has_a_loop_unless_it_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int, loops: int
) -> None:
    begun: list[float] = []
    monkeypatch.setattr(Loop, "start", lambda self: begun.append(self._every))
    settings = Settings(data=tmp_path, database_url="sqlite://", secret="s", tick_minutes=minutes)
    with_clockwork(create_app(settings))
    assert begun == [60.0 * minutes] * loops


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("", 1), ("off", 0), ("OFF", 0), ("1", 1), ("60", 60), ("0", None), ("61", None), ("x", None)],
)
def test_how_often_is_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, minutes: int | None
) -> None:
    monkeypatch.setenv("SPOTCHECK_TICK", written)
    read: Callable[[], int] = lambda: Settings.from_environment(tmp_path).tick_minutes  # noqa: E731
    if minutes is None:
        with pytest.raises(CannotStart, match="SPOTCHECK_TICK is"):
            read()
    else:
        assert read() == minutes


def test_every_job_has_a_name_of_its_own() -> None:
    assert all(isinstance(job, Job) for job in JOBS)
    assert len({job.name for job in JOBS}) == len(JOBS)
