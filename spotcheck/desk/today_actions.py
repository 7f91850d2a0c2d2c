"""The actions that wait for one person: to close, to agree, and those they lead. One query for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import visible_to
from spotcheck.tracker.rules.words import State

MOST = 5  # of each kind; the rest is one link away


def actions_waiting(standing: Standing, *, decides: bool) -> dict[str, list[Action]]:
    """`leads`, and for who decides `ready`, `to_agree` and `drifted`; one more of each than is shown."""
    parts = {"leads": _leads(standing)}
    if decides:
        parts |= {"ready": _ready(standing), "to_agree": _to_agree(standing), "drifted": _drifted(standing)}
    found: dict[str, list[Action]] = {kind: [] for kind in ("leads", "ready", "to_agree", "drifted")}
    for kind, action in db.session.execute(_together(parts)):
        found[kind].append(action)
    return found


def _together(parts: Mapping[str, sa.Select[*tuple[Any, ...]]]) -> sa.Select[*tuple[Any, ...]]:
    """The first of each kind, each in its own order."""
    first = (part.add_columns(sa.literal(kind).label("kind")).subquery() for kind, part in parts.items())
    some = sa.union_all(*(sa.select(one) for one in first)).subquery().c
    return (
        sa.select(some.kind, Action)
        .join(Action, sa.and_(Action.organisation_id == some.organisation_id, Action.id == some.id))
        .order_by(some.kind, some.place)
    )


def _first(order: sa.SQLColumnExpression[Any], *which: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    place = sa.func.row_number().over(order_by=(order, Action.id)).label("place")
    query = sa.select(Action.organisation_id, Action.id, place).where(*which)
    return query.order_by(order, Action.id).limit(MOST + 1)


def _leads(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    return _first(
        Action.due_on,
        Action.organisation_id == standing.organisation_id,
        Action.lead_id == standing.person_id,
        Action.state == State.AGREED.value,
    )


def _ready(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    """Those that this person could close: everything is met, and they do not lead it."""
    return _first(
        Action.done_at,
        visible_to(standing),
        _where(standing, Verb.CLOSE_ACTION),
        Action.state == State.DONE.value,
        Action.missing == 0,
        Action.lead_id != standing.person_id,
    )


def _to_agree(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    return _first(
        Action.proposed_at,
        visible_to(standing),
        _where(standing, Verb.AGREE_ACTION),
        Action.state == State.PROPOSED.value,
    )


def _drifted(standing: Standing) -> sa.Select[*tuple[Any, ...]]:
    """Closed once and not holding, and without a new day; what they lead themselves is among their own."""
    return _first(
        Action.proposed_at,
        visible_to(standing),
        _where(standing, Verb.AGREE_ACTION),
        Action.state == State.AGREED.value,
        Action.reopened > 0,
        Action.due_on.is_(None),
        Action.lead_id != standing.person_id,
    )


def _where(standing: Standing, verb: Verb) -> sa.ColumnElement[bool]:
    """Where this person holds a role that is granted the verb, or verifies."""
    held = standing.services_for(verb)
    if held is None:
        return sa.true()
    return sa.or_(Action.service_id.in_(held), Action.id.in_(standing.verifies))
