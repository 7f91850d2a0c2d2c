"""The views of the tracker: their headings, their counts, and what a search for a number means."""

from __future__ import annotations

import pytest

from spotcheck.tracker.rules.views import VIEW_NAMES, View, about, arranged, asked_number, counted, heading


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("n", [0, 1, 2, 100])
def test_every_view_has_an_answer_for_its_heading(view: View, n: int) -> None:
    assert str(heading(view, n))
    assert str(VIEW_NAMES[view])
    assert str(about(view, n, filtered=False))


def test_the_heading_says_how_many() -> None:
    assert str(heading(View.WAITING, 0)) == "Nothing waits for a fresh look"
    assert str(heading(View.WAITING, 1)) == "One action waits for a fresh look"
    assert str(heading(View.WAITING, 5)) == "5 actions wait for a fresh look"


def test_counts_stop_at_99() -> None:
    assert [counted(n) for n in (0, 99, 100)] == ["0", "99", "99+"]
    assert str(heading(View.OPEN, 100)) == "99+ actions are open"


def test_a_view_with_nothing_in_it_waits_behind_one_tap() -> None:
    counts = dict.fromkeys(View, 0) | {View.WAITING: 2, View.CLOSED: 100}
    first, rest = arranged(counts, View.READY)
    assert first == [View.MINE, View.OPEN, View.WAITING, View.READY, View.CLOSED]
    assert set(first) | set(rest) == set(View) and not set(first) & set(rest)


def test_nothing_because_of_filters_says_so() -> None:
    assert "filters" in str(about(View.OPEN, 0, filtered=True))


@pytest.mark.parametrize(
    ("words", "number"),
    [("A-12", 12), ("a12", 12), ("A 12", 12), ("12", 12), ("A-007", 7), ("PRN", None), ("12 x", None), ("", None)],
)
def test_a_reference_is_understood_however_it_is_written(words: str, number: int | None) -> None:
    assert asked_number(words) == number
