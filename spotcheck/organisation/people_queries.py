"""Who works here and with which roles, for the pages of people. Every read starts from whom the asker may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.forms import plain_id
from spotcheck.core.permissions import Role, Standing, Thing, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation import rules
from spotcheck.organisation.models import Person, RoleHeld, Service, Verifier
from spotcheck.organisation.queries import held_at, invited_at

Row = TypeVar("Row", Person, Service)
_Held = tuple[str, uuid.UUID | None, str | None]  # role, service, its name
PAGE = 50
LEFT = "left"  # there, too: whoever does not work here any more
ACROSS = "across"  # in an address, where the id of a service would stand
_NOWHERE = "nowhere"
_AT_A_SERVICE, _ACROSS, _NO_ROLE, _LEFT = range(4)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody, under one service (None: across the organisation, or without a role now)."""

    id: uuid.UUID
    name: str
    place: str | Sentence
    here: tuple[Sentence, ...]  # the roles held at this place
    also: tuple[Sentence, ...]  # and elsewhere


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: list[Listed]
    after: str | None  # where the next page begins


def people(
    standing: Standing, *, at: datetime, service: str | None = None, search: str | None = None, after: str | None = None
) -> PeoplePage:
    """Everybody this person may see, service by service. `service` is an id or `ACROSS`; `after` ends the page before.

    Three queries, however long the list is.
    """
    places = _places(standing, service, at).subquery()
    order = (places.c.rank, places.c.place, sa.func.lower(places.c.name), places.c.id)
    query = sa.select(places).order_by(*order)
    if search:
        query = query.where(places.c.name.icontains(search, autoescape=True))
    if key := _place_in_list(standing, after):
        rank, place, name, last = (sa.literal(part) for part in key)
        query = query.where(sa.tuple_(*order) > sa.tuple_(rank, place, sa.func.lower(name), last))
    found = db.session.execute(query.limit(PAGE + 1)).all()
    shown = found[:PAGE]
    held, invited = _roles(standing.organisation_id, [row.id for row in shown], at=at)
    return PeoplePage(
        [_listed(row, held.get(row.id, []), invited.get(row.id, ())) for row in shown],
        _end(shown[-1]) if len(found) > PAGE else None,
    )


def _listed(row: sa.Row[*tuple[Any, ...]], held: list[_Held], invited: tuple[Sentence, ...]) -> Listed:
    here = tuple(rules.ROLE_WORDS[Role(role)] for role, service_id, _ in held if service_id == row.service_id)
    also = (rules.role_in_words(Role(role), place) for role, there, place in held if there != row.service_id)
    return Listed(row.id, row.name, _place_in_words(row), here, (*also, *invited))


def _roles(
    organisation_id: uuid.UUID, ids: list[uuid.UUID], *, at: datetime
) -> tuple[dict[uuid.UUID, list[_Held]], dict[uuid.UUID, tuple[Sentence, ...]]]:
    """The roles each of these people holds now, and for somebody from outside what they verify."""
    rows = db.session.execute(
        sa.select(RoleHeld.person_id, RoleHeld.role, RoleHeld.service_id, Service.name)
        .outerjoin(Service, _service_of_role())
        .where(RoleHeld.organisation_id == organisation_id, RoleHeld.person_id.in_(ids), *held_at(at))
        .order_by(RoleHeld.person_id, Service.name, RoleHeld.from_at)
    )
    held: dict[uuid.UUID, list[_Held]] = {}
    for person_id, role, service_id, place in rows:
        held.setdefault(person_id, []).append((role, service_id, place))
    verifiers = db.session.execute(
        sa.select(Verifier.person_id, Service.name, Verifier.until_at)
        .join(Service, sa.and_(Service.organisation_id == Verifier.organisation_id, Service.id == Verifier.service_id))
        .where(Verifier.organisation_id == organisation_id, Verifier.person_id.in_(ids), *invited_at(at))
        .order_by(Verifier.person_id, Verifier.until_at)
    )
    invited: dict[uuid.UUID, tuple[Sentence, ...]] = {}
    for person_id, place, until in verifiers:
        invited[person_id] = (*invited.get(person_id, ()), rules.verifier_in_words(place, until))
    return held, invited


def roles_of(person: Person, *, at: datetime) -> list[tuple[RoleHeld, Sentence]]:
    """The roles somebody holds now, each with its words, oldest first."""
    query = (
        sa.select(RoleHeld, Service.name)
        .outerjoin(Service, _service_of_role())
        .where(RoleHeld.organisation_id == person.organisation_id, RoleHeld.person_id == person.id, *held_at(at))
        .order_by(RoleHeld.from_at, RoleHeld.id)
    )
    return [(held, rules.role_in_words(Role(held.role), place)) for held, place in db.session.execute(query)]


def came_before(standing: Standing, *, action_id: uuid.UUID, at: datetime) -> list[tuple[uuid.UUID, str]]:
    """Who was invited from outside before, where this person invites, and is not invited for this action now."""
    return [(one, name) for one, name in db.session.execute(could_come_again(standing, action_id=action_id, at=at))]


