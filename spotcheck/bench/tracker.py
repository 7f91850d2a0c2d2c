"""`spotcheck bench tracker`: each view of the tracker and the page of an action, with few actions and very many."""

from __future__ import annotations

import json
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from spotcheck.bench import bulk
from spotcheck.bench.many import LARGEST, Asking, furnish_many
from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.settings import CannotStart, Settings, database_url
from spotcheck.tracker.indexes import FEW
from spotcheck.tracker.rules.views import View

SIZES = (1_000, 100_000, 1_000_000)
TIMES, WARM = 100, 10
GOAL_SLOWER, GOAL_QUERIES = 1.5, 12
BIG = 10_000  # rows; a table with more is never read from end to end


@dataclass(slots=True)
class Figure:
    """How long one page took, in milliseconds, with how many queries, and what it read from end to end."""

    view: str
    actions: int
    times: list[float]
    queries: int
    scans: tuple[str, ...]

    def percentile(self, part: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

    def plain(self, database: str) -> dict[str, Any]:
        return {
            "database": database,
            "view": self.view,
            "actions": self.actions,
            "p50_ms": round(self.percentile(0.5), 1),
            "p95_ms": round(self.percentile(0.95), 1),
            "queries": self.queries,
            "scans": list(self.scans),
        }


@dataclass(slots=True)
class _Sent:
    """The statements that a page sent, with what they were about."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def reads(self) -> list[tuple[str, Any]]:
        return [one for one in self.statements if one[0].lstrip("( ").upper().startswith(("SELECT", "WITH"))]


def bench_tracker(*, sizes: Sequence[int], url: str | None, as_json: bool, say: Callable[[str], None] = print) -> int:
    """Measure and print. `sizes`: how many actions, of a thousand organisations together. `url`: an empty PostgreSQL
    database, emptied again after each size; without it SQLite in a folder that goes afterwards."""
    database = "PostgreSQL" if url else "SQLite"
    figures: list[Figure] = []
    for actions in sizes:
        with tempfile.TemporaryDirectory(prefix="spotcheck-bench-") as folder:
            figures += _measured(Path(folder), url, actions)
    if as_json:
        say(json.dumps([one.plain(database) for one in figures]))
    else:
        say(_table(database, figures))
    return 0


def _measured(folder: Path, url: str | None, actions: int) -> list[Figure]:
    app = prepared(Settings(data=folder, database_url=database_url(url, folder), secret=secrets.token_urlsafe(24)))
    try:
        with app.app_context():
            asking = furnish_many(actions, at=SystemClock().now())
            db.session.commit()
            big = bulk.big_tables(BIG, asking.organisation_id, BIG // LARGEST)
            db.session.remove()
        return [_figure(app, page, actions=actions, big=big) for page in _pages(asking)]
    finally:
        with app.app_context():
            db.session.remove()
            if url:
                _empty()
        let_go(app)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is measured: its addresses in turn, and the session of who asks."""

    name: str
    paths: Sequence[str]
    token: str


def _pages(asking: Asking) -> Iterator[_Page]:
    for view in View:
        yield _Page(view.value, [f"/actions?view={view.value}"], asking.across)
    yield _Page("open, of one service", ["/actions?view=open"], asking.manager)
    yield _Page("action page", [f"/actions/{one}" for one in asking.actions], asking.across)


def _figure(app: Flask, page: _Page, *, actions: int, big: bulk.Big) -> Figure:
    client = _browser(app, page.token)
    for n in range(WARM):
        _open(client, page.paths[n % len(page.paths)])
    sent = [_sent_for(client, path) for path in page.paths]
    times = []
    for n in range(TIMES):
        began = time.perf_counter()
        _open(client, page.paths[n % len(page.paths)])
        times.append((time.perf_counter() - began) * 1000)
    with app.app_context():
        scans = _read_from_end_to_end([read for one in sent for read in one.reads], big)
        db.session.remove()
    return Figure(page.name, actions, times, max(len(one.reads) for one in sent), scans)


def _sent_for(client: FlaskClient, path: str) -> _Sent:
    with _listening() as sent:
        _open(client, path)
    return sent


def _open(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise CannotStart(f"{path} answered {answer.status_code}, so nothing was measured.")


def _browser(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = token  # as flask-login keeps it
    return client


@contextmanager
def _listening() -> Iterator[_Sent]:
    sent = _Sent()

    def note(_c: object, _cur: object, statement: str, values: Any, *_: object) -> None:
        sent.statements.append((statement, values))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def _read_from_end_to_end(reads: Sequence[tuple[str, Any]], big: bulk.Big) -> tuple[str, ...]:
    """The big tables that the database would read whole for one of these, or whole for the organisation that asks, as
    it says itself."""
    plans = "\n".join(_plan(statement, values) for statement, values in reads)
    whole = {table for table in _SCAN.findall(plans) if table in big.together}
    return tuple(sorted(whole | {table for table in _OF_ONE.findall(plans) if table in big.of_one}))


_SCAN = re.compile(r'(?:SCAN |Seq Scan on |Index(?: Only)? Scan using \w+ on (?=\w+ [^\n]*\n(?!\s*Index Cond)))"?(\w+)')
# SQLite alone: every row of one organisation, unless by an index that holds few of them.
_OF_ONE = re.compile(
    rf"SEARCH (\w+) USING (?!INDEX (?:{'|'.join(FEW)})\b)[^(\n]*\(organisation_id=\?\)(?: LEFT-JOIN)?$", re.M
)


def _plan(statement: str, values: Any) -> str:
    asked = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    rows = db.session.connection().exec_driver_sql(f"{asked} {statement}", values).all()
    return "\n".join(_named(str(row[-1]), statement) for row in rows)


def _named(line: str, statement: str) -> str:
    """SQLite names a table by what the statement calls it: `SCAN action_1` is about the table `action`."""
    found = re.match(r"\s*(?:SCAN|SEARCH) (\w+)", line)
    if found and (table := re.search(rf'(?:FROM|JOIN) "?(\w+)"? AS {found[1]}\b', statement)):
        return line.replace(found[1], table[1], 1)
    return line


def _empty() -> None:
    """A PostgreSQL database that was filled here goes back to nothing."""
    db.session.execute(sa.text("DROP SCHEMA public CASCADE"))
    db.session.execute(sa.text("CREATE SCHEMA public"))
    db.session.commit()


def _table(database: str, figures: Sequence[Figure]) -> str:
    sizes = sorted({one.actions for one in figures})
    rows = [
        f"{database}: p50 and p95 in milliseconds, by actions of 1,000 organisations; the largest has one in ten "
        "(at least 600), and is asked.",
        "",
        "view".ljust(22) + "".join(f"{size:,}".rjust(16) for size in sizes) + "   p95 last/first  queries  read whole",
    ]
    for view in dict.fromkeys(one.view for one in figures):
        mine = {one.actions: one for one in figures if one.view == view}
        ratio = mine[sizes[-1]].percentile(0.95) / mine[sizes[0]].percentile(0.95)
        shown = "".join(
            f"{one.percentile(0.5):9.1f} {one.percentile(0.95):6.1f}" for one in map(mine.get, sizes) if one
        )
        queries = max(one.queries for one in mine.values())
        scans = ", ".join(sorted({scan for one in mine.values() for scan in one.scans})) or "nothing"
        rows.append(f"{view:22}{shown}   {ratio:14.2f}  {queries:7}  {scans}")
    goals = f"at most {GOAL_SLOWER} times slower at the top, {GOAL_QUERIES} queries a page, nothing read whole"
    return "\n".join([*rows, "", f"Goals: {goals} that has more than {BIG:,} rows."])
