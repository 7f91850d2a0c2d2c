"""The benchmark of delivery runs, and says what it measured; how fast it was is for people to judge."""

from __future__ import annotations

import json

import pytest

from spotcheck.bench.delivery import bench_delivery


@pytest.mark.slow
@pytest.mark.one_database
def test_it_measures_real_deliveries_against_raw_inserts(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_delivery(url=None, deliveries=16, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert [line["writers"] for line in said["lines"]] == [1, 8]
    for line in said["lines"]:
        assert line["ratio"] > 0
        assert line["ratio_by_processor"] >= 0
        assert line["delivery_p99"] >= line["delivery_p50"] > 0
        assert line["bare_p99"] >= line["bare_p50"] > 0
