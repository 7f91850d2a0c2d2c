"""The verbs of people, services and roles. Signing in and out is in `sign_in.py`."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import HistoryHead, take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.organisation import rules
from spotcheck.organisation.models import Account, Organisation, Person, RoleHeld, Service


def found_organisation(name: str, *, administrator: str, account_id: uuid.UUID | None, at: datetime) -> Person:
    """A new organisation with its first administrator, who holds that role across it. Gives the administrator."""
    organisation = add(Organisation(id=new_id(), name=name, created_at=at))
    add(HistoryHead(organisation_id=organisation.id, number=0, digest=""))
    person = add(Person(organisation_id=organisation.id, id=new_id(), name=administrator, account_id=account_id))
    history.record(
        organisation.id, what="founded", kind="organisation", thing_id=organisation.id, by=person.id, at=at,
        after={"name": name},
    )  # fmt: skip
    _give(person, Role.ADMINISTRATOR, None, by=person.id, at=at)
    return person


def open_service(
    name: str,
    kind: str,
    *,
    by: Standing,
    at: datetime,
    on_call_name: str | None = None,
    on_call_number: str | None = None,
) -> Service:
    """A new service of this organisation. Refused when one of that name is there."""
    take_turn(by.organisation_id)
    fields = {}
    taken = sa.select(Service.id).where(
        Service.organisation_id == by.organisation_id, sa.func.lower(Service.name) == name.lower()
    )
    if db.session.scalar(taken) is not None:
        fields["name"] = say("There is a service of this name. Choose another name.")
    if kind not in rules.SERVICE_KINDS:
        fields["kind"] = say("Choose what kind of service this is.")
    if reasons := rules.number_refused(on_call_number):
        fields["on_call_number"] = reasons[0]
    if fields:
        raise Refusal(Why.INVALID, fields=fields)
    service = add(
        Service(
            organisation_id=by.organisation_id,
            id=new_id(),
            name=name,
            kind=kind,
            on_call_name=on_call_name,
            on_call_number=on_call_number,
        )
    )
    history.record(
        by.organisation_id, what="opened", kind="service", thing_id=service.id, by=by.person_id, at=at,
        service_id=service.id, after={"name": name, "kind": kind, **on_call_of(service)},
    )  # fmt: skip
    return service


def change_on_call(service: Service, *, name: str | None, number: str | None, by: Standing, at: datetime) -> None:
    """Whom to ring in this service when someone is at risk. The same again changes nothing."""
    take_turn(by.organisation_id)
    if reasons := rules.number_refused(number):
        raise Refusal(Why.INVALID, fields={"on_call_number": reasons[0]})
    if (service.on_call_name, service.on_call_number) == (name, number):
        return
    before = on_call_of(service)
    service.on_call_name, service.on_call_number = name, number
    history.record(
        by.organisation_id, what="on call changed", kind="service", thing_id=service.id, by=by.person_id, at=at,
        service_id=service.id, before=before, after=on_call_of(service),
    )  # fmt: skip


def on_call_of(service: Service) -> dict[str, str | None]:
    """Whom to ring there, as forms and history name it."""
    return {"on_call_name": service.on_call_name, "on_call_number": service.on_call_number}


def add_person(
    name: str,
    *,
    by: Standing,
    at: datetime,
    account_id: uuid.UUID | None = None,
    outside: bool = False,
    person_id: uuid.UUID | None = None,
) -> Person:
    """Somebody who works here, with the account they sign in with, if they have one.

    `person_id` is made with the form: sent twice it is one person.
    """
    take_turn(by.organisation_id)
    if person_id is not None and (made := db.session.get(Person, (by.organisation_id, person_id))) is not None:
        return made
    person = add(
        Person(
            organisation_id=by.organisation_id,
            id=person_id or new_id(),
            name=name,
            account_id=account_id,
            outside=outside,
        )
    )
    history.record(
        by.organisation_id, what="added", kind="person", thing_id=person.id, by=by.person_id, at=at,
        after={"outside": outside},
    )  # fmt: skip
    return person


def give_role(person: Person, role: Role, service: Service | None, *, by: Standing, at: datetime) -> RoleHeld:
    """A role at a service, or across the organisation (`service` None). Giving a role that is held changes nothing."""
    take_turn(by.organisation_id)
    refuse_unless(rules.role_refused(role, across=service is None), Why.INVALID)
    refuse_unless(rules.holder_refused(outside=person.outside, ended=person.ended_at is not None))
    if service is not None and service.ended_at is not None:
        raise Refusal(Why.NOT_NOW, say("This service is closed. A role is given at a service that is open."))
    held = sa.select(RoleHeld).where(
        RoleHeld.organisation_id == by.organisation_id,
        RoleHeld.person_id == person.id,
        RoleHeld.role == role.value,
        RoleHeld.service_id == service.id if service else RoleHeld.service_id.is_(None),
        RoleHeld.ended_at.is_(None),
    )
    return db.session.scalar(held) or _give(person, role, service.id if service else None, by=by.person_id, at=at)


def _give(person: Person, role: Role, service_id: uuid.UUID | None, *, by: uuid.UUID, at: datetime) -> RoleHeld:
    held = add(
        RoleHeld(
            organisation_id=person.organisation_id,
            id=new_id(),
            person_id=person.id,
            role=role.value,
            service_id=service_id,
            given_by_id=by,
            from_at=at,
        )
    )
    history.record(
        person.organisation_id, what="role given", kind="person", thing_id=person.id, by=by, at=at,
        service_id=service_id, after={"role": role.value},
    )  # fmt: skip
    return held


def end_role(held: RoleHeld, *, by: Standing, at: datetime) -> None:
    """A role ends now; what was done with it stays. The last administrator's role cannot end."""
    take_turn(by.organisation_id)
    if held.ended_at is not None:
        return
    if held.role == Role.ADMINISTRATOR:
        refuse_only_administrator(held.organisation_id, held.person_id)
    held.ended_at = at
    history.record(
        by.organisation_id, what="role ended", kind="person", thing_id=held.person_id, by=by.person_id, at=at,
        service_id=held.service_id, before={"role": held.role},
    )  # fmt: skip


def refuse_only_administrator(organisation_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Somebody who can sign in stays an administrator: refused when there is nobody but this person."""
    if not _another_administrator(organisation_id, person_id):
        raise Refusal(
            Why.NOT_NOW,
            say("This is the only administrator. Give somebody else the role first; then this one can end."),
        )


def _another_administrator(organisation_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether somebody else who can sign in is an administrator."""
    query = (
        sa.select(RoleHeld.id)
        .join(Person, sa.and_(Person.organisation_id == RoleHeld.organisation_id, Person.id == RoleHeld.person_id))
        .join(Account, Account.id == Person.account_id)
        .where(
            RoleHeld.organisation_id == organisation_id,
            RoleHeld.role == Role.ADMINISTRATOR.value,
            RoleHeld.person_id != person_id,
            RoleHeld.ended_at.is_(None),
            Person.ended_at.is_(None),
            Account.ended_at.is_(None),
        )
    )
    return db.session.scalar(query.limit(1)) is not None