def could_come_again(standing: Standing, *, action_id: uuid.UUID, at: datetime) -> sa.Select[uuid.UUID, str]:
    """The same, to be asked with something else."""

    def invited(*which: sa.ColumnElement[bool]) -> sa.Exists:
        return sa.exists().where(
            Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id, *which
        )

    reach = standing.services_for(Verb.INVITE_VERIFIER)
    return (
        sa.select(Person.id, Person.name)
        .where(
            Person.organisation_id == standing.organisation_id,
            Person.outside.is_(True),
            Person.ended_at.is_(None),
            invited(*(() if reach is None else (Verifier.service_id.in_(reach),))),
            ~invited(Verifier.action_id == action_id, *invited_at(at)),
        )
        .order_by(Person.name, Person.id)
        .limit(PAGE)
    )


def role(organisation_id: uuid.UUID, role_id: uuid.UUID) -> RoleHeld | None:
    return db.session.get(RoleHeld, (organisation_id, role_id))


def person_thing(standing: Standing, person: Person, *, at: datetime) -> Thing:
    """What the permission table asks about somebody: the service where the asker meets them.

    Somebody with no role now is in no service, so only those with a role across the organisation meet them. Whoever
    left is met where they worked until then.
    """
    then = held_at(at) if person.ended_at is None else (RoleHeld.ended_at == person.ended_at,)
    query = sa.select(RoleHeld.service_id).where(
        RoleHeld.organisation_id == person.organisation_id, RoleHeld.person_id == person.id, *then
    )
    at_services = set(db.session.scalars(query))
    if None in at_services:
        return Thing(person.organisation_id)
    reach = standing.services_for(Verb.SEE_PEOPLE)
    met = at_services if reach is None else at_services & reach
    return Thing(person.organisation_id, min(met or at_services or {person.id}, key=str))


def _places(standing: Standing, service: str | None, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    """(rank, place, name, id, service_id): one row for each service where somebody holds a role now."""
    held = (
        sa.select(
            sa.case((RoleHeld.service_id.is_(None), _ACROSS), else_=_AT_A_SERVICE).label("rank"),
            sa.func.coalesce(Service.name, "").label("place"),
            Person.name,
            Person.id,
            RoleHeld.service_id,
        )
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .outerjoin(Service, _service_of_role())
        .where(
            RoleHeld.organisation_id == standing.organisation_id,
            Person.ended_at.is_(None),
            *held_at(at),
        )
        .distinct()
    )
    reach = standing.services_for(Verb.SEE_PEOPLE)
    if service == LEFT:
        return _gone(standing, reach)
    if reach is not None:
        held = held.where(sa.or_(RoleHeld.service_id.is_(None), RoleHeld.service_id.in_(reach)))
    if service == ACROSS:
        return held.where(RoleHeld.service_id.is_(None))
    if service is not None:
        return held.where(RoleHeld.service_id == plain_id(service))
    return held if reach is not None else held.union_all(_without_role(standing, at))  # type: ignore[return-value]


def _without_role(standing: Standing, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    has_role = sa.exists().where(
        RoleHeld.organisation_id == Person.organisation_id, RoleHeld.person_id == Person.id, *held_at(at)
    )
    return sa.select(
        sa.literal(_NO_ROLE), sa.literal(""), Person.name, Person.id, sa.null().cast(RoleHeld.service_id.type)
    ).where(Person.organisation_id == standing.organisation_id, Person.ended_at.is_(None), ~has_role)


def _gone(standing: Standing, reach: frozenset[uuid.UUID] | None) -> sa.Select[*tuple[Any, ...]]:
    """Whoever worked here, and in a service within reach, until their work ended."""
    worked = sa.exists().where(
        RoleHeld.organisation_id == Person.organisation_id,
        RoleHeld.person_id == Person.id,
        RoleHeld.ended_at == Person.ended_at,
        RoleHeld.service_id.in_(reach or ()),
    )
    query = sa.select(
        sa.literal(_LEFT).label("rank"),
        sa.literal("").label("place"),
        Person.name,
        Person.id,
        sa.null().cast(RoleHeld.service_id.type).label("service_id"),
    ).where(Person.organisation_id == standing.organisation_id, Person.ended_at.is_not(None), Person.outside.is_(False))
    return query if reach is None else query.where(worked)


def _end(row: sa.Row[*tuple[Any, ...]]) -> str:
    place = row.service_id or {_ACROSS: ACROSS, _LEFT: LEFT}.get(row.rank, _NOWHERE)
    return f"{place}.{row.id}"


def _place_in_list(standing: Standing, after: str | None) -> tuple[int, str, str, uuid.UUID] | None:
    """The key of the row that ended the last page, by its address; None when there is none."""
    place, _, person_id = (after or "").partition(".")
    person = _owned(Person, standing, person_id)
    if person is None:
        return None
    ranks = {ACROSS: _ACROSS, _NOWHERE: _NO_ROLE, LEFT: _LEFT}
    if place in ranks:
        return ranks[place], "", person.name, person.id
    service = _owned(Service, standing, place)
    return (_AT_A_SERVICE, service.name, person.name, person.id) if service else None


def _owned(model: type[Row], standing: Standing, written: str) -> Row | None:
    found = plain_id(written)
    return db.session.get(model, (standing.organisation_id, found)) if found else None


def _place_in_words(row: sa.Row[*tuple[Any, ...]]) -> str | Sentence:
    if row.rank == _AT_A_SERVICE:
        return str(row.place)
    named = {_ACROSS: rules.ACROSS_IN_WORDS, _LEFT: rules.LEFT_IN_WORDS}
    return named.get(row.rank, rules.NO_ROLE_IN_WORDS)


def _service_of_role() -> sa.ColumnElement[bool]:
    return sa.and_(Service.organisation_id == RoleHeld.organisation_id, Service.id == RoleHeld.service_id)
