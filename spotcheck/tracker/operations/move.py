"""The one place where an action's state moves (R5)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from spotcheck.core import history
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.moves import Move, move_refused, moved
from spotcheck.tracker.rules.words import State


def begin(action: Action, *, by: Standing, seen_version: int | None = None, the_move: Move | None = None) -> None:
    """How every verb about an action begins: one's turn, a page that is not stale, a way from the state it is in.

    All is asked before anything changes, so that what is refused leaves no trace.
    """
    take_turn(by.organisation_id, action)
    refuse_stale(action, seen_version)
    if the_move is not None:
        refuse_unless(move_refused(State(action.state), the_move))


def move(
    action: Action,
    the_move: Move,
    *,
    by: uuid.UUID | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Move the action and leave a line in history; refused when there is no such way from its state."""
    state = State(action.state)
    refuse_unless(move_refused(state, the_move))
    to = moved(state, the_move)
    if to is None:
        raise LookupError(f"no way from {state} by {the_move}")
    action.state = to.value
    note(
        action,
        the_move.value,
        by=by,
        at=at,
        before={"state": state.value, **(before or {})},
        after={"state": to.value, **(after or {})},
        reason=reason,
    )


def note(
    action: Action,
    what: str,
    *,
    by: uuid.UUID | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """A line in the action's history; a page that was opened before it is stale from now on."""
    action.version += 1
    history.record(
        action.organisation_id,
        what=what,
        kind="action",
        thing_id=action.id,
        by=by,
        at=at,
        service_id=action.service_id,
        before=before,
        after=after,
        reason=reason,
    )


def refuse_stale(action: Action, seen_version: int | None) -> None:
    """Refuse to act on a page that was opened before the last change. None: the caller has just read the action."""
    if seen_version is not None and seen_version != action.version:
        raise Refusal(
            Why.STALE,
            say("This action changed while you were looking at it, so nothing was done."),
            say("Open it again and see what is new. Then decide."),
        )
