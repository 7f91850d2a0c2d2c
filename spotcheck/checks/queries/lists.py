"""The list of finished checks: those a person asked to see, newest first, a page at a time, in a few queries.

By service, kind, checklist and day; never by person, and nobody is counted (R13).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check
from spotcheck.checks.queries.check import Author, Worker, checks_with, linked
from spotcheck.checks.queries.headline import ICONS, who_looked_unnamed
from spotcheck.checks.queries.review import waits
from spotcheck.checks.queries.sight import held_back, passed_on, visible_to
from spotcheck.checks.rules.holding import shown_from
from spotcheck.checks.rules.listing import MOST_COUNTED, State
from spotcheck.checks.rules.sight import Shown, Sight, sight
from spotcheck.core.database import Moment, db
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.models import Service
from spotcheck.tracker.models import Action

A_PAGE = 30
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list; all of it is in the address. `since` and `until` are days, both inside."""

    service_id: uuid.UUID | None = None
    kind: Kind | None = None
    checklist_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One check, and what of it this person sees. `author` and `worker` are None where they see no names."""

    check: Check
    title: str
    version: int
    service: str
    author: str | None
    worker: str | None
    action: Action | None
    waits: bool
    sight: Sight
    passed_on: bool

    @property
    def kind(self) -> Kind:
        return Kind(self.check.kind)

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def who(self) -> Sentence:
        return who_looked_unnamed(self.kind, self.author, self.worker)


@dataclass(frozen=True, slots=True)
class Page:
    """`more` is the cursor of the page after this one, or None on the last page."""

    rows: Sequence[Row]
    more: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: only what the checks one may see have."""

    services: Sequence[tuple[uuid.UUID, str]]
    checklists: Sequence[tuple[uuid.UUID, str]]


def page(standing: Standing, filters: Filters, *, at: datetime, after: str | None = None, most: int = A_PAGE) -> Page:
    """A page of the list. One query."""
    query = _rows(at).where(visible_to(standing, at=at), *_narrowed(filters))
    place = cursor(after)
    if place is not None:
        query = query.where(sa.tuple_(Check.finished_at, Check.id) < sa.tuple_(*place))
    query = query.order_by(Check.finished_at.desc(), Check.id.desc())
    found = db.session.execute(query.limit(most + 1)).all()
    rows = [_row(standing, *one) for one in found[:most]]
    return Page(rows, _cursor_at(rows[-1].check) if len(found) > most else None)


def every_row(standing: Standing, filters: Filters, *, at: datetime) -> Iterator[Sequence[Row]]:
    """All rows of the list, some hundreds at a time."""
    after: str | None = None
    while True:
        some = page(standing, filters, at=at, after=after, most=AT_ONCE)
        yield some.rows
        db.session.expunge_all()  # what was sent need not be kept
        if some.more is None:
            return
        after = some.more


def count(standing: Standing, filters: Filters, *, at: datetime) -> int:
    """How many checks the list has, counted to a hundred at most. One query."""
    some = sa.select(Check.id).where(visible_to(standing, at=at), *_narrowed(filters)).limit(MOST_COUNTED + 1)
    return db.session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0


def choices(standing: Standing, *, at: datetime) -> Choices:
    """What can be chosen in the filters. One query."""
    seen = visible_to(standing, at=at)
    of_service = sa.exists().where(seen, linked(Check, Check.service_id, Service))
    of_version = sa.exists().where(
        seen,
        linked(Check, Check.version_id, ChecklistVersion),
        ChecklistVersion.organisation_id == Checklist.organisation_id,
        ChecklistVersion.checklist_id == Checklist.id,
    )
    offered = sa.union_all(
        sa.select(sa.literal("service"), Service.id, Service.name).where(of_service),
        sa.select(sa.literal("checklist"), Checklist.id, Checklist.title).where(of_version),
    )
    found: dict[str, list[tuple[uuid.UUID, str]]] = {"service": [], "checklist": []}
    for what, one_id, words in db.session.execute(offered):
        found[what].append((one_id, words))
    for some in found.values():
        some.sort(key=lambda choice: choice[1].casefold())
    return Choices(found["service"], found["checklist"])


def cursor(after: str | None) -> tuple[Any, Any] | None:
    """The place in the list that a cursor names; refused when it is not one of ours."""
    if after is None:
        return None
    when, _, one_id = after.partition("~")
    try:
        moment = datetime.fromisoformat(when).astimezone(UTC)
        return sa.literal(moment, Moment()), sa.literal(uuid.UUID(one_id), sa.Uuid())
    except (ValueError, OverflowError) as error:
        raise Refusal(Why.INVALID, say("This place in the list is not known. Open the list again.")) from error


def _rows(at: datetime) -> sa.Select[*tuple[Any, ...]]:
    return checks_with(
        ChecklistVersion.title, ChecklistVersion.number, Service.name, Author.name, Worker.name, Action,
        waits(), held_back(at), passed_on(),
    )  # fmt: skip


def _narrowed(filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if filters.service_id is not None:
        found.append(Check.service_id == filters.service_id)
    if filters.kind is not None:
        found.append(Check.kind == filters.kind.value)
    if filters.checklist_id is not None:
        of_it = aliased(ChecklistVersion)
        versions = sa.select(of_it.id).where(
            of_it.organisation_id == Check.organisation_id, of_it.checklist_id == filters.checklist_id
        )
        found.append(Check.version_id.in_(versions))
    if filters.since is not None:
        found.append(Check.finished_at >= shown_from(filters.since))
    if filters.until is not None and filters.until < date.max:
        found.append(Check.finished_at < shown_from(filters.until + timedelta(days=1)))
    if filters.state is not None:
        found.append(waits() if filters.state is State.WAITING else sa.not_(waits()))
    return found


def _row(standing: Standing, check: Check, title: str, version: int, service: str, *others: Any) -> Row:
    author, worker, action, waiting, held, passed = others
    shown = Shown(
        check.organisation_id, check.service_id, check.author_id, check.worker_id, action.id if action else None,
        held_back=held, passed_on=passed,
    )  # fmt: skip
    seen = sight(standing, shown)
    if seen is None:
        raise LookupError("visible_to and rules.sight do not agree")
    if not seen.names:
        author = worker = None
    return Row(
        check, title, version, service, author, worker, action if seen.judged else None, waiting, seen, passed
    )  # fmt: skip


def _cursor_at(check: Check) -> str:
    return f"{check.finished_at.isoformat()}~{check.id}"
