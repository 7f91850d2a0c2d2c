"""The command line: what it does, and the sentence it gives when it cannot."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from spotcheck import demo
from spotcheck.cli import main, parser
from spotcheck.cli.demonstrate import in_words
from spotcheck.cli.listen import listen, url
from spotcheck.cli.prepare import prepared
from spotcheck.cli.run import processes
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.organisation.operations import found_organisation
from spotcheck.settings import CannotStart, Settings
from tests.cast import PASSWORD

PEOPLE = [
    {"role": "supervisor", "name": "Grace", "sign_in": "grace", "password": PASSWORD, "service": "Hazel Court"},
    {"role": "reader", "name": "Nadia", "sign_in": "nadia@example.org", "password": PASSWORD, "service": None},
]


@pytest.fixture(autouse=True)
def _no_database_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "SPOTCHECK_DATA", "SPOTCHECK_SECRET", "SPOTCHECK_HTTPS", "SPOTCHECK_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Nothing is served: what would be is noted, and what is said once it answers is said at once."""
    seen: list[Settings] = []

    def run(settings: Settings, listening: socket.socket, *, once_it_answers: Callable[[], None]) -> None:
        seen.append(settings)
        listening.close()
        once_it_answers()

    for name in ("spotcheck.cli.serve", "spotcheck.cli.demonstrate"):
        monkeypatch.setattr(import_module(name), "run", run)
    return seen


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A made-up home of one organisation, in no time; every building of it is noted."""
    built: list[str] = []

    def build(app: Any, *, at: Any, tell: Any = None) -> list[dict[str, str | None]]:
        built.append(app.config["SQLALCHEMY_DATABASE_URI"])
        with app.app_context():
            found_organisation("Hazel Group", administrator="Alex", account_id=None, at=at)
            db.session.commit()
        return PEOPLE

    monkeypatch.setattr(demo, "build", build)
    yield built


@pytest.mark.parametrize(
    ("typed", "does"),
    [
        ([], "_demo"),
        (["--port", "0", "--json"], "_demo"),
        (["demo"], "_demo"),
        (["serve", "--host", "0.0.0.0"], "_serve"),  # noqa: S104  only read, never listened on
        (["set-up-code"], "_set_up_code"),
        (["migrate"], "_migrate"),
    ],
)
def test_without_a_command_it_is_the_demo(typed: list[str], does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("_demo", "_serve", "_set_up_code", "_migrate"):
        monkeypatch.setattr(f"spotcheck.cli.{name}", lambda asked, name=name: done.append(name) or 0)
    assert main(typed) == 0
    assert done == [does]


@pytest.mark.parametrize(
    "typed", [["bake"], ["serve", "--port", "99999"], ["serve", "--port", "-1"], ["demo", "--loud"]]
)
def test_what_it_does_not_know_is_said(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(typed)
    assert end.value.code == 2
    assert "usage: spotcheck" in capsys.readouterr().err


def test_help_names_every_command() -> None:
    said = parser().format_help()
    assert all(command in said for command in ("demo", "serve", "set-up-code", "migrate"))


def test_a_taken_port_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
            assert main([command, "--port", str(port), "--data", str(tmp_path)]) == 1
            said = capsys.readouterr()
            assert said.err == f"Port {port} is in use by another program. Choose another: --port {port + 1}\n"
            assert said.out == ""


def test_an_address_of_another_machine_is_a_sentence() -> None:
    for host in ("192.0.2.1", "no-such-name.invalid"):
        with pytest.raises(CannotStart, match="is not an address of this machine"):
            listen(host, 0)


def test_any_free_port_has_an_address_for_a_browser() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url(listening))


def test_a_folder_one_cannot_write_to_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    for command in (["serve", "--port", "0"], ["demo", "--port", "0"], ["migrate"], ["set-up-code"]):
        assert main([*command, "--data", str(tmp_path / "file" / "data")]) == 1
        assert re.fullmatch(r"Spotcheck cannot keep its data in .*: --data FOLDER\n", capsys.readouterr().err)


def test_a_setting_that_is_no_number_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPOTCHECK_PROXIES", "two")
    assert main(["migrate", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("SPOTCHECK_PROXIES is 'two'.")


def test_a_database_that_is_none_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spotcheck.db").write_text("this is a letter to somebody" * 50)
    assert main(["migrate", "--data", str(tmp_path)]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_a_database_of_a_later_spotcheck_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--data", str(tmp_path)]) == 0
    app = prepared(Settings.from_environment(tmp_path))
    with app.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
        db.engine.dispose()
    capsys.readouterr()
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "another version of Spotcheck" in capsys.readouterr().err


def test_the_secret_of_a_folder_is_made_once_and_for_nobody_elses_eyes(tmp_path: Path) -> None:
    first, second = (Settings.from_environment(tmp_path / "new") for _ in range(2))
    assert first.secret == second.secret
    assert len(first.secret) >= 64
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret"]
    if os.name != "nt":
        assert (tmp_path / "new" / "secret").stat().st_mode & 0o077 == 0
        assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_sqlite_is_served_by_one_process() -> None:
    assert processes("sqlite:////data/spotcheck.db") == 1
    assert 1 <= processes("postgresql+psycopg://db/spotcheck") <= 4


def test_serve_prints_a_code_until_there_is_an_organisation(
    tmp_path: Path, served: list[Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^Spotcheck is ready: http://127\.0\.0\.1:\d+$", said, re.MULTILINE)
    assert re.search(r"^    [0-9A-F]{4}(-[0-9A-F]{4}){3}$", said, re.MULTILINE)
    app = prepared(Settings.from_environment(tmp_path))
    with app.app_context():
        found_organisation("Hazel Group", administrator="Alex", account_id=None, at=SystemClock().now())
        db.session.commit()
        db.engine.dispose()
    main(["serve", "--port", "0", "--data", str(tmp_path)])
    assert "set it up" not in capsys.readouterr().out
    assert main(["set-up-code", "--data", str(tmp_path)]) == 0
    assert re.fullmatch(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}\n", capsys.readouterr().out)


def test_the_demo_says_in_one_line_where_it_is_and_who_can_sign_in(
    served: list[Settings], home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--port", "0", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"url": json.loads(line)["url"], "people": PEOPLE}
    assert not served[0].data.exists()


def test_the_demo_says_it_to_people_in_a_table() -> None:
    said = in_words("http://127.0.0.1:8000", PEOPLE, kept=False).splitlines()
    assert said[0] == "Spotcheck is ready: http://127.0.0.1:8000"
    assert said[4:7] == [
        "Role        Name   Service      Sign-in name       Password",
        "supervisor  Grace  Hazel Court  grace              three plain words",
        "reader      Nadia  everywhere   nadia@example.org  three plain words",
    ]


def test_the_demo_names_the_first_eight_and_says_how_many_more_there_are() -> None:
    everybody = [{**PEOPLE[0], "name": f"Person{n}", "sign_in": f"person{n}"} for n in range(60)]
    said = in_words("http://127.0.0.1:8000", everybody, kept=False)
    assert ("Person7" in said, "Person8" in said) == (True, False)
    assert "… and 52 more, with the same password: see People." in said


def test_a_demo_that_is_kept_is_built_once(
    tmp_path: Path, served: list[Settings], home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for _ in range(2):
        assert main(["demo", "--port", "0", "--data", str(tmp_path / "home"), "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out)["people"])
    assert said == [PEOPLE, PEOPLE]
    assert len(home) == 1


def test_a_demo_never_touches_an_organisation_that_is_there(
    tmp_path: Path, served: list[Settings], home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    app = prepared(Settings.from_environment(tmp_path))
    with app.app_context():
        found_organisation("Real Care", administrator="Alex", account_id=None, at=SystemClock().now())
        db.session.commit()
        db.engine.dispose()
    assert main(["demo", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "it was left alone" in capsys.readouterr().err
    assert home == served == []


@pytest.mark.one_database
@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "spotcheck", "serve", "--port", "0", "--data", str(tmp_path / "data")]
    home = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(6)]
        address = said[0].rsplit(" ", 1)[-1].strip()
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            assert answer.read() == b"ok\n"
        with urllib.request.urlopen(f"{address}/") as answer:
            assert "Set up your organisation" in answer.read().decode()
        process.send_signal(stop)
        _, wrong = process.communicate(timeout=30)
    assert (process.returncode, wrong) == (0, "")
    assert re.fullmatch(r" {4}[0-9A-F-]{19}\n", said[5])
