"""Reads about people, services and sessions."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role, Standing, Thing
from spotcheck.core.statements import Statement
from spotcheck.organisation.models import Account, Organisation, Person, RoleHeld, Service, SignInSession, Verifier


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a session speaks for. What Flask-Login keeps in the cookie is the session's token, never a person's id."""

    token: str
    session_id: uuid.UUID
    account_id: uuid.UUID
    name: str
    organisation_name: str
    standing: Standing
    elsewhere: bool = False  # the account is used in another organisation, too

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


def digest(secret: str) -> str:
    """How a token or a one-time code is kept: what leaks from the database opens nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def signed_in(token: str, *, at: datetime) -> SignedIn | None:
    """Who holds this token, with the roles and invitations they hold; None when the session has ended, or the account,
    or the person's work here, and while the phone is in other hands (`handed_over.py`). One query."""
    rows = _SIGNED_IN.rows(token=digest(token), at=at)
    if not rows:
        return None
    session_id, account_id, organisation_id, person_id, name, organisation_name, there_too, *_ = rows[0]
    standing = Standing(
        organisation_id,
        person_id,
        frozenset(Held(Role(role), service_id) for *_, role, service_id, _ in rows if role is not None),
        frozenset(action_id for *_, action_id in rows if action_id is not None),
    )
    return SignedIn(token, session_id, account_id, name, organisation_name, standing, bool(there_too))


def standing_of(organisation_id: uuid.UUID, person_id: uuid.UUID, *, at: datetime) -> Standing:
    """The roles and invitations a person holds at this moment."""
    rows = _STANDING.rows(organisation=organisation_id, person=person_id, at=at)
    held = frozenset(Held(Role(role), service_id) for role, service_id in rows if role is not None)
    return Standing(organisation_id, person_id, held, frozenset(action_id for role, action_id in rows if role is None))


def verifiers_of(organisation_id: uuid.UUID, action_id: uuid.UUID, *, at: datetime) -> list[Person]:
    """Who from outside is invited for this action now."""
    query = (
        sa.select(Person)
        .join(Verifier, sa.and_(Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id))
        .where(Verifier.organisation_id == organisation_id, Verifier.action_id == action_id, *invited_at(at))
    )
    return list(db.session.scalars(query.order_by(Person.name)))


def invited_to(standing: Standing, *, at: datetime) -> frozenset[uuid.UUID]:
    """The services of the actions that somebody from outside is invited to verify now."""
    if not standing.verifies:
        return frozenset()
    query = sa.select(Verifier.service_id).where(
        Verifier.organisation_id == standing.organisation_id,
        Verifier.person_id == standing.person_id,
        *invited_at(at),
    )
    return frozenset(db.session.scalars(query))


def is_somebody_at(at: datetime, person: type[Person] = Person) -> sa.ColumnElement[bool]:
    """Whether somebody is here: works here, or comes from outside and their invitation has not ended."""
    invited = sa.exists().where(
        Verifier.organisation_id == person.organisation_id, Verifier.person_id == person.id, *invited_at(at)
    )
    comes = invited.correlate(person)  # whatever else of invitations the query around it reads
    return sa.and_(person.ended_at.is_(None), sa.or_(person.outside.is_(False), comes))


def invited_at(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Verifier.from_at <= at,
        Verifier.until_at > at,
        sa.or_(Verifier.ended_at.is_(None), Verifier.ended_at > at),
    )


def services(organisation_id: uuid.UUID, only: Iterable[uuid.UUID] | None = None) -> list[Service]:
    """The services that are open, by name; `only` narrows them (None: all)."""
    query = sa.select(Service).where(Service.organisation_id == organisation_id, Service.ended_at.is_(None))
    if only is not None:
        query = query.where(Service.id.in_(only))
    return list(db.session.scalars(query.order_by(Service.name)))


def closed_services(organisation_id: uuid.UUID) -> list[Service]:
    """The services that have closed, by name."""
    query = sa.select(Service).where(Service.organisation_id == organisation_id, Service.ended_at.is_not(None))
    return list(db.session.scalars(query.order_by(Service.name)))


def is_empty() -> bool:
    """Whether there is no organisation yet."""
    return db.session.scalar(sa.select(Organisation.id).limit(1)) is None


def service(organisation_id: uuid.UUID, service_id: uuid.UUID) -> Service | None:
    return db.session.get(Service, (organisation_id, service_id))


def person(organisation_id: uuid.UUID, person_id: uuid.UUID) -> Person | None:
    return db.session.get(Person, (organisation_id, person_id))


