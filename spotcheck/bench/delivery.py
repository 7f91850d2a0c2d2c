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

    @property
    def by_processor(self) -> float:
        """The same ratio by work and not by the clock: fair on a machine that others use as well. 0: not known here."""
        return self.bare.processor / self.delivery.processor if self.delivery.processor else 0.0

    def plain(self) -> dict[str, Any]:
        return {
            "writers": self.writers,
            "ratio": round(self.ratio, 2),
            "ratio_by_processor": round(self.by_processor, 2),
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
    with served(what, **server) as serving:
        load(serving.port, path, [mine[:WARM] for mine in bodies])
        before = serving.processor_seconds()
        measured = load(serving.port, path, [mine[WARM:] for mine in bodies])
        used = serving.processor_seconds() - before
    if not measured.stored:
        raise CannotStart(f"The server of {what} did not store all that was sent, so nothing was measured.")
    return measured.using(used)


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
    return {**{name: round(value, 1) for name, value in shown.items()}, "processor": round(measured.processor, 2)}


def _table(kind: str, lines: list[Line]) -> str:
    rows = [
        f"{kind}: one check of 15 answers, sealed. Milliseconds; cpu: what the server worked on each.",
        "",
    ]
    rows.append("writers   deliveries/s   p50    p99    cpu   raw inserts/s   p50    p99    cpu   ratio   by cpu")
    for line in lines:
        ours, bare = _figures(line.delivery), _figures(line.bare)
        rows.append(
            f"{line.writers:7}   {ours['rate']:12} {ours['p50']:5} {ours['p99']:6} {ours['processor']:6}   "
            f"{bare['rate']:13} {bare['p50']:5} {bare['p99']:6} {bare['processor']:6}   {line.ratio:5.2f}   "
            f"{line.by_processor:6.2f}"
        )
    rows += ["", f"Goals: a ratio of at least {GOAL_RATIO}, and a p99 of at most {GOAL_P99:.0f} ms with 8 writers."]
    return "\n".join(rows)
