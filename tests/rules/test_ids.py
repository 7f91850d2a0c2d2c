"""Ids sort by the time they were made."""

from __future__ import annotations

import time
import uuid

import pytest

from spotcheck.core import ids
from spotcheck.core.ids import new_id

MILLISECOND = 1_000_000


def test_an_id_is_a_uuid_of_version_seven() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_an_id_begins_with_the_milliseconds_of_its_making(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0x0199_ABCD_EF01 * MILLISECOND + 999_999)
    assert str(new_id()).startswith("0199abcd-ef01-7")


def test_later_ids_sort_after_earlier_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for tick in range(100):
        monkeypatch.setattr(ids.time, "time_ns", lambda tick=tick: (1_800_000_000_000 + tick) * MILLISECOND)
        made.append(new_id())
    assert made == sorted(made)
    assert [one.hex for one in made] == sorted(one.hex for one in made)


def test_ids_of_the_same_millisecond_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_800_000_000_000 * MILLISECOND)
    assert len({new_id() for _ in range(1_000)}) == 1_000


def test_every_bit_that_chance_should_set_is_set_sometimes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    seen_set = seen_clear = 0
    for _ in range(200):
        seen_set |= new_id().int
        seen_clear |= ~new_id().int
    chance = (0xFFF << 64) | ((1 << 62) - 1)
    assert seen_set & chance == seen_clear & chance == chance


def test_ids_come_from_the_clock_of_the_machine() -> None:
    before = time.time_ns() // MILLISECOND
    made = new_id().int >> 80
    assert before <= made <= time.time_ns() // MILLISECOND
