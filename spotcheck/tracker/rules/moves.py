"""R5: the states of an action and the only ways from one to the next. Done is not closed."""

from __future__ import annotations

from enum import StrEnum

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import STATE_NAMES, State


class Move(StrEnum):
    AGREE = "agreed"
    REPORT_DONE = "reported done"
    CLOSE = "closed"
    SEND_BACK = "sent back"
    REOPEN = "reopened"
    WITHDRAW = "withdrawn"


MOVES: dict[tuple[State, Move], State] = {
    (State.PROPOSED, Move.AGREE): State.AGREED,
    (State.AGREED, Move.REPORT_DONE): State.DONE,
    (State.DONE, Move.CLOSE): State.CLOSED,
    (State.DONE, Move.SEND_BACK): State.AGREED,
    (State.CLOSED, Move.REOPEN): State.AGREED,
    (State.PROPOSED, Move.WITHDRAW): State.WITHDRAWN,
    (State.AGREED, Move.WITHDRAW): State.WITHDRAWN,
    (State.DONE, Move.WITHDRAW): State.WITHDRAWN,
}


def moved(state: State, move: Move) -> State | None:
    """The state after this move, or None when there is no such way."""
    return MOVES.get((state, move))


def move_refused(state: State, move: Move) -> tuple[Sentence, ...]:
    """Why an action in this state cannot make this move; empty when it can."""
    if moved(state, move) is not None:
        return ()
    return (say("This action is not at that point: it is “%(state)s” now.", state=STATE_NAMES[state]),)
