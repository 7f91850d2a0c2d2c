"""Who was signed off, and what came since that asks for a second look."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.rules import Observation
from spotcheck.checks.models import Check, CheckAnswer, Correction, Review
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.sight import held_back, passed_on
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie, Verb
from spotcheck.learning.competence_models import SecondLook, SignOff, SignOffLook
from spotcheck.learning.queries.competence_needed import is_asked
from spotcheck.learning.rules.competence import DUE_SOON, Signed, State, signed_state
from spotcheck.learning.rules.competence_signing import Came, Since, asks_for_second_look
from spotcheck.organisation.models import Person, RoleHeld, Service
from spotcheck.organisation.queries import held_at
from spotcheck.standards.models import Topic

_Later = aliased(SignOff)


@dataclass(frozen=True, slots=True)
class SignedOff:
    """The newest sign-off of somebody in a topic, and what came since."""

    row: SignOff
    came: tuple[Came, ...]

    @property
    def facts(self) -> Signed:
        return Signed(at=self.row.signed_at, again_on=self.row.again_on, questioned=bool(self.came))


@dataclass(frozen=True, slots=True)
class Again:
    """Somebody's sign-off that waits for somebody: it is due soon, has lapsed, or needs a second look."""

    row: SignOff
    state: State
    worker: str
    topic: str
    service: str


def sign_off(organisation_id: uuid.UUID, sign_off_id: uuid.UUID) -> SignOff | None:
    return db.session.get(SignOff, (organisation_id, sign_off_id))


def sign_off_thing(row: SignOff) -> Thing:
    return Thing(row.organisation_id, row.service_id, frozenset({(Tie.OBSERVED, row.worker_id)}))


def signed_at(
    organisation_id: uuid.UUID, service_id: uuid.UUID, *, at: datetime, worker_id: uuid.UUID | None = None
) -> dict[tuple[uuid.UUID, uuid.UUID], SignedOff]:
    """By worker and topic, at this service; not those that were taken back. Two queries."""
    query = _standing(organisation_id).where(SignOff.service_id == service_id)
    if worker_id is not None:
        query = query.where(SignOff.worker_id == worker_id)
    rows = list(db.session.scalars(query))
    came = _came(organisation_id, rows, at)
    return {(row.worker_id, row.topic_id): SignedOff(row, came.get(row.id, ())) for row in rows}


def to_look_at_again(standing: Standing, *which: sa.ColumnElement[bool], at: datetime) -> list[Again]:
    """The sign-offs that are due soon, lapsed, or need a second look: this person's own, and where they see names those
    of others; by what is due. `which` narrows them. Two queries."""
    reach = standing.services_for(Verb.SEE_LEARNER)
    query = (
        _standing(standing.organisation_id)
        .add_columns(Person.name, Topic.name, Service.name)
        .join(Person, linked(SignOff, SignOff.worker_id, Person))
        .join(Topic, linked(SignOff, SignOff.topic_id, Topic))
        .join(Service, linked(SignOff, SignOff.service_id, Service))
        .where(
            is_asked(Topic),
            Person.ended_at.is_(None),
            works_there(SignOff, at),
            *which,
        )
        .order_by(SignOff.again_on, Person.name)
    )
    if reach is not None:
        query = query.where(sa.or_(SignOff.service_id.in_(reach), SignOff.worker_id == standing.person_id))
    rows: list[Any] = list(db.session.execute(query))
    came = _came(standing.organisation_id, [row[0] for row in rows], at)
    found = []
    for row, worker, topic, service in rows:
        facts = SignedOff(row, came.get(row.id, ())).facts
        state = signed_state(facts, today=local_date(at))
        if state is not State.SIGNED:
            found.append(Again(row, state, worker, topic, service))
    return sorted(found, key=lambda one: (list(State).index(one.state), one.row.again_on, one.worker))


def works_there(row: type[SignOff | Check], at: datetime) -> sa.ColumnElement[bool]:
    """Whether the worker of this row works at its service now."""
    return sa.exists().where(
        RoleHeld.organisation_id == row.organisation_id,
        RoleHeld.person_id == row.worker_id,
        RoleHeld.service_id == row.service_id,
        *held_at(at),
    )


def signed_beyond(
    organisation_id: Any, service_id: Any, worker_id: Any, topic_id: Any, *, at: datetime
) -> sa.ColumnElement[bool]:
    """Whether a sign-off stands and is not due soon: `rules.competence.signed_state`, asked of the database."""
    return (
        sa.select(sa.literal(1))
        .select_from(SignOff)
        .where(
            *_newest(),
            SignOff.organisation_id == organisation_id,
            SignOff.service_id == service_id,
            SignOff.worker_id == worker_id,
            SignOff.topic_id == topic_id,
            SignOff.again_on > local_date(at) + DUE_SOON,
        )
        .correlate_except(SignOff)
        .exists()
    )


def ever_signed(
    organisation_id: uuid.UUID, service_id: uuid.UUID, worker_id: uuid.UUID, topic_id: uuid.UUID
) -> list[SignOff]:
    """Every sign-off of this worker in this topic here, the newest first."""
    query = sa.select(SignOff).where(
        SignOff.organisation_id == organisation_id,
        SignOff.service_id == service_id,
        SignOff.worker_id == worker_id,
        SignOff.topic_id == topic_id,
    )
    return list(db.session.scalars(query.order_by(SignOff.signed_at.desc())))


