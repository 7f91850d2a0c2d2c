"""R5: the states of an action, and the only ways from one to the next. Done is not closed."""

from __future__ import annotations

import pytest

from spotcheck.tracker.rules.moves import Move, move_refused, moved
from spotcheck.tracker.rules.words import STATE_NAMES, State

# Rows: the state it is in. Columns: agreed, reported done, closed, sent back, reopened, withdrawn.
TABLE = """
    proposed    agreed  -     -       -       -       withdrawn
    agreed      -       done  -       -       -       withdrawn
    done        -       -     closed  agreed  -       withdrawn
    closed      -       -     -       -       agreed  -
    withdrawn   -       -     -       -       -       -
"""
WAYS = [
    (State(state), move, None if to == "-" else State(to))
    for state, *row in (line.split() for line in TABLE.strip().splitlines())
    for move, to in zip(Move, row, strict=True)
]


@pytest.mark.parametrize(("state", "move", "to"), WAYS, ids=[f"{state}, {move}" for state, move, _ in WAYS])
def test_each_move_from_each_state(state: State, move: Move, to: State | None) -> None:
    assert moved(state, move) is to
    assert bool(move_refused(state, move)) is (to is None)


def test_the_table_has_every_state() -> None:
    assert {state for state, _, _ in WAYS} == set(State)


def test_the_only_way_to_closed_is_from_done() -> None:
    assert [(state, move) for state, move, to in WAYS if to is State.CLOSED] == [(State.DONE, Move.CLOSE)]


def test_a_refused_move_says_where_the_action_is() -> None:
    (sentence,) = move_refused(State.DONE, Move.AGREE)
    assert str(sentence) == "This action is not at that point: it is “Done, waiting for verification” now."


def test_every_state_has_a_name() -> None:
    assert set(STATE_NAMES) == set(State)
