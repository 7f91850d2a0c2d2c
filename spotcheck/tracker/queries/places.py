"""Where an action stands in a view of the tracker, as the database sorts it, and the cursor that names such a place.

A cursor is what the last row of a page was sorted by, with its id, so that the next page begins right after it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import Moment
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.order import NEVER, Group, place
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State

_ENDED = {View.CLOSED: Action.closed_at, View.WITHDRAWN: Action.withdrawn_at}


def in_order(view: View, *, today: date) -> list[sa.SQLColumnExpression[Any]]:
    """What this view is sorted by: what ended last comes first; what is open stands as `rules.order` places it."""
    return [one.desc() for one in _key(view, today)] if view in _ENDED else _key(view, today)


def after(view: View, cursor: str | None, *, today: date) -> list[sa.ColumnElement[bool]]:
    """What comes after the place that a cursor names; refused when it is not one of ours."""
    if cursor is None:
        return []
    here, there = sa.tuple_(*_key(view, today)), sa.tuple_(*_named(view, cursor))
    return [here < there if view in _ENDED else here > there]


def cursor_at(view: View, action: Action, *, today: date) -> str:
    """The name of the place of this action in this view."""
    if view in _ENDED:
        ended = action.closed_at or action.withdrawn_at
        return f"{ended.isoformat() if ended else ''}~{action.id}"
    here = place(State(action.state), due_on=action.due_on, look_by=action.look_by, missing=action.missing, today=today)
    return f"{here.group:d}~{here.day.isoformat()}~{action.id}"


def _key(view: View, today: date) -> list[sa.SQLColumnExpression[Any]]:
    if view in _ENDED:
        return [sa.type_coerce(_ENDED[view], Moment()), Action.id]
    done = Action.state == State.DONE.value
    day = sa.case((Action.state == State.AGREED.value, Action.due_on), (done, Action.look_by))
    group = sa.case(
        (day < today, Group.LATE.value),
        (day.is_not(None), Group.COMING.value),
        (sa.and_(done, Action.missing == 0), Group.READY.value),
        else_=Group.NO_DAY.value,
    )
    return [group, sa.func.coalesce(day, sa.literal(NEVER, sa.Date())), Action.id]


def _named(view: View, cursor: str) -> Sequence[Any]:
    try:
        *sorted_by, one_id = cursor.split("~")
        last = sa.literal(uuid.UUID(one_id), sa.Uuid())
        if view in _ENDED:
            (ended,) = sorted_by
            return [sa.literal(datetime.fromisoformat(ended).astimezone(UTC), Moment()), last]
        group, day = sorted_by
        return [sa.literal(Group(int(group)).value), sa.literal(date.fromisoformat(day), sa.Date()), last]
    except (ValueError, OverflowError) as error:
        raise Refusal(Why.INVALID, say("This place in the list is not known. Open the list again.")) from error
