"""R8: a look after closing that was captured in its time, and came late: from a phone that was away for weeks.

Nothing of it is lost. It says what it would have said on its day, so it can open the action again while that is closed,
and never when it is open already, or closed on something newer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.core.history import lines
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Evidence
from spotcheck.tracker.operations import Brought, bring_evidence, change_terms, close
from spotcheck.tracker.rules.holding import Held
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_26_WEEKS = MORNING + timedelta(weeks=26) + 3 * HOUR
CAPTURED = IN_26_WEEKS - 2 * DAY  # before the look of 26 weeks takes the place of the one of 12
DELIVERED = IN_26_WEEKS + 9 * DAY


def captured(cast: Cast, action: Action, *, misses: int = 0) -> Brought:
    """The look of 12 weeks, read by Grace on her phone two days before it was overtaken."""
    first, _ = make.steps_of(action)
    draw = make.a_draw(first, cast.grace, at=CAPTURED - HOUR)
    return make.looked(first, cast.grace, at=CAPTURED, draw=draw, misses=misses)


def delivered(cast: Cast, brought: Brought) -> Evidence:
    """It comes in, and is reviewed a day later."""
    bring_evidence(brought, by=cast.grace.standing(), at=DELIVERED)
    return make.review(brought, cast.ruth, at=DELIVERED + DAY)


def verdicts(action: Action) -> list[Held]:
    return [look.verdict for look in queries.holding_of(action, at=DELIVERED + DAY).looks]


def reopenings(action: Action) -> list[str]:
    told = lines(action.organisation_id, "action", action.id)
    return [(line.payload or {})["reason"] for line in told if line.what == "reopened"]


@pytest.mark.parametrize(
    ("misses", "verdict", "state"),
    [(0, Held.HOLDING, State.CLOSED), (1, Held.MIXED, State.CLOSED), (2, None, State.AGREED)],
)
def test_captured_before_the_next_look_took_its_place_it_counts_when_it_comes(
    cast: Cast, misses: int, verdict: Held | None, state: State
) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    evidence = delivered(cast, captured(cast, action, misses=misses))
    assert (evidence.round, evidence.began_at, action.state) == (1, CAPTURED, state)
    assert [one for one in verdicts(action) if one is not Held.OPEN] == ([verdict] if verdict else [])


def test_mixed_it_asks_for_its_second_step_beside_the_next_look(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    delivered(cast, captured(cast, action, misses=1))
    asked = {need.requirement for need in queries.needs_at(cast.grace.standing(), at=DELIVERED + DAY)}
    assert asked == {make.steps_of(action)[1], make.steps_of(action, 26)[0]}


def test_not_holding_it_opens_again_whatever_came_first(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    brought = captured(cast, action, misses=2)
    make.looks(cast, make.steps_of(action, 26)[0], at=IN_26_WEEKS)
    assert (action.state, verdicts(action)[1]) == (State.CLOSED, Held.HOLDING)
    delivered(cast, brought)
    assert (action.state, action.reopened) == (State.AGREED, 1)
    [reason] = reopenings(action)
    assert "It did not hold 12 weeks after closing." in reason and "2 of 5 missed" in reason


@pytest.mark.parametrize("misses", [0, 2])
def test_when_it_is_open_again_the_look_is_kept_and_moves_nothing(cast: Cast, misses: int) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    brought = captured(cast, action, misses=misses)
    make.looks(cast, make.steps_of(action, 26)[0], at=IN_26_WEEKS, misses=2)
    before = (action.state, action.reopened, action.back_at, action.due_on, action.missing, action.next_look_on)
    evidence = delivered(cast, brought)
    after = (action.state, action.reopened, action.back_at, action.due_on, action.missing, action.next_look_on)
    assert (after, evidence.round, evidence.stands) == (before, 1, True)
    assert len(reopenings(action)) == 1
    assert {"evidence brought", "evidence reviewed"} <= {
        line.what for line in lines(cast.organisation_id, "action", action.id)
    }


def test_closed_again_on_newer_looks_it_stays_closed(cast: Cast) -> None:
    action = make.a_closed_action(cast, at=MORNING)
    brought = captured(cast, action, misses=3)
    make.looks(cast, make.steps_of(action, 26)[0], at=IN_26_WEEKS, misses=2)
    told = {"by": cast.samuel.standing(), "at": IN_26_WEEKS + DAY}
    change_terms(action, lead_id=action.lead_id, due_on=(IN_26_WEEKS + 3 * DAY).date(), reason="It drifted.", **told)
    make.done(action, at=IN_26_WEEKS + 2 * DAY)
    make.looks(cast, queries.plan_of(action)[0], at=IN_26_WEEKS + 3 * DAY)
    close(action, words="It holds.", by=cast.samuel.standing(), at=IN_26_WEEKS + 4 * DAY)
    evidence = delivered(cast, brought)
    assert (action.state, action.round, action.reopened, evidence.round) == (State.CLOSED, 2, 1, 1)
    assert verdicts(action) == [Held.OPEN] * 3
