"""Bringing in a list of people: all of it, by the verbs that are used by hand, or none of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation import bringing_rules, queries
from spotcheck.organisation.bringing_rules import Here, Planned, Read, Row
from spotcheck.organisation.invitations import Link, invite_person
from spotcheck.organisation.models import Account, Invitation, Person, RoleHeld, Service
from spotcheck.organisation.operations import give_role
from spotcheck.organisation.rules import normal_sign_in


def looked_at(rows: Sequence[Row], *, by: Standing) -> tuple[list[Read], list[Planned]]:
    """What each row means as things stand now. Changes nothing."""
    services = [(one.id, one.name) for one in queries.services(by.organisation_id)]
    return bringing_rules.planned(rows, _people(by.organisation_id), services)


def bring_people(rows: Sequence[Row], *, by: Standing, at: datetime) -> list[Link]:
    """Add and invite everybody of the list who is new, and give the roles that are missing.

    Refused while one row has a problem. The same list again changes nothing, so it gives no links.
    """
    take_turn(by.organisation_id)
    read, plan = looked_at(rows, by=by)
    if any(one.problems for one in read):
        raise Refusal(Why.INVALID, say("Some rows need another look, so nobody was brought in yet."))
    return [link for somebody in plan for link in _bring(somebody, by=by, at=at)]


def _bring(somebody: Planned, *, by: Standing, at: datetime) -> list[Link]:
    links: list[Link] = []
    person = db.session.get_one(Person, (by.organisation_id, somebody.here.id)) if somebody.here else None
    for role, service_id in somebody.roles:
        service = db.session.get_one(Service, (by.organisation_id, service_id)) if service_id else None
        if person is None:
            link = invite_person(somebody.name, role, service, by=by, at=at, sign_in=somebody.written)
            person = db.session.get_one(Person, (by.organisation_id, link.invitation.person_id))
            links.append(link)
        else:
            give_role(person, role, service, by=by, at=at)
    return links


def _people(organisation_id: uuid.UUID) -> list[Here]:
    """Everybody who is or was here, in three queries."""
    sign_ins: dict[uuid.UUID, set[str]] = {}
    written = sa.select(Invitation.person_id, Invitation.sign_in).where(
        Invitation.organisation_id == organisation_id, Invitation.sign_in.is_not(None)
    )
    for person_id, sign_in in db.session.execute(written):
        sign_ins.setdefault(person_id, set()).add(normal_sign_in(sign_in or ""))
    roles: dict[uuid.UUID, set[tuple[Role, uuid.UUID | None]]] = {}
    held = sa.select(RoleHeld.person_id, RoleHeld.role, RoleHeld.service_id).where(
        RoleHeld.organisation_id == organisation_id, RoleHeld.ended_at.is_(None)
    )
    for person_id, role, service_id in db.session.execute(held):
        roles.setdefault(person_id, set()).add((Role(role), service_id))
    everybody = (
        sa.select(Person, Account.sign_in)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Person.organisation_id == organisation_id)
        .order_by(Person.name, Person.id)
    )
    return [
        Here(
            person.id,
            person.name,
            frozenset(sign_ins.get(person.id, set()) | ({sign_in} if sign_in else set())),
            outside=person.outside,
            ended=person.ended_at is not None,
            roles=frozenset(roles.get(person.id, set())),
        )
        for person, sign_in in db.session.execute(everybody)
    ]