def looks_of(row: SignOff) -> list[uuid.UUID]:
    """The checks that it stands on and that are still kept, the oldest first."""
    query = (
        sa.select(SignOffLook.check_id)
        .join(Check, linked(SignOffLook, SignOffLook.check_id, Check))
        .where(SignOffLook.organisation_id == row.organisation_id, SignOffLook.sign_off_id == row.id)
        .order_by(Check.finished_at, Check.id)
    )
    return list(db.session.scalars(query))


def second_looks_of(row: SignOff) -> list[tuple[SecondLook, str]]:
    """Who looked again and said why it stands, the newest first."""
    query = (
        sa.select(SecondLook, Person.name)
        .join(Person, linked(SecondLook, SecondLook.by_id, Person))
        .where(SecondLook.organisation_id == row.organisation_id, SecondLook.sign_off_id == row.id)
        .order_by(SecondLook.at.desc())
    )
    return [(one, name) for one, name in db.session.execute(query)]


def came_since(row: SignOff, *, at: datetime) -> tuple[Came, ...]:
    return _came(row.organisation_id, [row], at).get(row.id, ())


def _standing(organisation_id: uuid.UUID) -> sa.Select[Any]:
    """The newest of each worker, topic and service, unless that was taken back."""
    return sa.select(SignOff).where(SignOff.organisation_id == organisation_id, *_newest())


def _newest() -> tuple[sa.ColumnElement[bool], ...]:
    later = sa.exists().where(
        _Later.organisation_id == SignOff.organisation_id,
        _Later.service_id == SignOff.service_id,
        _Later.worker_id == SignOff.worker_id,
        _Later.topic_id == SignOff.topic_id,
        _Later.signed_at > SignOff.signed_at,
    )
    return SignOff.taken_back_at.is_(None), sa.not_(later)


def _came(organisation_id: uuid.UUID, rows: Sequence[SignOff], at: datetime) -> dict[uuid.UUID, tuple[Came, ...]]:
    """What came after each of these and nobody has looked at since. One query at most."""
    if not rows:
        return {}
    since: dict[uuid.UUID, list[Since]] = defaultdict(list)
    looked_at: dict[uuid.UUID, datetime] = {}
    for sign_off_id, what, when in db.session.execute(_events(organisation_id, [row.id for row in rows], at)):
        if what is None:
            looked_at[sign_off_id] = max(when, looked_at.get(sign_off_id, when))
        else:
            since[sign_off_id].append(Since(Came(what), when))
    found = {one: asks_for_second_look(came, looked_at=looked_at.get(one)) for one, came in since.items()}
    return {one: came for one, came in found.items() if came}


def _events(organisation_id: uuid.UUID, ids: Sequence[uuid.UUID], at: datetime) -> sa.CompoundSelect[Any]:
    """What came after each, and when somebody looked at it again (which is no event, so it has no name)."""
    these = (SignOff.organisation_id == organisation_id, SignOff.id.in_(ids))
    on_it = sa.and_(SignOffLook.organisation_id == SignOff.organisation_id, SignOffLook.sign_off_id == SignOff.id)

    def beside(table: Any, what: Came, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
        same = sa.and_(table.organisation_id == SignOffLook.organisation_id, table.check_id == SignOffLook.check_id)
        query = sa.select(SignOff.id, sa.literal(what.value), table.at).select_from(SignOff).join(SignOffLook, on_it)
        return query.join(table, same).where(*these, table.at > SignOff.signed_at, *which)

    not_standing = sa.or_(Review.stands.is_(False), Review.passed_to.is_not(None))
    stopped = Observation.STOPPED.value
    seen = sa.exists().where(
        CheckAnswer.organisation_id == Check.organisation_id,
        CheckAnswer.check_id == Check.id,
        CheckAnswer.outcome == stopped,
    )
    kept_safe = (
        sa.select(SignOff.id, sa.literal(Came.STOPPED.value), Check.finished_at)
        .select_from(SignOff)
        .join(
            Check,
            sa.and_(
                Check.organisation_id == SignOff.organisation_id,
                Check.worker_id == SignOff.worker_id,
                Check.service_id == SignOff.service_id,
                Check.finished_at > SignOff.signed_at,
            ),
        )
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Checklist, linked(ChecklistVersion, ChecklistVersion.checklist_id, Checklist))
        .where(*these, Checklist.topic_id == SignOff.topic_id, seen, sa.not_(passed_on()), sa.not_(held_back(at)))
    )
    looked = sa.select(SecondLook.sign_off_id, sa.cast(sa.null(), sa.Text), SecondLook.at).where(
        SecondLook.organisation_id == organisation_id, SecondLook.sign_off_id.in_(ids)
    )
    corrected, not_right = beside(Correction, Came.CORRECTED), beside(Review, Came.NOT_STANDING, not_standing)
    return sa.union_all(corrected, not_right, kept_safe, looked)
