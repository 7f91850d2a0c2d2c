"""Where an action stands in a view of the tracker, as the database sorts it, and the cursor that names such a place.

A cursor is what the last row of a page was sorted by, with its id, so that the next page begins right after it. Each
group of `rules.order` is a stretch of days, which the database reads from an index and only as far as a page goes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, cast

import sqlalchemy as sa

from spotcheck.core.database import Moment
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.order import NEVER, READY, Group, place
from spotcheck.tracker.rules.views import View

# Where a view has actions of some groups only, the others need not be looked for.
_GROUPS = {View.OVERDUE: {Group.LATE}, View.READY: {Group.READY}, View.PROPOSED: {Group.NO_DAY}}
_ENDED = {View.CLOSED: Action.closed_at, View.WITHDRAWN: Action.withdrawn_at}
Where = Sequence[sa.ColumnElement[bool]]


def a_page(view: View, cursor: str | None, ways: Sequence[Where], *, today: date, most: int) -> sa.Select[uuid.UUID]:
    """The ids of one page of this view in its order, `most` at most.

    `ways`: what the view shows, by each way in which one comes to see it. A cursor that is not one of ours is refused.
    """
    stretches = [
        stretch
        for where in ways
        for stretch in (_ended(view, cursor, where) if view in _ENDED else _open(view, cursor, where, today))
    ]
    found = sa.union(*(sa.select(one.limit(most).subquery()) for one in stretches)).subquery()
    return sa.select(found.c.id).order_by(*_in_order(view, found)).limit(most)


def as_kept(view: View) -> list[sa.SQLColumnExpression[Any]]:
    """The order of the index that this view is read from, whichever way round."""
    return [_ENDED.get(view, cast("Any", Action.stands_on)), Action.id]


def cursor_at(view: View, action: Action, *, today: date) -> str:
    """The name of the place of this action in this view."""
    if view in _ENDED:
        ended = action.closed_at or action.withdrawn_at
        return f"{ended.isoformat() if ended else ''}~{action.id}"
    group, day = place(action.stands_on or NEVER, today)
    return f"{group:d}~{day.isoformat()}~{action.id}"


def _in_order(view: View, page: sa.Subquery) -> list[sa.SQLColumnExpression[Any]]:
    """What ended last comes first; what is open stands as `rules.order` places it."""
    key: list[sa.SQLColumnExpression[Any]] = [page.c.part, page.c.day, page.c.id]
    return [one.desc() if view in _ENDED else one for one in key]


def _ended(view: View, cursor: str | None, where: Where) -> Iterator[Any]:
    day = sa.type_coerce(_ENDED[view], Moment())
    chosen = sa.select(Action.id, sa.literal(0).label("part"), day.label("day")).where(*where, day.is_not(None))
    if cursor is not None:
        with _of_ours():
            ended, one_id = cursor.split("~")
            here = sa.literal(datetime.fromisoformat(ended).astimezone(UTC), Moment()), _id(one_id)
        chosen = chosen.where(sa.tuple_(day, Action.id) < sa.tuple_(*here))
    yield chosen.order_by(day.desc(), Action.id.desc())


def _open(view: View, cursor: str | None, where: Where, today: date) -> Iterator[Any]:
    day = Action.stands_on
    stretches = {
        Group.LATE: day < today,
        Group.READY: day == READY,
        Group.COMING: sa.and_(day >= today, day < READY),
        Group.NO_DAY: day == NEVER,
    }
    first, beyond = Group.LATE, cast("sa.ColumnElement[bool]", sa.true())
    if cursor is not None:
        with _of_ours():
            number, on, one_id = cursor.split("~")
            first, here = Group(int(number)), (sa.literal(date.fromisoformat(on), sa.Date()), _id(one_id))
        beyond = sa.tuple_(day, Action.id) > sa.tuple_(*here)
    for group, stretch in stretches.items():
        if group >= first and group in _GROUPS.get(view, Group):
            chosen = sa.select(Action.id, sa.literal(int(group)).label("part"), day.label("day"))
            yield chosen.where(*where, stretch, beyond if group is first else sa.true()).order_by(day, Action.id)


def _id(written: str) -> sa.ColumnElement[uuid.UUID]:
    return sa.literal(uuid.UUID(written), sa.Uuid())


@contextmanager
def _of_ours() -> Iterator[None]:
    """What is read of a cursor inside; refused when it cannot be."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        raise Refusal(Why.INVALID, say("This place in the list is not known. Open the list again.")) from error
