"""Records of supervision: whose a person may see, what one stands on, and when the next is due."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind as Look
from spotcheck.checks.models import Check
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.sight import held_back, passed_on
from spotcheck.checks.rules.content import read_words
from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing, Thing, Tie, Verb
from spotcheck.learning.rules.supervision import MONTHS, State, Talks, peers, state_of
from spotcheck.learning.supervision_models import Supervision, SupervisionAddition
from spotcheck.organisation.models import Person, RoleHeld, Service
from spotcheck.organisation.queries import held_at, people_at

LOOKS_BACK = timedelta(days=31 * MONTHS)


@dataclass(frozen=True, slots=True)
class Seen:
    """A look at somebody's practice, or a talk about it. `strength`: where the person asking may read it."""

    id: uuid.UUID
    title: str
    on: date
    observed: bool
    strength: str | None


@dataclass(frozen=True, slots=True)
class Supervised:
    """Somebody of a service, and when the next talk is due."""

    worker: Person
    talks: Talks
    state: State


def record(organisation_id: uuid.UUID, record_id: uuid.UUID) -> Supervision | None:
    return db.session.get(Supervision, (organisation_id, record_id))


def addition(organisation_id: uuid.UUID, addition_id: uuid.UUID) -> SupervisionAddition | None:
    return db.session.get(SupervisionAddition, (organisation_id, addition_id))


def record_thing(found: Supervision) -> Thing:
    ties = frozenset({(Tie.OBSERVED, found.worker_id), (Tie.AUTHOR, found.by_id)})
    return Thing(found.organisation_id, found.service_id, ties)


def kept_from(standing: Standing, service_id: uuid.UUID, worker_id: uuid.UUID, *, at: datetime) -> bool:
    """Whether this person is a peer of that one here: a supervisor does not read what their peers agreed."""
    return peers(_mine(standing, service_id), _roles(standing.organisation_id, service_id, at)[worker_id])


def supervised_at(service: Service, standing: Standing, *, at: datetime) -> list[Supervised]:
    """Everybody here whom this person supervises, by what is due. Three queries."""
    mine, roles = _mine(standing, service.id), _roles(service.organisation_id, service.id, at)
    talks = _talks(service.organisation_id, service.id)
    found = [
        Supervised(one, talks[one.id], state_of(talks[one.id], today=local_date(at)))
        for one in people_at(service.organisation_id, service.id, at=at)
        if one.id != standing.person_id and not peers(mine, roles[one.id])
    ]
    order = list(State)
    return sorted(found, key=lambda one: (order.index(one.state), one.talks.observed_on or date.min, one.worker.name))


def talks_with(service: Service, worker: Person) -> Talks:
    return _talks(service.organisation_id, service.id, worker.id)[worker.id]


def records_of(
    organisation_id: uuid.UUID, worker_id: uuid.UUID, service_id: uuid.UUID | None = None
) -> list[tuple[Supervision, str, str]]:
    """Every talk with somebody, the newest first, with who kept it and where."""
    query = (
        sa.select(Supervision, Person.name, Service.name)
        .join(Person, linked(Supervision, Supervision.by_id, Person))
        .join(Service, linked(Supervision, Supervision.service_id, Service))
        .where(Supervision.organisation_id == organisation_id, Supervision.worker_id == worker_id)
        .order_by(Supervision.held_on.desc(), Supervision.at.desc())
    )
    if service_id is not None:
        query = query.where(Supervision.service_id == service_id)
    return [(row, who, where) for row, who, where in db.session.execute(query)]


def additions_to(found: Supervision) -> list[tuple[SupervisionAddition, str]]:
    """What was added, the oldest first, with who added it."""
    query = (
        sa.select(SupervisionAddition, Person.name)
        .join(Person, linked(SupervisionAddition, SupervisionAddition.by_id, Person))
        .where(
            SupervisionAddition.organisation_id == found.organisation_id,
            SupervisionAddition.supervision_id == found.id,
        )
        .order_by(SupervisionAddition.at, SupervisionAddition.id)
    )
    return [(row, name) for row, name in db.session.execute(query)]


def seen_since_last(service: Service, worker: Person, standing: Standing, *, at: datetime) -> Sequence[Seen]:
    """The looks at this worker's practice since the last talk, or of three months, the newest first."""
    last = talks_with(service, worker).last_on
    since = at - LOOKS_BACK
    if last is not None:
        since = max(since, datetime(last.year, last.month, last.day, tzinfo=LONDON))
    query = (
        sa.select(Check, ChecklistVersion.title)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .where(
            Check.organisation_id == service.organisation_id,
            Check.service_id == service.id,
            Check.worker_id == worker.id,
            Check.finished_at > since,
            sa.not_(passed_on()),
            sa.not_(held_back(at)),
        )
        .order_by(Check.finished_at.desc(), Check.id)
    )
    decides = standing.services_for(Verb.REVIEW_CHECK)
    found = []
    for check, title in db.session.execute(query):
        may_read = check.author_id == standing.person_id or decides is None or service.id in decides
        strength = read_words(check.words).strength if may_read else None
        observed = check.kind == Look.OBSERVATION.value
        found.append(Seen(check.id, title, local_date(check.finished_at), observed, strength))
    return found


def _mine(standing: Standing, service_id: uuid.UUID) -> set[Role]:
    return {held.role for held in standing.roles if held.service_id in {None, service_id}}


def _roles(organisation_id: uuid.UUID, service_id: uuid.UUID, at: datetime) -> defaultdict[uuid.UUID, set[Role]]:
    """Which roles each person holds here now."""
    query = sa.select(RoleHeld.person_id, RoleHeld.role).where(
        RoleHeld.organisation_id == organisation_id, RoleHeld.service_id == service_id, *held_at(at)
    )
    found: defaultdict[uuid.UUID, set[Role]] = defaultdict(set)
    for person_id, role in db.session.execute(query):
        found[person_id].add(Role(role))
    return found


def _talks(
    organisation_id: uuid.UUID, service_id: uuid.UUID, worker_id: uuid.UUID | None = None
) -> defaultdict[uuid.UUID, Talks]:
    observed = sa.func.max(sa.case((Supervision.looks > 0, Supervision.held_on)))
    query = sa.select(Supervision.worker_id, sa.func.max(Supervision.held_on), observed).where(
        Supervision.organisation_id == organisation_id, Supervision.service_id == service_id
    )
    if worker_id is not None:
        query = query.where(Supervision.worker_id == worker_id)
    found: defaultdict[uuid.UUID, Talks] = defaultdict(Talks)
    for whose, last_on, observed_on in db.session.execute(query.group_by(Supervision.worker_id)):
        found[whose] = Talks(last_on, observed_on)
    return found
