"""Saying what is needed to be signed off in a topic: a new version each time, never an edit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from spotcheck.core import history
from spotcheck.core.database import add
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.queries import competence_needed as reads
from spotcheck.learning.rules.competence_signing import needed_wanting, reason_wanting

_NUMBERS = ("observations", "interviews", "assessors", "weeks", "months")


def ask_for(
    topic_id: uuid.UUID,
    given: Mapping[str, int | None],
    *,
    by: Standing,
    at: datetime,
    items: Sequence[str] = (),
    reason: str = "",
) -> Competence:
    """What is asked of this topic from now on. What was signed before stays as it was signed.

    The same again changes nothing. Refused, by field, for what cannot be asked; one that replaces another needs a
    reason."""
    take_turn(by.organisation_id)
    offered = reads.offered_topic(by.organisation_id, topic_id)
    if offered is None:
        raise Refusal(Why.INVALID, say("There is no checklist for an observation or an interview of this topic."))
    before = offered.now
    same = before is not None and all(getattr(before, name) == given.get(name) for name in _NUMBERS)
    if before is not None and same and set(before.items) == set(items):
        return before
    wrong = needed_wanting(given, replaces=before is not None, reason=reason, kinds=offered.kinds)
    known = {key for key, _ in reads.items_to_name(by.organisation_id, topic_id)}
    if not set(items) <= known:
        wrong["items"] = say("Choose from the list.")
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        Competence(
            organisation_id=by.organisation_id,
            topic_id=topic_id,
            number=offered.newest.number + 1 if offered.newest else 1,
            items=sorted(items),
            reason=reason or None,
            made_at=at,
            made_by_id=by.person_id,
            **{name: given[name] for name in _NUMBERS},
        )
    )
    _note(made, "replaced" if before else "asked for", by=by, at=at, before=before, reason=reason or None)
    return made


def adopt_ready_made(*, by: Standing, at: datetime) -> list[Competence]:
    """What comes with the product, for each topic that asks for nothing yet; with the must-be-met items of its
    observations. Doing it twice is harmless."""
    take_turn(by.organisation_id)
    made = []
    for one in reads.offered(by.organisation_id):
        if one.newest is None and one.ready_made is not None:
            named = reads.items_to_name(by.organisation_id, one.topic.id)
            must = [key for key, item in named if item.must]
            made.append(ask_for(one.topic.id, asdict(one.ready_made), items=must, by=by, at=at))
    return made


def ask_no_more(asked: Competence, *, reason: str, by: Standing, at: datetime) -> None:
    """Nobody is signed off in this topic from now on; what was signed stays. Twice is once."""
    take_turn(by.organisation_id, asked)
    if asked.ended_at is not None:
        return
    if wrong := reason_wanting(reason):
        raise Refusal(Why.INVALID, fields=wrong)
    asked.ended_at, asked.ended_by_id, asked.ended_reason = at, by.person_id, reason
    _note(asked, "not asked any more", by=by, at=at, reason=reason)


def _note(
    one: Competence, what: str, *, by: Standing, at: datetime, before: Competence | None = None, reason: str | None
) -> None:
    history.record(
        by.organisation_id, what=what, kind="competence", thing_id=one.topic_id, by=by.person_id, at=at,
        before=_told(before) if before else None, after=_told(one), reason=reason,
    )  # fmt: skip


def _told(one: Competence) -> dict[str, object]:
    return {"number": one.number, "items": one.items} | {name: getattr(one, name) for name in _NUMBERS}
