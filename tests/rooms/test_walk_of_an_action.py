"""Random walks through the life of actions: whoever does whatever, and whenever, nothing closes that should not (R3,
R6), the history tells what is shown, and what is refused leaves no trace.

`--walks N` walks N times as far."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from spotcheck.core.database import db
from tests.cast import Cast
from tests.conftest import MORNING
from tests.walking.every_step import EVERY_STEP, STEPS
from tests.walking.holds import Holds
from tests.walking.walk import STEP, Walk, ids_in_order

SEEDS = range(12)
ON_ANOTHER_DATABASE = range(4)  # the same walks as these of SQLite, where it was counted what all of them come to
LONG = 140  # steps

# What walks must come to often enough to prove anything, all seeds together.
REACHED = {
    "rounds closed": 10,
    "sent back, in history": 6,
    "reopened, in history": 4,
    "looked": 50,
    "looked again": 25,
    "drew": 25,
    "reviewed": 80,
    "corrected": 8,
    "asked in short": 6,
    "answered in short": 10,
    "read in short": 4,
    "new window": 8,
    "terms changed": 1,
    "plan replaced": 3,
    "refused: closed": 40,
    "refused: closed by its lead": 3,
    "refused: asked in short": 20,
    "refused: drew": 10,
    "refused: looked": 100,
    "refused: reviewed": 30,
}


@contextmanager
def walking(cast: Cast) -> Iterator[tuple[Walk, Holds]]:
    """A walk of which nothing stays."""
    with ids_in_order():
        walk = Walk(cast, MORNING)
        holds = Holds(walk)
        try:
            yield walk, holds
            holds.chain()
        finally:
            db.session.rollback()


def step(walk: Walk, holds: Holds, name: str, dice: random.Random) -> None:
    walk.now += STEP
    try:
        EVERY_STEP[name][0](walk, dice)
        holds.check(dice)
    except BaseException as problem:
        problem.add_note("\n".join([*walk.log, f"then: {name}"]))
        raise


@pytest.mark.slow
def test_whatever_anybody_does_nothing_closes_that_should_not(cast: Cast, walks: int) -> None:
    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.around = walking(cast)
            self.walk, self.holds = self.around.__enter__()

        @rule(name=st.sampled_from(STEPS), dice=st.randoms(use_true_random=False))
        def somebody_does(self, name: str, dice: random.Random) -> None:
            step(self.walk, self.holds, name, dice)

        def teardown(self) -> None:
            for what in self.walk.tally:
                event(what)
            self.around.__exit__(None, None, None)

    how = settings(max_examples=12 * walks, stateful_step_count=30, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=how)


@pytest.mark.slow
def test_long_walks_come_to_everything_that_matters(cast: Cast, walks: int) -> None:
    tally: Counter[str] = Counter()
    on_sqlite = db.engine.dialect.name == "sqlite"
    for seed in SEEDS if on_sqlite else ON_ANOTHER_DATABASE:
        dice = random.Random(seed)
        with walking(cast) as (walk, holds):
            for _ in range(LONG * walks):
                step(walk, holds, dice.choice(STEPS), dice)
            tally += walk.tally
    short = {what: (tally[what], n) for what, n in REACHED.items() if tally[what] < n and on_sqlite}
    assert not short, "too seldom to prove anything"
