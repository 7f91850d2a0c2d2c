"""A new organisation, from nothing to its first page: the one verb that reaches into every room that has starters."""

from __future__ import annotations

from datetime import datetime

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.operations import found_organisation, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.set_up_codes import use_code
from spotcheck.organisation.sign_in import open_account
from spotcheck.standards.operations import adopt_standards


def set_up(
    code: str,
    *,
    organisation: str,
    administrator: str,
    sign_in: str,
    password: str,
    at: datetime,
    service: str | None = None,
    kind: str | None = None,
    on_call_name: str | None = None,
    on_call_number: str | None = None,
) -> tuple[Account, Person]:
    """An organisation with its administrator, its standards and checklists, and its first service if one is named.

    Refused, by field, when the code is spent or something cannot be used as it is; then nothing of it was made.
    """
    use_code(code, at=at)
    if service is None and (kind or on_call_name or on_call_number):
        raise Refusal(Why.INVALID, fields={"service": say("Write the name of the service, or leave all of it out.")})
    account = open_account(sign_in, password, at=at)
    person = found_organisation(organisation, administrator=administrator, account_id=account.id, at=at)
    by = standing_of(person.organisation_id, person.id, at=at)
    adopt_standards(person.organisation_id, by=by, at=at)
    adopt_starters(person.organisation_id, by=by, at=at)
    if service is not None:
        try:
            open_service(service, kind or "", by=by, at=at, on_call_name=on_call_name, on_call_number=on_call_number)
        except Refusal as refusal:  # the form calls its name "service"
            named = {"service" if name == "name" else name: says for name, says in refusal.fields.items()}
            raise Refusal(refusal.why, *refusal.sentences, fields=named) from refusal
    return account, person
