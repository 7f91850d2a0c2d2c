"""What a delivery is measured against: the same rows, put straight into the same kind of database, under bare Flask.

No rules, no history, no sign-in: it reads JSON, opens a transaction, inserts with the driver itself, and commits, as
durably as Spotcheck does.
"""

from __future__ import annotations

import importlib
import sqlite3
import threading
import uuid
from typing import Any

from flask import Flask, request

from spotcheck.bench.furnish import ANSWERS

TABLES = (
    "CREATE TABLE looked (id TEXT PRIMARY KEY, author TEXT, service TEXT, version TEXT, worker TEXT, opened TEXT,"
    " finished TEXT, received TEXT, digest TEXT, words TEXT)",
    "CREATE TABLE answered (look TEXT, item TEXT, outcome TEXT, PRIMARY KEY (look, item))",
    "CREATE TABLE noted (id TEXT PRIMARY KEY, number INTEGER, what TEXT, thing TEXT, payload TEXT, digest TEXT)",
    "CREATE TABLE arrived (id TEXT PRIMARY KEY, envelope TEXT, digest TEXT, state TEXT, received TEXT)",
    "CREATE TABLE head (id INTEGER PRIMARY KEY, number INTEGER, digest TEXT)",
    "INSERT INTO head VALUES (1, 0, '')",
)
DIGEST = "0" * 64


def bare_app(url: str) -> Flask:
    """One door that inserts what a delivery leaves behind: a check, its answers, a line of history, an arrival."""
    app = Flask("bare")
    kept = threading.local()
    mark = "?" if url.startswith("sqlite") else "%s"

    def connection() -> Any:
        if not hasattr(kept, "connection"):
            kept.connection = connect(url)
        return kept.connection

    @app.post("/rows")
    def rows() -> dict[str, str]:
        sent = request.get_json()
        look, at = str(uuid.uuid4()), "2026-11-02T09:00:00"
        cursor = connection().cursor()
        cursor.execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
        cursor.execute(
            f"INSERT INTO looked VALUES ({', '.join([mark] * 10)})",  # noqa: S608  our own text
            (look, sent["author"], sent["service"], sent["version"], sent["worker"], at, at, at, DIGEST, "{}"),
        )
        cursor.executemany(
            f"INSERT INTO answered VALUES ({', '.join([mark] * 3)})",  # noqa: S608  our own text
            [(look, item, "well") for item in sent["items"][:ANSWERS]],
        )
        cursor.execute(
            f"INSERT INTO noted VALUES ({', '.join([mark] * 6)})",  # noqa: S608  our own text
            (str(uuid.uuid4()), 1, "captured", look, "{}", DIGEST),
        )
        cursor.execute(
            f"INSERT INTO arrived VALUES ({', '.join([mark] * 5)})",  # noqa: S608  our own text
            (str(uuid.uuid4()), look, DIGEST, "taken", at),
        )
        cursor.execute("UPDATE head SET number = number + 1 WHERE id = 1")
        cursor.execute("COMMIT")
        return {"state": "stored"}

    return app


def connect(url: str) -> Any:
    """A connection of the driver's own, in which every transaction is opened and closed by name."""
    if url.startswith("sqlite"):
        made = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000"):
            made.execute(f"PRAGMA {pragma}")
        return made
    driver = importlib.import_module("psycopg")  # not there where only SQLite is used
    return driver.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)


def make_tables(url: str) -> None:
    """In an empty database of its own."""
    cursor = connect(url).cursor()
    for statement in TABLES:
        cursor.execute(statement)
