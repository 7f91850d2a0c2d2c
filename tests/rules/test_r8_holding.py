"""R8: a closed action holds when five looks miss nothing, or five more do after one miss; otherwise it opens again."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.tracker.rules.closing import closing
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, DriftFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.holding import Held, Holding, holding
from spotcheck.tracker.rules.independence import drift_look_refused
from spotcheck.tracker.rules.words import Look, State
from tests.facts import ACTION, AFTER, GRACE, LEAD, RUTH, SAMPLE, TODAY, TOMASZ, read

CLOSED = replace(ACTION, state=State.CLOSED)
AGAIN = replace(CLOSED, round=CLOSED.round + 1)
OPENS, DUE, NEXT = date(2027, 2, 1), date(2027, 2, 15), date(2027, 5, 10)
STANDARD = "Each entry gives a reason."


def a_step(number: int, look: Look = Look.SAMPLE, *, after: RequirementFacts | None = None) -> RequirementFacts:
    days = DriftFacts(12, OPENS, DUE, None if after else NEXT, after.id if after else None)
    return RequirementFacts(uuid.UUID(int=number), look, 5, 0 if after else 1, 2, STANDARD, drift=days)


FIRST = a_step(40)
SECOND = a_step(41, after=FIRST)
WATCH = a_step(42, Look.OBSERVATION)
WATCH_AGAIN = a_step(43, Look.OBSERVATION, after=WATCH)
AGAIN = replace(
    a_step(44), drift=DriftFacts(26, NEXT, NEXT + timedelta(weeks=2), None)
)  # the look after the next half year
PLANNED = [FIRST, SECOND, WATCH, WATCH_AGAIN]


def moment(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def look(step: RequirementFacts, misses: int = 0, *, on: date = OPENS, usable: int = 0, **other: Any) -> EvidenceFacts:
    """A look that counts for this step: of five records drawn the same day, or of one person."""
    sampled = step.look is Look.SAMPLE
    at = moment(on, other.pop("hour", 10))
    draw = DrawFacts(step.id, 2, at - timedelta(minutes=30), population=40, drawn_by=GRACE, counted_by=GRACE)
    known: dict[str, Any] = {
        "requirement_id": step.id,
        "source_id": uuid.uuid4(),
        "began_at": at,
        "draw": draw if sampled else None,
        "observed": None if sampled else TOMASZ,
        "reviewed_at": at + timedelta(hours=2),
    }
    return read(usable or (5 if sampled else 1), misses, **{**known, **other})


def asked(*evidence: EvidenceFacts, of: ActionFacts = CLOSED, steps: list[RequirementFacts] | None = None) -> Holding:
    return holding(of, steps or [FIRST, SECOND], evidence)


NEXT_DAY = OPENS + timedelta(days=1)
VERDICTS = {
    "nothing seen": ([], Held.OPEN),
    "five of five": ([look(FIRST)], Held.HOLDING),
    "one of five missed": ([look(FIRST, 1)], Held.MIXED),
    "one missed, then none": ([look(FIRST, 1), look(SECOND, on=NEXT_DAY)], Held.HOLDING),
    "one missed, then one": ([look(FIRST, 1), look(SECOND, 1, on=NEXT_DAY)], Held.NOT_YET),
    "two of five missed": ([look(FIRST, 2)], Held.NOT_YET),
    "a second step nobody asked for changes nothing": ([look(FIRST), look(SECOND, 5, on=NEXT_DAY)], Held.HOLDING),
    "four of four read is not enough": ([look(FIRST, usable=4)], Held.OPEN),
    "two missed in four read is": ([look(FIRST, 2, usable=4)], Held.NOT_YET),
    "not reviewed yet": ([look(FIRST, 2, reviewed_by=None)], Held.OPEN),
    "mixed, the second not reviewed yet": (
        [look(FIRST, 1), look(SECOND, on=NEXT_DAY, reviewed_by=None)],
        Held.MIXED,
    ),
    "its reviewer says that it does not stand": ([look(FIRST, 2, stands=False)], Held.OPEN),
    "the day before its day": ([look(FIRST, on=OPENS - timedelta(days=1))], Held.OPEN),
    "late, and it still counts": ([look(FIRST, on=DUE + timedelta(days=9))], Held.HOLDING),
    "when the next look took its place": ([look(FIRST, on=NEXT)], Held.OPEN),
    "captured by the lead": ([look(FIRST, captured_by=LEAD)], Held.OPEN),
    "reviewed by the lead": ([look(FIRST, reviewed_by=LEAD)], Held.OPEN),
    "reviewed by whoever captured it": ([look(FIRST, reviewed_by=GRACE)], Held.OPEN),
    "drawn by the lead": (
        [look(FIRST, draw=DrawFacts(FIRST.id, 2, moment(OPENS, 9), 40, LEAD, GRACE))],
        Held.OPEN,
    ),
    "counted by the lead": (
        [look(FIRST, draw=DrawFacts(FIRST.id, 2, moment(OPENS, 9), 40, GRACE, LEAD))],
        Held.OPEN,
    ),
    "drawn before its day": (
        [look(FIRST, draw=DrawFacts(FIRST.id, 2, moment(OPENS - timedelta(days=1)), 40, GRACE, GRACE))],
        Held.OPEN,
    ),
    "not drawn at all": ([look(FIRST, draw=None)], Held.OPEN),
    "the second with the draw of the first": (
        [look(FIRST, 1), look(SECOND, on=NEXT_DAY, draw=DrawFacts(FIRST.id, 2, moment(OPENS, 9), 40, GRACE, GRACE))],
        Held.MIXED,
    ),
    "the second before the first": ([look(FIRST, 1, hour=12), look(SECOND, on=OPENS, hour=11)], Held.MIXED),
    "of the round before": ([look(FIRST, 2, round=1)], Held.OPEN),
    "a service with three records, all read": (
        [look(FIRST, usable=3, draw=DrawFacts(FIRST.id, 2, moment(OPENS, 9), 3, GRACE, GRACE))],
        Held.HOLDING,
    ),
}


@pytest.mark.parametrize(("evidence", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_what_the_looks_say(evidence: list[EvidenceFacts], verdict: Held) -> None:
    (found,) = asked(*evidence).looks
    assert found.verdict is verdict


OBSERVED = {
    "four, none missed": ([0, 0, 0, 0], [], Held.OPEN),
    "five, none missed": ([0] * 5, [], Held.HOLDING),
    "one of four missed: the fifth is still to come": ([1, 0, 0, 0], [], Held.OPEN),
    "one of five missed": ([1, 0, 0, 0, 0], [], Held.MIXED),
    "two of two missed, and that is enough": ([1, 1], [], Held.NOT_YET),
    "mixed, then four": ([1, 0, 0, 0, 0], [0] * 4, Held.MIXED),
    "mixed, then five": ([1, 0, 0, 0, 0], [0] * 5, Held.HOLDING),
    "mixed, then one missed at once": ([1, 0, 0, 0, 0], [1], Held.NOT_YET),
}


@pytest.mark.parametrize(("first", "second", "verdict"), OBSERVED.values(), ids=OBSERVED)
def test_practice_is_seen_five_times_and_then_five_more(first: list[int], second: list[int], verdict: Held) -> None:
    seen = [look(WATCH, missed) for missed in first] + [look(WATCH_AGAIN, missed, on=NEXT_DAY) for missed in second]
    (found,) = asked(*seen, steps=[WATCH, WATCH_AGAIN]).looks
    assert found.verdict is verdict


def test_nobody_counts_who_is_watched_by_themselves() -> None:
    (found,) = asked(*[look(WATCH, observed=GRACE)] * 5, steps=[WATCH, WATCH_AGAIN]).looks
    assert found.verdict is Held.OPEN


WHOLE = {
    "one standard holds, the other is not seen": ([look(FIRST)], Held.OPEN),
    "one holds, the other is mixed": ([look(FIRST, 1), *[look(WATCH) for _ in range(5)]], Held.MIXED),
    "one does not hold": ([look(FIRST), look(WATCH, 1), look(WATCH, 1)], Held.NOT_YET),
    "both hold": ([look(FIRST), *[look(WATCH) for _ in range(5)]], Held.HOLDING),
}


@pytest.mark.parametrize(("evidence", "verdict"), WHOLE.values(), ids=WHOLE)
def test_a_look_holds_when_every_standard_does(evidence: list[EvidenceFacts], verdict: Held) -> None:
    (found,) = asked(*evidence, steps=PLANNED).looks
    assert found.verdict is verdict


def test_the_second_step_is_due_within_a_week_of_the_review() -> None:
    (found,) = asked(look(FIRST, 1, reviewed_at=moment(OPENS + timedelta(days=3)))).looks
    (part,) = found.parts
    assert (part.days.opens_on, part.days.due_on) == (OPENS + timedelta(days=3), OPENS + timedelta(days=10))
    assert found.due_on == part.days.due_on


ASKS = {
    "before its day": ([], OPENS - timedelta(days=1), []),
    "on its day": ([], OPENS, [FIRST.id]),
    "late": ([], DUE + timedelta(days=30), [FIRST.id]),
    "when the next took its place": ([], NEXT, []),
    "while it waits for a review": ([look(FIRST, reviewed_by=None)], OPENS, []),
    "holding": ([look(FIRST)], OPENS, []),
    "mixed": ([look(FIRST, 1)], OPENS, [SECOND.id]),
    "mixed, long ago": ([look(FIRST, 1)], NEXT + timedelta(days=50), [SECOND.id]),
    "not holding": ([look(FIRST, 2)], OPENS, []),
}


@pytest.mark.parametrize(("evidence", "today", "steps"), ASKS.values(), ids=ASKS)
def test_which_step_is_asked_for(evidence: list[EvidenceFacts], today: date, steps: list[uuid.UUID]) -> None:
    assert [one.requirement.id for one in asked(*evidence).asks(today)] == steps


def test_a_look_that_nobody_took_is_never_holding() -> None:
    found = asked(steps=[FIRST, SECOND, AGAIN])
    assert (found.looks[0].unseen(NEXT), found.looks[0].unseen(NEXT - timedelta(days=1))) == (True, False)
    assert found.next_look(NEXT) is found.looks[1]
    assert found.held_weeks is None
    assert found.asks_from(NEXT) == NEXT


def test_what_was_seen_in_time_and_waits_for_a_review_is_not_passed_over() -> None:
    (found,) = asked(look(FIRST, reviewed_by=None)).looks
    assert not found.unseen(NEXT)


def test_the_weeks_it_held_are_those_of_the_last_look_that_said_so() -> None:
    assert asked(look(FIRST), steps=[FIRST, SECOND, AGAIN]).held_weeks == 12
    assert asked(look(FIRST), look(AGAIN, on=NEXT), steps=[FIRST, SECOND, AGAIN]).held_weeks == 26


@pytest.mark.parametrize("state", [one for one in State if one is not State.CLOSED])
def test_only_what_is_closed_can_hold(state: State) -> None:
    assert not asked(look(FIRST, 5), of=replace(CLOSED, state=state)).looks


# R6 and R8 never count for each other.


def test_nothing_seen_after_closing_counts_for_closing() -> None:
    done = replace(ACTION, state=State.DONE)
    found = closing(done, [SAMPLE, FIRST, SECOND], [look(FIRST), look(SECOND, on=NEXT_DAY)], today=TODAY)
    assert [one.requirement for one in found.weighed] == [SAMPLE]
    assert not found.met


def test_a_plan_of_later_looks_alone_is_no_plan() -> None:
    (missing,) = closing(ACTION, [FIRST], [look(FIRST)], today=TODAY).missing
    assert str(missing.sentence) == "Say what must be seen before this can close."


def test_nothing_that_it_closed_on_counts_for_holding() -> None:
    (found,) = asked(read(10, 1), read(10, 0, began_at=moment(OPENS)), steps=[SAMPLE, FIRST, SECOND]).looks
    assert found.verdict is Held.OPEN
    assert closing(CLOSED, [SAMPLE, FIRST], [read(10, 0, began_at=AFTER)], today=TODAY).met


# The answer depends on what was seen, not on the order in which it came.

_SEEN = st.lists(
    st.builds(
        lambda step, misses, day, hour, reviewed, who: look(
            step,
            misses if step.look is Look.SAMPLE else min(misses, 1),
            on=OPENS + timedelta(days=day),
            hour=hour,
            reviewed_by=RUTH if reviewed else None,
            captured_by=who,
        ),
        st.sampled_from(PLANNED),
        st.integers(0, 3),
        st.integers(-2, 20),
        st.integers(6, 20),
        st.booleans(),
        st.sampled_from([GRACE, GRACE, GRACE, LEAD]),
    ),
    max_size=14,
)


@given(_SEEN, st.randoms(use_true_random=False), st.integers(-3, 120))
def test_whatever_order_it_comes_in_the_answer_is_the_same(
    evidence: list[EvidenceFacts], chance: Any, later: int
) -> None:
    mixed_up = list(evidence)
    chance.shuffle(mixed_up)
    one, other = asked(*evidence, steps=PLANNED), asked(*mixed_up, steps=PLANNED[::-1])
    today = OPENS + timedelta(days=later)

    def said(found: Holding) -> Any:
        return (
            [(part_of.weeks, part_of.verdict, part_of.due_on) for part_of in found.looks],
            {step.requirement.id for step in found.asks(today)},
            found.asks_from(today),
            found.held_weeks,
            len(found.reopens),
        )

    assert said(one) == said(other)


@given(_SEEN, st.sampled_from(PLANNED))
def test_one_more_miss_never_makes_it_hold(evidence: list[EvidenceFacts], step: RequirementFacts) -> None:
    worse = [replace(one, misses=one.usable) if one.requirement_id == step.id else one for one in evidence]
    if asked(*worse, steps=PLANNED).looks[0].verdict is Held.HOLDING:
        assert asked(*evidence, steps=PLANNED).looks[0].verdict is Held.HOLDING


REFUSED = {
    "nobody": (CLOSED, [], FIRST, GRACE, OPENS, ""),
    "the lead": (CLOSED, [], FIRST, LEAD, OPENS, "You lead this action"),
    "before its day": (
        CLOSED,
        [],
        FIRST,
        GRACE,
        OPENS - timedelta(days=1),
        "This look is planned for 1 February 2027.",
    ),
    "when the next took its place": (CLOSED, [], FIRST, GRACE, NEXT, "The next look has taken the place"),
    "a second step nobody asked for": (CLOSED, [look(FIRST)], SECOND, GRACE, OPENS, "not asked for now"),
    "nobody, when it is mixed": (CLOSED, [look(FIRST, 1)], SECOND, GRACE, OPENS, ""),
    "one more than asked for": (CLOSED, [look(FIRST)], FIRST, GRACE, OPENS, ""),
    "it is open again": (replace(CLOSED, state=State.AGREED), [], FIRST, GRACE, OPENS, "This look has ended"),
    "it opened and closed again": (
        replace(CLOSED, round=CLOSED.round + 1),
        [],
        FIRST,
        GRACE,
        OPENS,
        "closed on newer looks",
    ),
}


@pytest.mark.parametrize(("of", "evidence", "step", "who", "today", "says"), REFUSED.values(), ids=REFUSED)
def test_who_cannot_look_now_and_why(
    of: ActionFacts, evidence: list[EvidenceFacts], step: RequirementFacts, who: uuid.UUID, today: date, says: str
) -> None:
    refused = drift_look_refused(
        of, asked(*evidence, of=of), step.id, closed_in=CLOSED.round, person_id=who, today=today
    )
    assert bool(refused) is bool(says)
    assert says in " ".join(str(one) for one in refused)
