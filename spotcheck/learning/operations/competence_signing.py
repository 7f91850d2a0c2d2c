"""Signing somebody off, looking at it a second time, taking it back. A sign-off never changes by itself."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.learning.competence_models import SecondLook, SignOff, SignOffLook
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries import competence_signed as reads
from spotcheck.learning.queries.competence_places import Learner
from spotcheck.learning.rules.competence import months_later
from spotcheck.learning.rules.competence_signing import (
    LONGEST_NOTE,
    deciding_refused,
    reason_wanting,
    signing_refused,
)
from spotcheck.organisation.models import Person, Service


def sign_off(
    worker: Person,
    service: Service,
    topic_id: uuid.UUID,
    *,
    by: Standing,
    at: datetime,
    note: str = "",
    sign_off_id: uuid.UUID | None = None,
) -> SignOff:
    """This worker is signed off at this service, on the looks that count now.

    `sign_off_id` is made with the form: sent twice it is one. Refused while something is missing, for oneself, and for
    whoever made every look (R3)."""
    take_turn(by.organisation_id, worker, service)
    if sign_off_id is not None and (made := reads.sign_off(by.organisation_id, sign_off_id)) is not None:
        return made
    learner = _learner(worker, service, topic_id, at)
    found = learner.place.progress
    refuse_unless(signing_refused(found, learner.needed, signer=by.person_id, worker=worker.id))
    if len(note) > LONGEST_NOTE:
        raise Refusal(Why.INVALID, fields={"note": say("Keep it to %(n)s characters.", n=LONGEST_NOTE)})
    made = add(
        SignOff(
            organisation_id=by.organisation_id,
            id=sign_off_id or new_id(),
            competence_id=learner.competence.id,
            topic_id=topic_id,
            service_id=service.id,
            worker_id=worker.id,
            signed_by_id=by.person_id,
            signed_at=at,
            again_on=months_later(local_date(at), learner.needed.months),
            note=note or None,
        )
    )
    checks = [look.check for look in found.looks]
    db.session.add_all(
        SignOffLook(organisation_id=by.organisation_id, sign_off_id=made.id, check_id=check_id) for check_id in checks
    )
    after = {"topic": learner.topic.name, "version": learner.competence.number, "looks": checks, "again": made.again_on}
    _note(made, "signed off", by=by, at=at, after=after)
    return made


def still_stands(row: SignOff, *, reason: str, by: Standing, at: datetime) -> None:
    """Somebody looked at what came since, and says why the sign-off stands. Nothing came: nothing is done."""
    take_turn(by.organisation_id, row)
    taken_back = row.taken_back_at is not None
    refuse_unless(deciding_refused(by.person_id, row.worker_id, taken_back=taken_back))
    if not reads.came_since(row, at=at):
        return
    if wrong := reason_wanting(reason):
        raise Refusal(Why.INVALID, fields=wrong)
    add(SecondLook(organisation_id=by.organisation_id, sign_off_id=row.id, by_id=by.person_id, at=at, reason=reason))
    _note(row, "looked at again", by=by, at=at, reason=reason)


def take_back(row: SignOff, *, reason: str, by: Standing, at: datetime) -> None:
    """It does not stand any more; the row stays, with the reason. Twice is once."""
    take_turn(by.organisation_id, row)
    refuse_unless(deciding_refused(by.person_id, row.worker_id, taken_back=False))
    if row.taken_back_at is not None:
        return
    if wrong := reason_wanting(reason):
        raise Refusal(Why.INVALID, fields=wrong)
    row.taken_back_at, row.taken_back_by_id, row.taken_back_reason = at, by.person_id, reason
    _note(row, "taken back", by=by, at=at, reason=reason)


def _learner(worker: Person, service: Service, topic_id: uuid.UUID, at: datetime) -> Learner:
    found = next((one for one in places.of_person(service, worker, at=at) if one.topic.id == topic_id), None)
    if found is None:
        raise Refusal(Why.NOT_NOW, say("Nobody is signed off in this topic any more."))
    return found


def _note(
    row: SignOff,
    what: str,
    *,
    by: Standing,
    at: datetime,
    after: dict[str, object] | None = None,
    reason: str | None = None,
) -> None:
    history.record(
        by.organisation_id, what=what, kind="sign_off", thing_id=row.id, by=by.person_id, at=at,
        service_id=row.service_id, after=after, reason=reason,
    )  # fmt: skip
