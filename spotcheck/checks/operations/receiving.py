"""A check is received once: sent again it gets the same receipt; other content under its id is kept apart (R1).

Pages and deliveries from a phone both come through here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind, outcome
from spotcheck.checks.models import Check, CheckAnswer, SampledRecord, SecondContent
from spotcheck.checks.operations.evidence import bring
from spotcheck.checks.queries import drafts as queries
from spotcheck.checks.queries.drafts import CameBefore
from spotcheck.checks.queries.facts import known_for, plan_closed_to, where_captured
from spotcheck.checks.rules.capture import content_refused, settled
from spotcheck.checks.rules.content import Finished, digest, plain, plain_said, plain_words
from spotcheck.checks.rules.correction import Answered, counting
from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Standing, Verb, may, who_can
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.statements import insert_into, put
from spotcheck.core.words import say


class Received(StrEnum):
    STORED = "stored"
    ALREADY = "already"  # the same content came before: nothing was changed
    OTHER = "other"  # other content came before under this id: refused, and kept beside it


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's word that it has a check. `received_at` is of the content that stands."""

    check_id: uuid.UUID
    received_at: datetime
    state: Received


def receive_check(content: Finished, *, by: Standing, at: datetime) -> Receipt:
    """Take a finished check in: once, whole, or not at all (R1). `by` is its author.

    Refused when its author may not capture here, and by the rules of capturing; then nothing is stored. For other
    content under a known id the receipt says OTHER and the content is kept: commit, then tell its author.
    """
    take_turn(by.organisation_id)
    return receive_in_turn(content, by=by, at=at)


def receive_in_turn(content: Finished, *, by: Standing, at: datetime, told: Mapping[str, Any] | None = None) -> Receipt:
    """The same for whoever has taken the turn. `told`: what its history says beside what it always does."""
    if content.author_id != by.person_id or content.organisation_id != by.organisation_id:
        raise Refusal(Why.NOT_YOU, say("A check is sent for the person who captured it."))
    known = known_for(content)
    if known.version is not None:
        content = settled(content, known.version)
    held = queries.received(by.organisation_id, content.id)
    if held is not None:
        return _came_before(held, content, by=by, at=at)
    if may(by, Verb.CAPTURE, where_captured(content, by)) is not Answer.ALLOWED:
        raise Refusal(Why.NOT_YOU, say("You cannot capture checks at this service now."), who_can(Verb.CAPTURE))
    refuse_unless(content_refused(content, known, received_at=at), Why.INVALID)
    refuse_unless(plan_closed_to(by, content.requirement_id, at=content.finished_at))
    check = _store(content, digest(content), at)
    history.record(
        by.organisation_id, what="captured", kind="check", thing_id=check.id, by=by.person_id, at=at,
        device_at=content.finished_at, service_id=check.service_id,
        after={"kind": check.kind, "requirement": check.requirement_id, "digest": check.digest, **(told or {})},
    )  # fmt: skip
    if known.version is not None:
        bring(check, counting(_answered(content), known.version.items), by=by, at=at)
    for follows in _following:
        follows(check, at=at)
    return Receipt(check.id, at, Received.STORED)


# What came before the check it belongs to, and follows as soon as it is here: a room above says what to do.
class Follows(Protocol):
    def __call__(self, check: Check, *, at: datetime) -> None: ...


_following: list[Follows] = []


def following(does: Follows) -> Follows:
    """Have this done in the same transaction as a check is stored, whichever way it came; it refuses nothing."""
    _following.append(does)
    return does


def _answered(content: Finished) -> Iterator[Answered]:
    for one in content.answers:
        found = outcome(content.kind, one.outcome)
        if found is not None:
            yield Answered(item_id=one.item_id, position=one.position, outcome=found, said=one.said)


def _came_before(held: CameBefore, content: Finished, *, by: Standing, at: datetime) -> Receipt:
    its_digest = digest(content)
    if held.digest == its_digest:
        return Receipt(held.id, held.received_at, Received.ALREADY)
    kept = db.session.scalar(
        sa.select(SecondContent.id).where(
            SecondContent.organisation_id == by.organisation_id,
            SecondContent.check_id == held.id,
            SecondContent.digest == its_digest,
        )
    )
    if kept is None:
        add(
            SecondContent(
                organisation_id=by.organisation_id,
                id=new_id(),
                check_id=held.id,
                digest=its_digest,
                content=plain(content),
                sent_by_id=by.person_id,
                received_at=at,
            )
        )
        history.record(
            by.organisation_id, what="other content refused", kind="check", thing_id=held.id, by=by.person_id, at=at,
            service_id=held.service_id, after={"digest": its_digest},
        )  # fmt: skip
    return Receipt(held.id, held.received_at, Received.OTHER)


def _store(content: Finished, its_digest: str, at: datetime) -> Check:
    check = Check(
        organisation_id=content.organisation_id,
        id=content.id,
        author_id=content.author_id,
        service_id=content.service_id,
        kind=content.kind.value,
        version_id=content.version_id,
        worker_id=content.worker_id,
        requirement_id=content.requirement_id,
        draw_id=content.draw_id,
        shift=content.shift.value if content.shift else None,
        announced=content.announced,
        setting=content.setting,
        answered_by=content.answered_by.value if content.answered_by else None,
        opened_at=content.opened_at,
        finished_at=content.finished_at,
        received_at=at,
        digest=its_digest,
        words=plain_words(content.words),
    )
    put(check)
    of_check = {"organisation_id": check.organisation_id, "check_id": check.id}
    answers = [
        {
            **of_check,
            "position": one.position,
            "item_id": one.item_id,
            "outcome": str(one.outcome),
            "note": one.note,
            "detail": plain_said(one.said) if content.kind is Kind.INTERVIEW else None,
        }
        for one in content.answers
    ]
    if answers:
        _ANSWERS.do(*answers)
    records = [
        {
            **of_check,
            "position": met.position,
            "number": met.number,
            "reference": met.reference,
            "set_aside": met.set_aside.value if met.set_aside else None,
        }
        for met in content.records
    ]
    if records:
        _RECORDS.do(*records)
    return check


_ANSWERS = insert_into(CheckAnswer.__table__)
_RECORDS = insert_into(SampledRecord.__table__)
