"""Erasing for real: what the list says goes, in one transaction. A crash in the middle leaves everything as it was.

Doing it twice is harmless: what went is not on the second list."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Why, refuse_unless
from spotcheck.governance import erasure_rules
from spotcheck.governance.about_person_queries import about_person
from spotcheck.governance.due_queries import Due, due, in_batches
from spotcheck.governance.periods import chosen_of
from spotcheck.governance.taking import silence, silence_lines, take
from spotcheck.organisation.models import Account, Person, SignInAttempt, SignInChoice
from spotcheck.tracker.models import Evidence, Finding

A_DAY = timedelta(days=1)
_IN_ORDER = (
    "sign_off", "supervision", "prompt", "check", "finding", "action", "draw", "alert", "arrival", "quarantined",
    "capture_grant", "session", "invitation",
)  # fmt: skip


def erase_due(shown: str, *, by: Standing, at: datetime) -> Due:
    """Everything that the rules no longer keep. `shown` is the fingerprint of the list that was confirmed.

    Refused when the list is another one by now. Nothing due: nothing is done and nothing is written.
    """
    take_turn(by.organisation_id)
    found = due(by.organisation_id, chosen_of(by.organisation_id), at=at)
    if not found.total:
        return found
    refuse_unless(erasure_rules.changed_since(shown, found.fingerprint), Why.STALE)
    _erase(by.organisation_id, found, at=at)
    forget_tries(at=at)
    _note(by, "erased", found, at=at)
    return found


def erase_person(person: Person, shown: str, *, reason: str, by: Standing, at: datetime) -> Due:
    """What is held about somebody who left, because they asked; what must stay is said on the page (article 17).

    Refused while they work here, lead an open action, or a legal hold is on them. Twice is once.
    """
    take_turn(by.organisation_id, person)
    found = about_person(person)
    if person.forgotten_at is not None:
        return Due()
    refuse_unless(found.refused)
    refuse_unless(erasure_rules.changed_since(shown, found.due.fingerprint), Why.STALE)
    _erase(by.organisation_id, found.due, at=at)
    _note(by, "erased on request", found.due, at=at, reason=reason)
    return found.due


def forget_tries(*, at: datetime) -> None:
    """Old tries to sign in, of nobody in particular and of no organisation: digests, kept for a day."""
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < at - A_DAY))
    db.session.execute(sa.delete(SignInChoice).where(SignInChoice.made_at < at - A_DAY))


def _erase(organisation_id: uuid.UUID, found: Due, *, at: datetime) -> None:
    """In an order in which nothing is left hanging: what names others goes before them."""
    take(organisation_id, "draft", found.ids("draft"))
    _leave_numbers(organisation_id, found.ids("check") | found.ids("prompt"))
    for table in _IN_ORDER:
        take(organisation_id, table, found.ids(table))
    silence_lines(organisation_id, found.ids("history"))
    _forget(organisation_id, found.ids("person"), at=at)


def _leave_numbers(organisation_id: uuid.UUID, source_ids: Collection[uuid.UUID]) -> None:
    """The closing of an action stays explained: how many looks, misses and workers; no longer who was looked at."""
    for some in in_batches(source_ids):
        of_these = (Evidence.organisation_id == organisation_id, Evidence.source_id.in_(some))
        for action_id in db.session.scalars(sa.select(Evidence.action_id).where(*of_these).distinct()).all():
            _number_workers(organisation_id, action_id, frozenset(some))
        db.session.execute(
            sa.update(Finding)
            .where(Finding.organisation_id == organisation_id, Finding.source_id.in_(some))
            .values(source_id=None)
        )


def _number_workers(organisation_id: uuid.UUID, action_id: uuid.UUID, source_ids: frozenset[uuid.UUID]) -> None:
    """A number instead of each worker. All the action's looks at them lose the name, or the rest would give it away."""
    query = sa.select(Evidence).where(Evidence.organisation_id == organisation_id, Evidence.action_id == action_id)
    rows = list(db.session.scalars(query.order_by(Evidence.began_at, Evidence.id)))
    going = {row.observed_id for row in rows if row.source_id in source_ids} - {None}
    last = max((row.worker_number or 0 for row in rows), default=0)
    numbers: dict[uuid.UUID, int] = {}
    for row in rows:
        if row.observed_id is not None and row.observed_id in going:
            row.worker_number = numbers.setdefault(row.observed_id, last + len(numbers) + 1)
            row.observed_id = None


def _forget(organisation_id: uuid.UUID, person_ids: Collection[uuid.UUID], *, at: datetime) -> None:
    """Their name and their sign-in go; what they did stays, by somebody who left."""
    for person_id in person_ids:
        person = db.session.get_one(Person, (organisation_id, person_id))
        account_id, person.account_id = person.account_id, None
        person.name, person.language, person.forgotten_at = erasure_rules.FORGOTTEN, None, at
        db.session.flush()
        take(organisation_id, "person", [person_id], itself=False)
        silence(organisation_id, "person", [person_id])
        if account_id is not None:
            _end_account(account_id)


def _end_account(account_id: uuid.UUID) -> None:
    """The sign-in itself, unless it is used in another organisation."""
    if db.session.scalar(sa.select(Person.id).where(Person.account_id == account_id).limit(1)) is not None:
        return
    db.session.execute(sa.delete(SignInChoice).where(SignInChoice.account_id == account_id))
    db.session.execute(sa.delete(Account).where(Account.id == account_id))


def _note(by: Standing, what: str, found: Due, *, at: datetime, reason: str | None = None) -> None:
    """How many rows of each kind went, and who confirmed it; nothing about whom."""
    history.record(
        by.organisation_id, what=what, kind="retention", thing_id=by.organisation_id, by=by.person_id, at=at,
        after={table: len(ids) for table, ids in sorted(found.rows.items())}, reason=reason,
    )  # fmt: skip
