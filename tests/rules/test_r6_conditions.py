"""R6: looks of different workers, on different days, on different shifts, by several people."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.checks.rules.content import Shift
from spotcheck.tracker.rules.asked_words import Repeats, repeats_of, to_come_in_words, too_few
from spotcheck.tracker.rules.closing import closing
from spotcheck.tracker.rules.conditions import SHIFTS, Conditions, Differ, Seen, filling, still_to_come
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.weighing import Verdict, weigh
from tests.facts import ACTION, GRACE, RUTH, TODAY, WATCHED, watched

WORKERS, DAYS = Conditions(frozenset({Differ.WORKERS})), Conditions(frozenset({Differ.DAYS}))
BOTH = Conditions(WORKERS.differ | DAYS.differ)
ON_SHIFTS = Conditions(frozenset({Differ.SHIFTS}))
BY_TWO = Conditions(WORKERS.differ, observers=2)
FIRST_DAY = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


def look(
    worker: int = 1, day: int = 0, shift: str | None = "early", by: uuid.UUID = GRACE, **other: object
) -> EvidenceFacts:
    """A look that counts, judged by somebody else; day 0 is 3 November."""
    at = FIRST_DAY + timedelta(days=day, minutes=worker)
    known = {
        "source_id": uuid.uuid4(),
        "observed": uuid.UUID(int=100 + worker),
        "began_at": at,
        "shift": shift,
        "captured_by": by,
        "reviewed_by": uuid.UUID(int=7) if by == RUTH else RUTH,
    }
    return watched(**{**known, **other})


FILLED = {
    "nothing must differ": (Conditions(), [look(1), look(1), look(1)], Verdict.MET, 0, 3),
    "three workers": (WORKERS, [look(1), look(2), look(3)], Verdict.MET, 0, 3),
    "one worker twice": (WORKERS, [look(1), look(2), look(1, 1)], Verdict.OPEN, 1, 2),
    "one worker three times": (WORKERS, [look(1), look(1, 1), look(1, 2)], Verdict.OPEN, 2, 1),
    "one more than asked for": (WORKERS, [look(1), look(2), look(3), look(1, 1)], Verdict.MET, 0, 3),
    "three days": (DAYS, [look(1), look(1, 1), look(1, 2)], Verdict.MET, 0, 3),
    "two on one day": (DAYS, [look(1), look(2), look(3, 1)], Verdict.OPEN, 1, 2),
    "workers and days": (BOTH, [look(1), look(2, 1), look(3, 2)], Verdict.MET, 0, 3),
    "the first look gives way to two that fit": (BOTH, [look(1), look(2), look(1, 1), look(3, 2)], Verdict.MET, 0, 3),
    "three shifts": (
        ON_SHIFTS, [look(1, 0, "early"), look(1, 0, "late"), look(1, 0, "night")], Verdict.MET, 0, 3,
    ),
    "the same shift on another day": (ON_SHIFTS, [look(1), look(2, 1), look(3, 2, "late")], Verdict.OPEN, 1, 2),
    "no shift was said": (ON_SHIFTS, [look(1, 0, None), look(2), look(3, 1, "late")], Verdict.OPEN, 1, 2),
    "by two people": (BY_TWO, [look(1), look(2), look(3, by=RUTH)], Verdict.MET, 0, 3),
    "all by one person": (BY_TWO, [look(1), look(2), look(3)], Verdict.OPEN, 1, 3),
    "the second person sees somebody again": (
        BY_TWO, [look(1), look(2), look(3), look(1, 1, by=RUTH)], Verdict.MET, 0, 3,
    ),
    "a worker who left has a number": (
        WORKERS,
        [look(1), look(2, observed=None, worker_number=1), look(3, observed=None, worker_number=1)],
        Verdict.OPEN, 1, 2,
    ),
    "nobody is named": (WORKERS, [look(1), look(2, observed=None), look(3)], Verdict.OPEN, 1, 2),
    "it waits for a review": (WORKERS, [look(1), look(2), look(3, reviewed_by=None)], Verdict.OPEN, 1, 2),
    "the standard was not seen": (WORKERS, [look(1), look(2), look(3, usable=0)], Verdict.OPEN, 1, 2),
    "a miss of somebody new": (WORKERS, [look(1), look(2), look(3, misses=1)], Verdict.MISSED, 0, 3),
    "a miss of somebody seen already": (WORKERS, [look(1), look(2), look(1, 1, misses=1)], Verdict.MISSED, 1, 3),
    "a miss on a day that was full": (DAYS, [look(1), look(2, misses=1), look(3, 1)], Verdict.MISSED, 1, 3),
    "a miss on no shift": (ON_SHIFTS, [look(1), look(2, 1, None, misses=1)], Verdict.MISSED, 2, 2),
}  # fmt: skip


@pytest.mark.parametrize(("asks", "seen", "verdict", "remaining", "counted"), FILLED.values(), ids=FILLED)
def test_what_fills_a_plan(
    asks: Conditions, seen: list[EvidenceFacts], verdict: Verdict, remaining: int, counted: int
) -> None:
    found = weigh(ACTION, replace(WATCHED, asks=asks), seen)
    assert (found.verdict, found.remaining, len(found.counted)) == (verdict, remaining, counted)


def test_a_miss_that_repeats_a_worker_counts_and_fills_nothing() -> None:
    lenient = replace(WATCHED, allowed=1, asks=WORKERS)
    found = weigh(ACTION, lenient, [look(1), look(2), look(1, 1, misses=1)])
    assert (found.verdict, found.remaining, found.misses) == (Verdict.OPEN, 1, 1)


ASIDE = {
    "a worker": (
        WORKERS, look(1, 1),
        "It repeats a worker who was seen already. What counts instead is a look of another worker.",
    ),
    "a day": (
        DAYS, look(2, 0),
        "It repeats a day that was seen already. What counts instead is a look on another day.",
    ),
    "a worker and a day": (
        BOTH, look(1, 0, source_id=uuid.UUID(int=2**127)),
        "It repeats a worker who was seen already and a day that was seen already. What counts instead is a look of "
        "another worker and on another day.",
    ),
    "a shift": (
        ON_SHIFTS, look(2, 1),
        "It repeats a shift that was seen already. What counts instead is a look on another shift.",
    ),
    "no shift": (
        ON_SHIFTS, look(2, 1, None),
        "It does not say on which shift it was, and that must differ from look to look.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asks", "more", "why"), ASIDE.values(), ids=ASIDE)
def test_a_look_that_repeats_is_set_aside_and_says_what_would_count(
    asks: Conditions, more: EvidenceFacts, why: str
) -> None:
    first = look(1, 0, source_id=uuid.UUID(int=1))
    ((aside, reason),) = weigh(ACTION, replace(WATCHED, asks=asks), [more, first]).set_aside
    assert (aside, str(reason)) == (more, why)


TO_COME = {
    "nothing yet": (BOTH, [], "3 observations, of different workers, on different days"),
    "one to come": (BOTH, [look(1), look(2, 1)], "1 more observation, of another worker, on another day"),
    "two to come": (BOTH, [look(1)], "2 more observations, each of another worker, on another day"),
    "a waiting one is not asked for again": (
        WORKERS, [look(1), look(2, reviewed_by=None)], "1 more observation, of another worker",
    ),
    "nobody yet, by two": (BY_TWO, [], "3 observations, of different workers, by at least 2 people"),
    "one of two by somebody else": (
        BY_TWO, [look(1)], "2 more observations, each of another worker, one of them by somebody else",
    ),
    "the last by somebody else": (
        BY_TWO, [look(1), look(2), look(3)], "1 more observation, of another worker, by another person",
    ),
    "both have looked": (BY_TWO, [look(1), look(2, by=RUTH)], "1 more observation, of another worker"),
    "on shifts": (ON_SHIFTS, [look(1)], "2 more observations, each on another shift"),
}  # fmt: skip


@pytest.mark.parametrize(("asks", "seen", "says"), TO_COME.values(), ids=TO_COME)
def test_what_is_still_to_come_says_what_it_must_differ_in(
    asks: Conditions, seen: list[EvidenceFacts], says: str
) -> None:
    assert str(to_come_in_words(weigh(ACTION, replace(WATCHED, asks=asks), seen))) == says


def test_what_is_missing_before_closing_names_it() -> None:
    seen = [look(1), look(2, 1), look(2, 2)]
    (missing,) = closing(ACTION, [replace(WATCHED, asks=BOTH)], seen, today=TODAY).missing
    assert str(missing.sentence) == (
        "Still to come: “The chart is read first.”: 1 more observation, of another worker, on another day, by "
        "30 November 2026."
    )


EVERYTHING = Conditions(frozenset(Differ), observers=2)


def next_look(asks: Conditions, seen: list[EvidenceFacts], by: uuid.UUID = GRACE) -> Repeats | None:
    shifts = [(one.value, one.label) for one in Shift]
    return repeats_of(weigh(ACTION, replace(WATCHED, asks=asks), seen), shifts=shifts, by=by)


def test_before_looking_one_hears_what_is_to_come_and_what_would_repeat() -> None:
    found = next_look(EVERYTHING, [look(1), look(2, 1, "late")])
    assert found is not None and found.workers == {uuid.UUID(int=101), uuid.UUID(int=102)}
    assert [str(one) for one in found.told(date(2026, 11, 3), uuid.UUID(int=101))] == [
        "Still to come: 1 more observation, of another worker, on another day, on another shift, by another person.",
        "Seen for this already. A look of somebody else would count.",
        "Today was seen already. A look on another day would count.",
        "Seen already: Early shift, Late shift. Another shift would count.",
        "You have looked already. A look by somebody else would count.",
        "If something is missed, that counts in any case.",
    ]


def test_somebody_else_on_another_day_hears_only_what_is_to_come() -> None:
    found = next_look(BY_TWO, [look(1), look(2)], by=RUTH)
    assert found is not None
    assert [str(one) for one in found.told(date(2026, 11, 3))] == [
        "Still to come: 1 more observation, of another worker, by another person.",
        "If something is missed, that counts in any case.",
    ]


def test_nothing_is_said_before_looking_where_nothing_must_differ_or_is_to_come() -> None:
    assert next_look(Conditions(), [look(1)]) is None
    assert next_look(WORKERS, [look(1), look(2), look(3, reviewed_by=None)]) is None


def test_a_service_with_too_few_people_is_told_and_not_refused() -> None:
    assert [str(one) for one in too_few(BY_TWO, 3, workers=2, observers=1)] == [
        "2 people give care here, so 3 looks cannot all be of different workers.",
        "1 person here can look for this, so it cannot be by 2.",
    ]
    assert too_few(BY_TWO, 3, workers=3, observers=2) == ()


def test_there_are_as_many_shifts_as_a_check_can_name() -> None:
    assert len(Shift) == SHIFTS


def _seen(values: tuple[int, int, int, int]) -> Seen:
    worker, day, shift, observer = values
    return Seen(worker or None, date(2026, 11, day), shift or None, observer)


LOOKS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(0, 3), st.integers(1, 3)), max_size=7)
ASKS = st.builds(Conditions, st.frozensets(st.sampled_from(Differ)), st.integers(1, 3))


@given(ASKS, st.integers(1, 5), LOOKS)
def test_the_largest_set_that_fills_is_what_trying_every_set_finds(
    asks: Conditions, size: int, values: list[tuple[int, int, int, int]]
) -> None:
    looks = [_seen(one) for one in values]

    def fits(some: tuple[Seen, ...]) -> bool:
        lacking = any(one.lacks(asks) for one in some)
        return not lacking and not any(one.repeats(other, asks) for one, other in combinations(some, 2))

    def to_come(some: tuple[Seen, ...]) -> int:
        return max(size - len(some), asks.observers - len({one.observer for one in some}), 0)

    every = [some for n in range(len(looks) + 1) for some in combinations(looks, n) if fits(some)]
    assert still_to_come(asks, size, looks) == min(to_come(some) for some in every)
    assert fits(tuple(looks[place] for place in filling(asks, size, looks)))


BROUGHT = st.lists(
    st.builds(
        look,
        worker=st.integers(1, 3),
        day=st.integers(0, 3),
        shift=st.sampled_from(["early", "late", "night", None]),
        by=st.sampled_from([GRACE, RUTH]),
        misses=st.integers(0, 1),
    ),
    max_size=6,
)
RANK = {Verdict.MET: 0, Verdict.OPEN: 1, Verdict.MISSED: 2}


def _rank(asks: Conditions, allowed: int, seen: list[EvidenceFacts]) -> int:
    return RANK[weigh(ACTION, replace(WATCHED, allowed=allowed, asks=asks), seen).verdict]


@given(ASKS, st.integers(0, 2), BROUGHT)
def test_more_misses_never_help_whatever_must_differ(asks: Conditions, allowed: int, seen: list[EvidenceFacts]) -> None:
    rank = _rank(asks, allowed, seen)
    for place, one in enumerate(seen):
        if not one.misses:
            worse = [*seen[:place], replace(one, misses=1), *seen[place + 1 :]]
            assert rank <= _rank(asks, allowed, worse)


@given(ASKS, st.integers(0, 2), BROUGHT)
def test_one_look_more_that_went_well_never_undoes_what_is_met(
    asks: Conditions, allowed: int, seen: list[EvidenceFacts]
) -> None:
    without = [
        _rank(asks, allowed, [*seen[:place], *seen[place + 1 :]]) for place, one in enumerate(seen) if not one.misses
    ]
    assert all(_rank(asks, allowed, seen) <= rank for rank in without)


@given(ASKS, st.integers(0, 2), BROUGHT, st.randoms(use_true_random=False))
def test_the_order_in_which_looks_arrive_changes_nothing(
    asks: Conditions, allowed: int, seen: list[EvidenceFacts], chance: object
) -> None:
    other = list(seen)
    chance.shuffle(other)  # type: ignore[attr-defined]  # a random.Random, which hypothesis gives as an object
    one, two = (weigh(ACTION, replace(WATCHED, allowed=allowed, asks=asks), some) for some in (seen, other))
    assert (one.verdict, one.left, set(one.counted)) == (two.verdict, two.left, set(two.counted))


@given(ASKS, BROUGHT)
def test_a_miss_is_never_set_aside_for_what_must_differ(asks: Conditions, seen: list[EvidenceFacts]) -> None:
    found = weigh(ACTION, replace(WATCHED, asks=asks), seen)
    assert found.misses == sum(one.misses for one in seen)
    assert not [one for one, _ in found.set_aside if one.misses]
