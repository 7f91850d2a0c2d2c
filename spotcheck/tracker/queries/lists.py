"""The tracker's list: which actions a person asked to see, a page at a time, in a fixed number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.organisation.models import Person, Service
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import places
from spotcheck.tracker.queries.actions import mine, visible_to, ways_to
from spotcheck.tracker.queries.closing import answers_of
from spotcheck.tracker.rules import due
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.due import Due
from spotcheck.tracker.rules.holding import Holding
from spotcheck.tracker.rules.order import NEVER, READY
from spotcheck.tracker.rules.strength import NOT_SAID
from spotcheck.tracker.rules.views import MOST_COUNTED, View, asked_number
from spotcheck.tracker.rules.words import State

A_PAGE = 30
AT_ONCE = 300
MOST_APART = 30  # people; the actions of more of them are sorted together


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a view; all of it is in the address."""

    service_id: uuid.UUID | None = None
    topic_id: uuid.UUID | None = None
    standard_id: uuid.UUID | None = None
    lead_id: uuid.UUID | None = None
    words: str | None = None
    strength: str | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One action of the list. `lead` is None for a reader, and while nobody leads it."""

    action: Action
    service: str
    topic: str
    lead: str | None
    lead_left: bool
    answer: Closing
    holding: Holding
    standard: str


@dataclass(frozen=True, slots=True)
class Page:
    """`more` is the cursor of the page after this one, or None on the last page."""

    rows: Sequence[Row]
    more: str | None


def page(
    standing: Standing, view: View, filters: Filters, *, at: datetime, after: str | None = None, most: int = A_PAGE
) -> Page:
    """A page of this view: which they are, the rows, and what is missing of them, however many there are."""
    found = _found(standing, view, filters, at=at, after=after, most=most + 1)
    rows = _told(found[:most], standing, at=at)
    more = places.cursor_at(view, rows[-1].action, today=local_date(at)) if len(found) > most else None
    return Page(rows, more)


def one_row(standing: Standing, action_id: uuid.UUID, *, at: datetime) -> Row:
    """The row of one action that this person may see, whatever the view."""
    [row] = _told(db.session.execute(_rows(standing).where(Action.id == action_id)).all(), standing, at=at)
    return row


def _rows(standing: Standing) -> sa.Select[Any, Any, Any, Any, Any, Any]:
    return (
        sa.select(Action, Service.name, Topic.name, Person.name, Person.ended_at, Standard.text)
        .join(Service, same(Service, Action.service_id))
        .join(Standard, same(Standard, Action.standard_id))
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .outerjoin(Person, same(Person, Action.lead_id))
        .where(_seen_by(standing))
    )


def _seen_by(standing: Standing) -> sa.ColumnElement[bool]:
    """The organisation stands by itself, too: with it the key finds the rows of a page, whatever else is asked."""
    return sa.and_(Action.organisation_id == standing.organisation_id, visible_to(standing))


def _told(found: Sequence[Any], standing: Standing, *, at: datetime) -> list[Row]:
    answers = answers_of([row[0] for row in found], at=at)
    return [
        Row(
            action,
            service,
            topic,
            lead if standing.sees_names else None,
            left is not None,
            answers[action.id].closing,
            answers[action.id].holding,
            standard,
        )
        for action, service, topic, lead, left, standard in found
    ]


def changeable(standing: Standing, view: View, filters: Filters, *, at: datetime, most: int) -> list[Row]:
    """The agreed actions of this view whose lead and day this person may change, in its order."""
    found = _found(standing, view, filters, may_be_changed(standing), at=at, most=most)
    return _told(found, standing, at=at)


def _found(
    standing: Standing,
    view: View,
    filters: Filters,
    *also: sa.ColumnElement[bool],
    at: datetime,
    most: int,
    after: str | None = None,
) -> Sequence[Any]:
    today = local_date(at)
    ways = _shown(view, standing, filters, at=at, also=also)
    if view is View.LEFT:
        ways = _by_who_left(standing.organisation_id, ways)
    wanted = list(db.session.scalars(places.a_page(view, after, ways, today=today, most=most)))
    rows = (
        {row[0].id: row for row in db.session.execute(_rows(standing).where(Action.id.in_(wanted)))} if wanted else {}
    )
    return [rows[one] for one in wanted]


def may_be_changed(standing: Standing) -> sa.ColumnElement[bool]:
    """It is agreed, in a service where this person agrees actions."""
    services = standing.services_for(Verb.AGREE_ACTION)
    agreed = sa.and_(Action.organisation_id == standing.organisation_id, Action.state == State.AGREED.value)
    return agreed if services is None else sa.and_(agreed, Action.service_id.in_(services))


def every_row(standing: Standing, view: View, filters: Filters, *, at: datetime) -> Iterator[Row]:
    """All rows of this view, read some hundreds at a time."""
    after: str | None = None
    while True:
        some = page(standing, view, filters, at=at, after=after, most=AT_ONCE)
        yield from some.rows
        db.session.expunge_all()  # what was sent need not be kept
        if some.more is None:
            return
        after = some.more


def counts(standing: Standing, filters: Filters, *, at: datetime) -> dict[View, int]:
    """How many actions each view shows, counted to a hundred at most, in one query."""
    columns = []
    for view in View:
        ways = _shown(view, standing, filters, at=at)
        some = [sa.select(_some(view, way, standing).limit(MOST_COUNTED + 1).subquery()) for way in ways]
        columns.append(sa.select(sa.func.count()).select_from(sa.union(*some).subquery()).scalar_subquery())
    return dict(zip(View, db.session.execute(sa.select(*columns)).one(), strict=True))


def _some(view: View, way: places.Where, standing: Standing) -> sa.Select[uuid.UUID]:
    """Across the organisation in an order that an index has: or PostgreSQL may look for the first hundred by reading
    the rows of every organisation."""
    some = sa.select(Action.id).where(*way)
    if standing.services_for(Verb.SEE_ACTION) is not None or view is View.LEFT:
        return some
    day, action_id = places.as_kept(view)
    return some.where(day.is_not(None)).order_by(day, action_id)


def _shown(
    view: View, standing: Standing, filters: Filters, *, at: datetime, also: Sequence[sa.ColumnElement[bool]] = ()
) -> list[places.Where]:
    """What this view shows, by each way in which this person comes to see it."""
    ways = mine(standing) if view is View.MINE else ways_to(standing)
    where = [*_narrowed(filters, standing, today=local_date(at)), _shown_in(view, standing, at), *also]
    return [[way, *where] for way in ways]


_OPEN_STATES = (State.PROPOSED.value, State.AGREED.value, State.DONE.value)


def _shown_in(view: View, standing: Standing, at: datetime) -> sa.ColumnElement[bool]:
    """In words that an index knows: by the state, and the day that it stands on (`rules.order.stands_on`)."""
    match view:
        case View.MINE | View.OPEN:
            return Action.stands_on.is_not(None)
        case View.OVERDUE:
            return sa.and_(Action.state == State.AGREED.value, Action.stands_on < local_date(at))
        case View.LEFT:
            return without_lead(standing.organisation_id)
        case View.WAITING:
            not_ready = sa.or_(Action.stands_on < READY, Action.stands_on == NEVER)
            return sa.and_(Action.state == State.DONE.value, not_ready)
        case View.VERIFICATION_LATE:
            return sa.and_(Action.state == State.DONE.value, Action.stands_on < local_date(at))
        case View.REPEATED:
            return sa.and_(Action.is_repeat, Action.stands_on.is_not(None))
        case View.READY:
            return sa.and_(Action.state == State.DONE.value, Action.stands_on == READY)
        case View.PROPOSED:
            return Action.state == State.PROPOSED.value
        case View.DRIFTED:
            return sa.and_(Action.reopened > sa.literal_column("0"), Action.stands_on.is_not(None))
        case View.CLOSED:
            return Action.state == State.CLOSED.value
        case View.WITHDRAWN:
            return Action.state == State.WITHDRAWN.value


def without_lead(organisation_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """It is open, and whoever led it does not work here any more."""
    gone = sa.select(Person.id).where(Person.organisation_id == organisation_id, Person.ended_at.is_not(None))
    return sa.and_(Action.stands_on.is_not(None), Action.lead_id.in_(gone))


def _by_who_left(organisation_id: uuid.UUID, ways: list[places.Where]) -> list[places.Where]:
    """The same ways, one for each who left and led an open action: so each is read in order, and only a page of it."""
    open_one = sa.exists().where(same(Person, Action.lead_id), Action.stands_on.is_not(None))
    gone = sa.select(Person.id).where(Person.organisation_id == organisation_id, Person.ended_at.is_not(None), open_one)
    some = db.session.scalars(gone.limit(MOST_APART + 1)).all()
    if not 0 < len(some) <= MOST_APART:
        return ways
    return [[*way, Action.lead_id == one] for way in ways for one in some]


def _narrowed(filters: Filters, standing: Standing, *, today: date) -> list[sa.ColumnElement[bool]]:
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
    if filters.strength is not None:
        found.append(Action.strength.is_(None) if filters.strength == NOT_SAID else Action.strength == filters.strength)
    if filters.due is Due.NO_DAY:
        found += [Action.due_on.is_(None), Action.state.in_(_OPEN_STATES)]
    elif filters.due is not None:
        found += [Action.state == State.AGREED.value, Action.due_on.between(*due.days(filters.due, today))]
    if filters.words:
        in_title = Action.title.icontains(filters.words, autoescape=True)
        number = asked_number(filters.words)
        found.append(in_title if number is None else sa.or_(in_title, Action.number == number))
    return found


def same(table: Any, column: Any) -> sa.ColumnElement[bool]:
    """This row of the table is the one that the column of an action names."""
    return sa.and_(table.organisation_id == Action.organisation_id, table.id == column)
