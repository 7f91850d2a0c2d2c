"""A sample in two steps, from the draw to its closing: mixed, then the next numbers of the same draw."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.operations.finishing import finish_draft
from spotcheck.checks.queries.contents import content_of
from spotcheck.checks.rules.drafting import Page
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Refusal, Why
from spotcheck.sampling.models import Draw
from spotcheck.sampling.rules import drawn
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.weighing import Verdict
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.make import IN_TWO_STEPS, Asks
from tests.make_checks import reviewed as judged
from tests.make_drafts import SAMPLE, a_draft, read_records
from tests.refused import refused


def begin(cast: Cast, clock: FixedClock, population: int = 40) -> tuple[Action, Requirement, Draw]:
    action, requirement = make.a_done_action(cast, IN_TWO_STEPS, at=clock.now())
    return action, requirement, make.a_draw(requirement, cast.grace, at=clock.move(hours=1), population=population)


def open_reading(cast: Cast, clock: FixedClock, requirement: Requirement, draw: Draw) -> Draft:
    about = {"requirement_id": requirement.id, "draw_id": draw.id}
    return a_draft(cast, cast.grace, SAMPLE, at=clock.now(), **about)


def fill(cast: Cast, clock: FixedClock, draft: Draft, places: range, *, misses: int) -> None:
    """These records read by Grace, the first ones of them with an effect that is not in place."""
    read_records(cast, draft, cast.grace, places[misses:], at=clock.now())
    read_records(cast, draft, cast.grace, places[:misses], at=clock.now(), prn_effect="not_in_place")


def read(cast: Cast, clock: FixedClock, draft: Draft, places: range, *, misses: int) -> Check:
    fill(cast, clock, draft, places, misses=misses)
    finish_draft(draft.id, Page(), by=cast.grace.standing(), at=clock.now())
    return db.session.get_one(Check, (cast.organisation_id, draft.id))


def cannot_finish(cast: Cast, clock: FixedClock, draft: Draft) -> str:
    return refused(finish_draft, draft.id, Page(), by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)


def reviewed(check: Check, cast: Cast, clock: FixedClock) -> None:
    judged(check, cast.ruth, at=clock.move(hours=1), stands=True)


def test_one_missed_asks_for_the_next_ten_of_the_same_draw_and_they_can_close_it(cast: Cast, clock: FixedClock) -> None:
    action, requirement, draw = begin(cast, clock)
    first = read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1)
    reviewed(first, cast, clock)
    weighed = queries.closing_of(action, at=clock.now()).weighed[0]
    assert (weighed.verdict, weighed.remaining, action.state, action.missing) == (Verdict.MIXED, 10, State.DONE, 1)
    draft = open_reading(cast, clock, requirement, draw)
    second = read(cast, clock, draft, range(11, 21), misses=1)
    asked = drawn(draw.seed, draw.population)[10:20]
    assert [(met.position, met.number) for met in content_of(second).records] == [
        (one.place, one.number) for one in asked
    ]
    reviewed(second, cast, clock)
    assert (queries.closing_of(action, at=clock.now()).met, action.missing) == (True, 0)
    operations.close(action, words="Two of twenty.", by=cast.samuel.standing(), at=clock.now())


def test_a_third_miss_in_the_second_step_sends_it_back(cast: Cast, clock: FixedClock) -> None:
    action, requirement, draw = begin(cast, clock)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1), cast, clock)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(11, 21), misses=2), cast, clock)
    assert (action.state, action.sent_back) == (State.AGREED, 1)
    line = next(line for line in lines(cast.organisation_id, "action", action.id) if line.what == "sent back")
    assert line.payload and "3 of 20 missed, 2 allowed" in line.payload["reason"]


@pytest.mark.parametrize("misses", [0, 3])
def test_what_the_first_step_decides_is_not_read_on(cast: Cast, clock: FixedClock, misses: int) -> None:
    _, requirement, draw = begin(cast, clock)
    first = read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=misses)
    reviewed(first, cast, clock)
    refused(open_reading, cast, clock, requirement, draw, why=Why.INVALID)


def test_nobody_reads_on_before_the_first_step_is_reviewed(cast: Cast, clock: FixedClock) -> None:
    _, requirement, draw = begin(cast, clock)
    read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1)
    assert "read before" in refused(open_reading, cast, clock, requirement, draw, why=Why.INVALID)


def test_two_who_read_on_at_once_are_one_second_step(cast: Cast, clock: FixedClock) -> None:
    _, requirement, draw = begin(cast, clock)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1), cast, clock)
    mine, yours = (open_reading(cast, clock, requirement, draw) for _ in range(2))
    fill(cast, clock, yours, range(11, 21), misses=0)
    read(cast, clock, mine, range(11, 21), misses=0)
    assert "read before" in cannot_finish(cast, clock, yours)


def test_a_first_step_that_was_open_when_another_one_was_read_is_refused(cast: Cast, clock: FixedClock) -> None:
    _, requirement, draw = begin(cast, clock)
    late = open_reading(cast, clock, requirement, draw)
    fill(cast, clock, late, range(1, 11), misses=0)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1), cast, clock)
    assert "read before" in cannot_finish(cast, clock, late)


def test_a_small_service_reads_what_is_left(cast: Cast, clock: FixedClock) -> None:
    action, requirement, draw = begin(cast, clock, population=13)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1), cast, clock)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(11, 14), misses=0), cast, clock)
    assert action.missing == 0


@pytest.mark.parametrize(
    ("asks", "names"),
    [
        (Asks(Look.SAMPLE, 10, 0, second_size=51, second_allowed=2), "second_size"),
        (Asks(Look.SAMPLE, 10, 2, second_size=10, second_allowed=2), "second_allowed"),
        (Asks(Look.SAMPLE, 10, 0, second_size=10, second_allowed=20), "second_allowed"),
        (Asks(Look.OBSERVATION, 3, 0, second_size=3, second_allowed=1), "second_size"),
    ],
)
def test_a_rule_in_two_steps_must_be_able_to_show_something(
    cast: Cast, clock: FixedClock, asks: Asks, names: str
) -> None:
    action = make.an_action(cast, State.PROPOSED, at=clock.now())
    with pytest.raises(Refusal) as told:
        make.a_requirement(action, asks, by=cast.samuel, at=clock.now())
    assert names in told.value.fields


def test_a_plan_that_was_replaced_after_the_first_step_asks_for_no_second_one(cast: Cast, clock: FixedClock) -> None:
    action, requirement, draw = begin(cast, clock)
    reviewed(read(cast, clock, open_reading(cast, clock, requirement, draw), range(1, 11), misses=1), cast, clock)
    change = {"size": 5, "allowed": 0, "weeks": 4, "reason": "Less.", "by": cast.samuel.standing(), "at": clock.now()}
    assert "the plan stands" in refused(operations.replace_requirement, requirement, **change)
    operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=clock.now())
    new = operations.replace_requirement(requirement, **change)
    assert (new.second_size, queries.read_on_from(cast.organisation_id, requirement.id, at=clock.now())) == (None, None)
    assert clock.now() - timedelta(days=1) < new.made_at
