"""`spotcheck bench delivery`: a whole delivery against the raw insert of the same rows, in one run on one machine."""

from __future__ import annotations

import json
import secrets
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from spotcheck.bench.bare import make_tables
from spotcheck.bench.furnish import Ready, furnish, sealed
from spotcheck.bench.load import Measured, load
from spotcheck.bench.served import served
from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core.clock import SystemClock
from spotcheck.settings import CannotStart, Settings, database_url

WRITERS = (1, 8)
WARM = 20  # deliveries of each writer that are not measured
GOAL_RATIO, GOAL_P99 = 0.5, 25.0


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured with one number of writers."""

    writers: int
    delivery: Measured
    bare: Measured

    @property
    def ratio(self) -> float:
        return self.delivery.rate / self.bare.rate

    def plain(self) -> dict[str, Any]:
        return {
            "writers": self.writers,
            "ratio": round(self.ratio, 2),
            **{f"delivery_{name}": value for name, value in _figures(self.delivery).items()},
            **{f"bare_{name}": value for name, value in _figures(self.bare).items()},
        }


def bench_delivery(*, url: str | None, deliveries: int, as_json: bool) -> int:
    """Measure and print. `url`: an empty PostgreSQL database; without it SQLite in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="spotcheck-bench-") as name:
        folder = Path(name)
        lines = _measure(folder, url, deliveries)
    kind = "PostgreSQL" if url else "SQLite"
    if as_json:
        print(json.dumps({"database": kind, "deliveries": deliveries, "lines": [line.plain() for line in lines]}))
    else:
        print(_table(kind, lines))
    return 0


def _measure(folder: Path, url: str | None, deliveries: int) -> list[Line]:
    secret = secrets.token_urlsafe(24)
    ours = database_url(url, folder)
    bare = ours if url else f"sqlite:///{folder / 'bare.db'}"
    app = prepared(Settings(data=folder, database_url=ours, secret=secret))
    with app.app_context():
        ready = furnish(app, secret, max(WRITERS), at=SystemClock().now() - timedelta(hours=1))
    let_go(app)
    make_tables(bare)
    taken = [0] * len(ready)
    found = []
    for writers in WRITERS:
        each = deliveries // writers
        bodies = [_bodies(ready[number], taken, number, each + WARM) for number in range(writers)]
        rows = [[_rows(ready[number])] * (each + WARM) for number in range(writers)]
        delivery = _run("spotcheck", "/envelopes", bodies, data=folder, database_url=ours, secret=secret)
        found.append(
            Line(writers, delivery, _run("bare", "/rows", rows, data=folder, database_url=bare, secret=secret))
        )
    return found


def _run(what: str, path: str, bodies: list[list[bytes]], **server: Any) -> Measured:
    with served(what, **server) as port:
        load(port, path, [mine[:WARM] for mine in bodies])
        measured = load(port, path, [mine[WARM:] for mine in bodies])
    if set(measured.status) != {200}:
        raise CannotStart(f"The server of {what} answered {measured.status}, so nothing was measured.")
    return measured


def _bodies(ready: Ready, taken: list[int], number: int, n: int) -> list[bytes]:
    first = taken[number] + 1
    taken[number] += n
    return [sealed(ready, sequence) for sequence in range(first, first + n)]


def _rows(ready: Ready) -> bytes:
    named = {"author": ready.grant_id, "service": ready.service_id, "version": ready.version_id}
    sent = {**named, "worker": ready.worker_id, "items": ready.item_ids}
    return json.dumps(sent, default=str).encode()


def _figures(measured: Measured) -> dict[str, float]:
    shown = {"rate": measured.rate, "p50": measured.percentile(0.5), "p99": measured.percentile(0.99)}
    return {name: round(value, 1) for name, value in shown.items()}


def _table(kind: str, lines: list[Line]) -> str:
    rows = [f"{kind}: one check of 15 answers, sealed; times in milliseconds.", ""]
    rows.append("writers   deliveries/s   p50    p99   raw inserts/s   p50    p99   ratio")
    for line in lines:
        ours, bare = _figures(line.delivery), _figures(line.bare)
        rows.append(
            f"{line.writers:7}   {ours['rate']:12} {ours['p50']:6} {ours['p99']:6}   {bare['rate']:13} {bare['p50']:5} "
            f"{bare['p99']:6}   {line.ratio:5.2f}"
        )
    rows += ["", f"Goals: a ratio of at least {GOAL_RATIO}, and a p99 of at most {GOAL_P99:.0f} ms with 8 writers."]
    return "\n".join(rows)
