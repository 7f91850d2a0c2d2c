"""What waits is settled by a person: it is right, and counts; or it is set aside, and history says why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from spotcheck.checks.schemas.kept import Kept, read_kept
from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.delivery.envelope_schemas import Kind, Message, read_answering, read_pictured
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.operations.effects import Captured, bring_in
from spotcheck.delivery.queries.waiting import facts_of
from spotcheck.delivery.rules.arriving import Came
from spotcheck.delivery.rules.settling import confirming_refused, naming_refused, setting_aside_refused
from spotcheck.organisation.queries import person


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was missing or refused, as somebody chose it; None: as it came."""

    service_id: uuid.UUID | None = None
    worker_id: uuid.UUID | None = None
    on_its_own: bool = False


def confirm(arrival: Arrival, chosen: Chosen, *, by: Standing, at: datetime) -> None:
    """It is right: what was captured is taken in now, as its author's and at its moment. Twice is once.

    Refused by the rules of capturing, and when this person may not be the one to say so (R3).
    """
    take_turn(by.organisation_id, arrival)
    if arrival.state == Came.TAKEN:
        return
    refuse_unless(confirming_refused(facts_of(arrival), by.person_id), Why.NOT_YOU)
    effect = bring_in(_captured(arrival, chosen, by), at=at)
    before = {"why": list(arrival.reasons)}
    arrival.state, arrival.content, arrival.reasons = Came.TAKEN.value, None, list(effect.says)
    arrival.service_id = effect.service_id
    _settled(arrival, "confirmed", by=by, at=at, before=before)


def set_aside(arrival: Arrival, *, reason: str | None, by: Standing, at: datetime) -> None:
    """It is not taken in. Somebody who is asked "Was this you?" may just say no; everybody else says why."""
    take_turn(by.organisation_id, arrival)
    if arrival.state == Came.ASIDE:
        return
    facts = facts_of(arrival)
    refuse_unless(setting_aside_refused(facts, by.person_id), Why.NOT_YOU)
    not_theirs = facts.claimed and by.person_id == facts.author_id
    if not reason and not not_theirs:
        raise Refusal(Why.INVALID, fields={"reason": say("Say why it is set aside.")})
    arrival.state = Came.ASIDE.value
    _settled(arrival, "not theirs" if not_theirs else "set aside", by=by, at=at, reason=reason)


def name_author(arrival: Arrival, person_id: uuid.UUID, *, by: Standing, at: datetime) -> None:
    """Who captured it, as a manager thinks: that person is asked at their next sign-in."""
    take_turn(by.organisation_id, arrival)
    if arrival.author_id == person_id:
        return
    refuse_unless(naming_refused(facts_of(arrival), by.person_id), Why.NOT_YOU)
    found = person(by.organisation_id, person_id)
    if found is None or found.ended_at is not None:
        raise Refusal(Why.INVALID, fields={"person": say("Choose somebody who works here.")})
    arrival.author_id = person_id
    _note(arrival, "named", by=by, at=at, after={"person": person_id})


def _captured(arrival: Arrival, chosen: Chosen, by: Standing) -> Captured:
    content: dict[str, Any] = arrival.content or {}
    kept = _with(read_kept(content["kept"]), chosen) if "kept" in content else None
    message = None
    if "message" in content:
        named = chosen.service_id or uuid.UUID(content["message"]["service"])
        message = Message(named, content["message"]["words"])
    if arrival.author_id is None or arrival.captured_at is None:
        raise LookupError("what is taken in has an author and a moment")
    carried = {"carried_by": arrival.carrier_id} if arrival.carrier_id not in {None, arrival.author_id} else {}
    return Captured(
        kind=Kind(arrival.kind),
        envelope_id=arrival.envelope_id,
        organisation_id=arrival.organisation_id,
        author_id=arrival.author_id,
        at=arrival.captured_at,
        told={"phone": True, **carried, "confirmed_by": by.person_id},
        kept=kept,
        message=message,
        photo=read_pictured(content["photo"]) if "photo" in content else None,
        answer=read_answering(content["answer"]) if "answer" in content else None,
    )


def _with(kept: Kept, chosen: Chosen) -> Kept:
    return replace(
        kept,
        service_id=chosen.service_id or kept.service_id,
        worker_id=chosen.worker_id or kept.worker_id,
        on_its_own=chosen.on_its_own or kept.on_its_own,
    )


def _settled(arrival: Arrival, what: str, *, by: Standing, at: datetime, **told: Any) -> None:
    arrival.settled_at, arrival.settled_by_id = at, by.person_id
    db.session.flush()
    _note(arrival, what, by=by, at=at, **told)


def _note(arrival: Arrival, what: str, *, by: Standing, at: datetime, **told: Any) -> None:
    history.record(
        arrival.organisation_id, what=what, kind="arrival", thing_id=arrival.id, by=by.person_id, at=at,
        service_id=arrival.service_id, **told,
    )  # fmt: skip
