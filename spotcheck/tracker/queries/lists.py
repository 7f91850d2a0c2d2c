"""The tracker's list: which actions a person asked to see, a page at a time, in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.clock import local_date
from spotcheck.core.database import Moment, db
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import Person, Service
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.actions import visible_to
from spotcheck.tracker.queries.closing import closings_of
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.views import MOST_COUNTED, View, asked_number
from spotcheck.tracker.rules.words import State

A_PAGE = 30
_NEVER = date(9999, 12, 31)  # an action without a day comes after those with one


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a view; all of it is in the address."""

    service_id: uuid.UUID | None = None
    topic_id: uuid.UUID | None = None
    standard_id: uuid.UUID | None = None
    lead_id: uuid.UUID | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One action of the list. `lead` is None for a reader, and while nobody leads it."""

    action: Action
    service: str
    topic: str
    lead: str | None
    lead_left: bool
    answer: Closing


@dataclass(frozen=True, slots=True)
class Page:
    """`more` is the cursor of the page after this one, or None on the last page."""

    rows: Sequence[Row]
    more: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: only what the actions one may see have."""

    services: Sequence[tuple[uuid.UUID, str]]
    topics: Sequence[tuple[uuid.UUID, str]]
    standards: Sequence[tuple[uuid.UUID, str]]
    leads: Sequence[tuple[uuid.UUID, str]]


def page(standing: Standing, view: View, filters: Filters, *, at: datetime, after: str | None = None) -> Page:
    """A page of this view. Two queries for the rows and what is missing of them, however many they are."""
    key, newest_first = _order(view)
    query = (
        sa.select(Action, Service.name, Topic.name, Person.name, Person.ended_at)
        .join(Service, _same(Service, Action.service_id))
        .join(Standard, _same(Standard, Action.standard_id))
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .outerjoin(Person, _same(Person, Action.lead_id))
        .where(visible_to(standing), *_narrowed(filters, standing), _shown_in(view, standing, at))
    )
    place = cursor(view, after)
    if place is not None:
        here, there = sa.tuple_(key, Action.id), sa.tuple_(*place)
        query = query.where(here < there if newest_first else here > there)
    order = (key.desc(), Action.id.desc()) if newest_first else (key, Action.id)
    found = db.session.execute(query.order_by(*order).limit(A_PAGE + 1)).all()
    shown = found[:A_PAGE]
    answers = closings_of([row[0] for row in shown], at=at)
    rows = [
        Row(action, service, topic, lead if standing.sees_names else None, left is not None, answers[action.id])
        for action, service, topic, lead, left in shown
    ]
    return Page(rows, _cursor_at(view, rows[-1].action) if len(found) > A_PAGE else None)


def counts(standing: Standing, filters: Filters, *, at: datetime) -> dict[View, int]:
    """How many actions each view shows, counted to a hundred at most, in one query."""
    wanted = (visible_to(standing), *_narrowed(filters, standing))
    columns = []
    for view in View:
        some = sa.select(Action.id).where(*wanted, _shown_in(view, standing, at)).limit(MOST_COUNTED + 1).subquery()
        columns.append(sa.select(sa.func.count()).select_from(some).scalar_subquery().label(view.value))
    return dict(zip(View, db.session.execute(sa.select(*columns)).one(), strict=True))


def choices(standing: Standing) -> Choices:
    """What can be chosen in the filters, in one query; a reader is not offered leads."""
    seen = visible_to(standing)
    parts = [
        _choice(
            "service", Service.id, Service.name, Service,
            sa.exists().where(seen, _same(Service, Action.service_id)),
        ),
        _choice(
            "topic", Topic.id, Topic.name, Topic,
            sa.exists().where(
                seen, _same(Standard, Action.standard_id), Standard.topic_id == Topic.id,
                Standard.organisation_id == Topic.organisation_id,
            ),
        ),
        _choice(
            "standard", Standard.id, Standard.text, Standard,
            sa.exists().where(seen, _same(Standard, Action.standard_id)),
        ),
    ]  # fmt: skip
    if standing.sees_names:
        leads = sa.exists().where(seen, _same(Person, Action.lead_id))
        parts.append(_choice("lead", Person.id, Person.name, Person, leads))
    found: dict[str, list[tuple[uuid.UUID, str]]] = {"service": [], "topic": [], "standard": [], "lead": []}
    for kind, one_id, words in db.session.execute(sa.union_all(*parts)):
        found[kind].append((one_id, words))
    for offered in found.values():
        offered.sort(key=lambda choice: choice[1].casefold())
    return Choices(found["service"], found["topic"], found["standard"], found["lead"])


