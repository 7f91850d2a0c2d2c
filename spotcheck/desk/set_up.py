"""A new organisation, from nothing: the administrator, the first services, the first people.

It reaches into every room that has starters.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.desk.set_up_rules import people_refused
from spotcheck.organisation.invitations import Link, invite_person
from spotcheck.organisation.models import Account, Person, Service
from spotcheck.organisation.operations import found_organisation, give_role, open_service
from spotcheck.organisation.queries import person, standing_of
from spotcheck.organisation.set_up_codes import use_code
from spotcheck.organisation.sign_in import open_account
from spotcheck.standards.operations import adopt_standards


def set_up(
    code: str, *, organisation: str, administrator: str, sign_in: str, password: str, at: datetime
) -> tuple[Account, Person]:
    """An organisation with its administrator, its standards and checklists.

    Refused, by field, when the code is spent or something cannot be used as it is; then nothing of it was made.
    """
    use_code(code, at=at)
    account = open_account(sign_in, password, at=at)
    first = found_organisation(organisation, administrator=administrator, account_id=account.id, at=at)
    by = standing_of(first.organisation_id, first.id, at=at)
    adopt_standards(first.organisation_id, by=by, at=at)
    adopt_starters(first.organisation_id, by=by, at=at)
    return account, first


def add_service(
    name: str,
    kind: str,
    *,
    by: Standing,
    at: datetime,
    on_call_name: str | None = None,
    on_call_number: str | None = None,
    mine: bool = False,
) -> Service:
    """One more service; `mine`: whoever adds it manages it, too."""
    service = open_service(name, kind, by=by, at=at, on_call_name=on_call_name, on_call_number=on_call_number)
    here = person(by.organisation_id, by.person_id)
    if mine and here is not None:
        give_role(here, Role.MANAGER, service, by=by, at=at)
    return service


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One row of the form: `field` is the name of its field, `id` was made with the form."""

    field: str
    name: str
    role: Role
    id: uuid.UUID | None


def invite_people(rows: Sequence[Newcomer], service: Service | None, *, by: Standing, at: datetime) -> list[Link]:
    """A link for each. Refused, by field, when a row needs another look; then nobody was added. Sent twice is once."""
    take_turn(by.organisation_id)
    wrong = people_refused({row.field: row.name for row in rows})
    if service is None:
        wrong["service"] = say("Choose where they work.")
    if wrong or service is None:
        raise Refusal(Why.INVALID, fields=wrong)
    return [invite_person(row.name, row.role, service, person_id=row.id, by=by, at=at) for row in rows]
