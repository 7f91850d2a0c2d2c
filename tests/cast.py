"""The people of the tests. There is always an outsider: another organisation with people of the same roles.

Hazel Court and Mill Lane belong to one organisation. Nobody here is a real person.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.organisation.models import Account, Person, Service
from spotcheck.organisation.operations import add_person, found_organisation, give_role, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.sign_in import hasher
from spotcheck.standards.operations import adopt_standards

PASSWORD = "three plain words"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: how they sign in, and who they are."""

    name: str
    sign_in: str
    organisation_id: uuid.UUID
    id: uuid.UUID
    made_at: datetime

    def standing(self, at: datetime | None = None) -> Standing:
        return standing_of(self.organisation_id, self.id, at=at or self.made_at)

    @property
    def person(self) -> Person:
        return db.session.get_one(Person, (self.organisation_id, self.id))


@dataclass(frozen=True)
class Cast:
    organisation_id: uuid.UUID
    hazel: uuid.UUID  # service
    mill: uuid.UUID  # another service of the same organisation
    tomasz: Member  # care worker at Hazel Court
    amina: Member  # care worker at Hazel Court
    grace: Member  # supervisor at Hazel Court, on nights
    priya: Member  # supervisor (deputy) at Hazel Court; leads actions
    samuel: Member  # manager of Hazel Court
    ruth: Member  # quality lead across the organisation
    nadia: Member  # reader across the organisation
    admin: Member  # administrator
    joseph: Member  # manager of Mill Lane: same organisation, other service
    leila: Member  # supervisor at Mill Lane
    outsider: Member  # manager in another organisation
    other_organisation_id: uuid.UUID
    other_service: uuid.UUID

    @property
    def hazel_court(self) -> Service:
        return db.session.get_one(Service, (self.organisation_id, self.hazel))


WORKED_HERE = timedelta(days=60)  # so long, when a test begins


def assemble(*, at: datetime) -> Cast:
    """Make everybody, by the operations that the product itself uses; committed as the test's starting point."""
    admin_account = an_account("admin.hazel", at)
    admin = found_organisation("Hazel Group", administrator="Alex", account_id=admin_account.id, at=at)
    by = standing_of(admin.organisation_id, admin.id, at=at)
    adopt_standards(by.organisation_id, by=by, at=at)
    adopt_starters(by.organisation_id, by=by, at=at)
    hazel = open_service(
        "Hazel Court", "care home", by=by, at=at, on_call_name="On-call manager", on_call_number="01632 960016"
    )
    mill = open_service("Mill Lane", "home-care branch", by=by, at=at)

    def member(name: str, role: Role, service: Service | None) -> Member:
        account = an_account(name.casefold(), at)
        person = add_person(name, account_id=account.id, by=by, at=at)
        give_role(person, role, service, by=by, at=at - WORKED_HERE)
        return Member(name, account.sign_in, person.organisation_id, person.id, at)

    other_account = an_account("other.admin", at)
    other_admin = found_organisation("Other Care", administrator="Otto", account_id=other_account.id, at=at)
    other_by = standing_of(other_admin.organisation_id, other_admin.id, at=at)
    adopt_standards(other_by.organisation_id, by=other_by, at=at)
    adopt_starters(other_by.organisation_id, by=other_by, at=at)
    other_service = open_service("Other House", "care home", by=other_by, at=at)
    outsider_account = an_account("outsider", at)
    outsider = add_person("Outsider", account_id=outsider_account.id, by=other_by, at=at)
    give_role(outsider, Role.MANAGER, other_service, by=other_by, at=at)

    made = Cast(
        organisation_id=by.organisation_id,
        hazel=hazel.id,
        mill=mill.id,
        tomasz=member("Tomasz", Role.CARE_WORKER, hazel),
        amina=member("Amina", Role.CARE_WORKER, hazel),
        grace=member("Grace", Role.SUPERVISOR, hazel),
        priya=member("Priya", Role.SUPERVISOR, hazel),
        samuel=member("Samuel", Role.MANAGER, hazel),
        ruth=member("Ruth", Role.QUALITY_LEAD, None),
        nadia=member("Nadia", Role.READER, None),
        admin=Member("Alex", "admin.hazel", admin.organisation_id, admin.id, at),
        joseph=member("Joseph", Role.MANAGER, mill),
        leila=member("Leila", Role.SUPERVISOR, mill),
        outsider=Member("Outsider", "outsider", outsider.organisation_id, outsider.id, at),
        other_organisation_id=other_by.organisation_id,
        other_service=other_service.id,
    )
    db.session.commit()
    return made


_hashed: list[str] = []


def an_account(sign_in: str, at: datetime) -> Account:
    """A sign-in with the password that everybody here has; it is hashed once, because hashing is slow on purpose."""
    if not _hashed:
        _hashed.append(hasher().hash(PASSWORD))
    account = Account(id=new_id(), sign_in=sign_in, password_hash=_hashed[0], created_at=at)
    db.session.add(account)
    db.session.flush()
    return account
