"""The benchmark of the tracker runs, and says what it measured; how fast it was is for people to judge."""

from __future__ import annotations

import json

import pytest

from spotcheck.bench.tracker import GOAL_QUERIES, bench_tracker
from spotcheck.tracker.rules.views import View


@pytest.mark.slow
@pytest.mark.one_database
def test_no_view_of_the_tracker_reads_a_big_table_whole_or_asks_too_often() -> None:
    said: list[str] = []
    assert bench_tracker(sizes=[20_000], url=None, as_json=True, say=said.append) == 0
    rows = json.loads(said[0])
    assert {row["view"] for row in rows} == {*(view.value for view in View), "open, of one service", "action page"}
    assert {row["view"]: row["scans"] for row in rows if row["scans"]} == {}
    assert {row["view"]: row["queries"] for row in rows if row["queries"] > GOAL_QUERIES} == {}
    assert all(row["p95_ms"] >= row["p50_ms"] > 0 and row["actions"] == 20_000 for row in rows)