def cursor(view: View, after: str | None) -> tuple[Any, Any] | None:
    """The place in this view's list that a cursor names; refused when it is not one of ours."""
    if after is None:
        return None
    when, _, one_id = after.partition("~")
    try:
        place = sa.literal(uuid.UUID(one_id), sa.Uuid())
        if view in _BY_MOMENT:
            return sa.literal(datetime.fromisoformat(when).astimezone(UTC), Moment()), place
        return sa.literal(date.fromisoformat(when), sa.Date()), place
    except (ValueError, OverflowError) as error:
        raise Refusal(Why.INVALID, say("This place in the list is not known. Open the list again.")) from error


_BY_MOMENT = frozenset({View.WAITING, View.READY, View.CLOSED, View.WITHDRAWN})
_OPEN_STATES = (State.PROPOSED.value, State.AGREED.value, State.DONE.value)


def _shown_in(view: View, standing: Standing, at: datetime) -> sa.ColumnElement[bool]:
    match view:
        case View.MINE:
            mine = sa.or_(Action.lead_id == standing.person_id, Action.id.in_(standing.verifies))
            return sa.and_(mine, Action.state.in_(_OPEN_STATES))
        case View.OPEN:
            return Action.state.in_(_OPEN_STATES)
        case View.OVERDUE:
            return sa.and_(Action.state == State.AGREED.value, Action.due_on < local_date(at))
        case View.LEFT:
            return without_lead()
        case View.WAITING:
            return sa.and_(Action.state == State.DONE.value, Action.missing > 0)
        case View.READY:
            return sa.and_(Action.state == State.DONE.value, Action.missing == 0)
        case View.PROPOSED:
            return Action.state == State.PROPOSED.value
        case View.CLOSED:
            return Action.state == State.CLOSED.value
        case View.WITHDRAWN:
            return Action.state == State.WITHDRAWN.value


def without_lead() -> sa.ColumnElement[bool]:
    """It is open, and whoever led it does not work here any more."""
    lead = aliased(Person)
    gone = sa.exists().where(
        lead.organisation_id == Action.organisation_id, lead.id == Action.lead_id, lead.ended_at.is_not(None)
    )
    return sa.and_(Action.state.in_(_OPEN_STATES), gone)


def _order(view: View) -> tuple[sa.ColumnElement[Any], bool]:
    """What a view is sorted by, and whether the newest comes first."""
    match view:
        case View.CLOSED:
            return sa.type_coerce(Action.closed_at, Moment()), True
        case View.WITHDRAWN:
            return sa.type_coerce(Action.withdrawn_at, Moment()), True
        case View.WAITING | View.READY:
            return sa.type_coerce(Action.done_at, Moment()), False
        case _:
            return sa.func.coalesce(Action.due_on, sa.literal(_NEVER, sa.Date())), False


def _cursor_at(view: View, action: Action) -> str:
    match view:
        case View.CLOSED:
            place: date | None = action.closed_at
        case View.WITHDRAWN:
            place = action.withdrawn_at
        case View.WAITING | View.READY:
            place = action.done_at
        case _:
            place = action.due_on
    return f"{(place or _NEVER).isoformat()}~{action.id}"


def _narrowed(filters: Filters, standing: Standing) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if filters.service_id is not None:
        found.append(Action.service_id == filters.service_id)
    if filters.standard_id is not None:
        found.append(Action.standard_id == filters.standard_id)
    if filters.topic_id is not None:
        about = sa.select(Standard.id).where(
            Standard.organisation_id == standing.organisation_id, Standard.topic_id == filters.topic_id
        )
        found.append(Action.standard_id.in_(about))
    if filters.lead_id is not None and standing.sees_names:
        found.append(Action.lead_id == filters.lead_id)
    if filters.words:
        in_title = Action.title.icontains(filters.words, autoescape=True)
        number = asked_number(filters.words)
        found.append(in_title if number is None else sa.or_(in_title, Action.number == number))
    return found


def _same(table: Any, column: Any) -> sa.ColumnElement[bool]:
    return sa.and_(table.organisation_id == Action.organisation_id, table.id == column)


def _choice(kind: str, one_id: Any, words: Any, table: Any, offered: Any) -> sa.Select[Any]:
    return sa.select(sa.literal(kind), one_id, words).select_from(table).where(offered)
