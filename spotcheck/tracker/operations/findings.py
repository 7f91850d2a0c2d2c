"""Findings: what a look showed is kept, and taken back when it must not be learned from (R13)."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.standards.queries import standard
from spotcheck.tracker import queries
from spotcheck.tracker.models import Finding
from spotcheck.tracker.operations.move import note
from spotcheck.tracker.operations.repeats import notice_in_finding
from spotcheck.tracker.rules.words import FindingKind, Look, Risk


def record_finding(
    *,
    service_id: uuid.UUID,
    standard_id: uuid.UUID,
    kind: FindingKind,
    text: str,
    by: Standing,
    at: datetime,
    risk: Risk | None = None,
    seen: int | None = None,
    met: int | None = None,
    source_id: uuid.UUID | None = None,
    look: Look | None = None,
    found_at: datetime | None = None,
) -> Finding:
    """Keep a strength or a gap. `seen` and `met` are counts, for "13 of 24": of records where `look` is a sample.
    `source_id` is the check."""
    take_turn(by.organisation_id)
    if not text.strip():
        raise Refusal(Why.INVALID, fields={"text": say("Say in one sentence what was found.")})
    refuse_unknown_standard(by.organisation_id, standard_id)
    finding = add(
        Finding(
            organisation_id=by.organisation_id,
            id=new_id(),
            service_id=service_id,
            standard_id=standard_id,
            kind=kind.value,
            text=text.strip(),
            risk=risk.value if risk else None,
            seen=seen,
            met=met,
            source_id=source_id,
            look=look.value if look else None,
            found_at=found_at or at,
            recorded_by_id=by.person_id,
        )
    )
    history.record(
        by.organisation_id,
        what="recorded",
        kind="finding",
        thing_id=finding.id,
        by=by.person_id,
        at=at,
        service_id=service_id,
        after={"kind": kind.value, "text": finding.text, "source": source_id},
    )
    notice_in_finding(finding, at=at)
    return finding


def take_back_findings(*, source_id: uuid.UUID, reason: str, by: Standing, at: datetime) -> list[Finding]:
    """Take back every finding of this check: it leaves what is learned from, the row and its history stay.

    An action that began with one goes on as it stands; its history and its page say what happened, and a manager
    decides. Its line gives no reason: whoever may not see the check could read it there. Twice is once."""
    take_turn(by.organisation_id)
    findings = _standing_of(by.organisation_id, source_id)
    for finding in findings:
        finding.taken_back_at, finding.taken_back_by_id = at, by.person_id
        history.record(
            by.organisation_id,
            what="taken back",
            kind="finding",
            thing_id=finding.id,
            by=by.person_id,
            at=at,
            service_id=finding.service_id,
            reason=reason,
        )
    for action_id in dict.fromkeys(finding.action_id for finding in findings if finding.action_id):
        action = queries.action(by.organisation_id, action_id)
        if action is None:
            raise LookupError(f"no action {action_id}")
        note(action, "finding taken back", by=by.person_id, at=at)
    return findings


def free_finding(organisation_id: uuid.UUID, finding_id: uuid.UUID, service_id: uuid.UUID) -> Finding:
    """A finding of this service that no action was made from yet."""
    finding = queries.finding(organisation_id, finding_id)
    if finding is None or finding.service_id != service_id:
        raise Refusal(Why.INVALID, say("This finding does not belong to this service."))
    if finding.taken_back_at is not None:
        raise Refusal(Why.NOT_NOW, say("This finding was taken back, so no action starts from it."))
    if finding.action_id is not None:
        raise Refusal(Why.NOT_NOW, say("An action was made from this finding already."))
    return finding


def refuse_unknown_standard(organisation_id: uuid.UUID, standard_id: uuid.UUID) -> None:
    if standard(organisation_id, standard_id) is None:
        raise Refusal(Why.INVALID, fields={"standard_id": say("Choose the standard this is about.")})


def _standing_of(organisation_id: uuid.UUID, source_id: uuid.UUID) -> list[Finding]:
    query = sa.select(Finding).where(
        Finding.organisation_id == organisation_id, Finding.source_id == source_id, Finding.taken_back_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Finding.id)))