def names(organisation_id: uuid.UUID, person_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these people, in one query."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    query = sa.select(Person.id, Person.name).where(Person.organisation_id == organisation_id, Person.id.in_(wanted))
    return dict(db.session.execute(query).all())


def people_at(organisation_id: uuid.UUID, service_id: uuid.UUID, *, at: datetime) -> list[Person]:
    """Who works at this service now: everybody with a role there, by name; not those with a role across."""
    query = (
        sa.select(Person)
        .where(
            Person.organisation_id == organisation_id,
            Person.ended_at.is_(None),
            sa.exists().where(
                RoleHeld.organisation_id == Person.organisation_id,
                RoleHeld.person_id == Person.id,
                RoleHeld.service_id == service_id,
                *held_at(at),
            ),
        )
        .order_by(Person.name)
    )
    return list(db.session.scalars(query))


def how_many_give_care(
    organisation_id: uuid.UUID, service_id: uuid.UUID | sa.SQLColumnExpression[uuid.UUID], *, at: datetime
) -> sa.ScalarSelect[int]:
    """How many people are care workers or supervisors at this service now, to ask alone or with something else."""
    return (
        sa.select(sa.func.count(RoleHeld.person_id.distinct()))
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(
            RoleHeld.organisation_id == organisation_id,
            RoleHeld.service_id == service_id,
            RoleHeld.role.in_([Role.CARE_WORKER.value, Role.SUPERVISOR.value]),
            Person.ended_at.is_(None),
            *held_at(at),
        )
        .scalar_subquery()
    )


def worked_at(organisation_id: uuid.UUID, service_id: uuid.UUID, person_id: uuid.UUID, *, at: datetime) -> bool:
    """Whether this person had a role at this service at that moment, whatever became of them since."""
    asked = {"organisation": organisation_id, "person": person_id, "service": service_id, "at": at}
    return _WORKED.row(**asked) is not None


def worked_there(organisation_id: uuid.UUID, service_ids: Iterable[uuid.UUID], *, at: datetime) -> list[Person]:
    """Who worked at one of these services at that moment, by name, whatever became of them since."""
    held = sa.exists().where(
        RoleHeld.organisation_id == Person.organisation_id,
        RoleHeld.person_id == Person.id,
        RoleHeld.service_id.in_(list(service_ids)),
        *held_at(at),
    )
    query = sa.select(Person).where(Person.organisation_id == organisation_id, Person.forgotten_at.is_(None), held)
    return list(db.session.scalars(query.order_by(Person.name)))


def people_who_left(organisation_id: uuid.UUID) -> list[Person]:
    """Everybody whose work here has ended and whose name is still kept, the earliest first."""
    query = sa.select(Person).where(
        Person.organisation_id == organisation_id, Person.ended_at.is_not(None), Person.forgotten_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Person.ended_at, Person.name)))


def standings_reaching(organisation_id: uuid.UUID, service_id: uuid.UUID, *, at: datetime) -> dict[uuid.UUID, Standing]:
    """The standing of everybody with an account and a role that reaches this service: who could do something here."""
    rows = db.session.execute(reaching(organisation_id, service_id, at=at))
    held: dict[uuid.UUID, set[Held]] = {}
    for person_id, role, at_service in rows:
        held.setdefault(person_id, set()).add(Held(Role(role), at_service))
    return {person_id: Standing(organisation_id, person_id, frozenset(roles)) for person_id, roles in held.items()}


def reaching(
    organisation_id: uuid.UUID, service_id: uuid.UUID, *, at: datetime
) -> sa.Select[uuid.UUID, str, uuid.UUID | None]:
    """The roles that reach this service, of everybody with an account."""
    return (
        sa.select(RoleHeld.person_id, RoleHeld.role, RoleHeld.service_id)
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .where(
            RoleHeld.organisation_id == organisation_id,
            Person.ended_at.is_(None),
            Person.account_id.is_not(None),
            sa.or_(RoleHeld.service_id == service_id, RoleHeld.service_id.is_(None)),
            *held_at(at),
        )
    )


def held_at(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (RoleHeld.from_at <= at, sa.or_(RoleHeld.ended_at.is_(None), RoleHeld.ended_at > at))


# Asked with every request and every delivery, so these are made once.
_AT: Any = sa.bindparam("at")
_ROLES = sa.select(RoleHeld.role, RoleHeld.service_id).where(
    RoleHeld.organisation_id == sa.bindparam("organisation"),
    RoleHeld.person_id == sa.bindparam("person"),
    *held_at(_AT),
)
_INVITED = sa.select(sa.null(), Verifier.action_id).where(
    Verifier.organisation_id == sa.bindparam("organisation"),
    Verifier.person_id == sa.bindparam("person"),
    *invited_at(_AT),
)
_ELSEWHERE = aliased(Person)
_SIGNED_IN = Statement(
    sa.select(
        SignInSession.id,
        SignInSession.account_id,
        Person.organisation_id,
        Person.id,
        Person.name,
        Organisation.name,
        sa.exists().where(
            _ELSEWHERE.account_id == SignInSession.account_id,
            _ELSEWHERE.organisation_id != SignInSession.organisation_id,
            is_somebody_at(_AT, _ELSEWHERE),
        ),
        RoleHeld.role,
        RoleHeld.service_id,
        Verifier.action_id,
    )
    .join(
        Person, sa.and_(Person.organisation_id == SignInSession.organisation_id, Person.id == SignInSession.person_id)
    )
    .join(Organisation, Organisation.id == SignInSession.organisation_id)
    .join(Account, Account.id == SignInSession.account_id)
    .outerjoin(
        RoleHeld,
        sa.and_(RoleHeld.organisation_id == Person.organisation_id, RoleHeld.person_id == Person.id, *held_at(_AT)),
    )
    .outerjoin(
        Verifier,
        sa.and_(Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id, *invited_at(_AT)),
    )
    .where(
        SignInSession.token_digest == sa.bindparam("token"),
        SignInSession.ended_at.is_(None),
        SignInSession.handed_at.is_(None),
        SignInSession.ends_at > _AT,
        Account.ended_at.is_(None),
        is_somebody_at(_AT),
    )
)
_WORKED = Statement(_ROLES.where(RoleHeld.service_id == sa.bindparam("service")))
_STANDING = Statement(sa.union_all(_ROLES, _INVITED))  # a role and its service, or no role and an action to verify


def service_thing(service: Service) -> Thing:
    return Thing(service.organisation_id, service.id)
