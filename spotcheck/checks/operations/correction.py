"""A correction beside a finished check (R1). The check, and the evidence it gave, then wait for a review again."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from spotcheck.checklists.rules import Kind, outcome
from spotcheck.checks.models import Check, Correction
from spotcheck.checks.operations.evidence import bring
from spotcheck.checks.operations.note import note
from spotcheck.checks.queries.answers import Answers, answers_of
from spotcheck.checks.queries.check import action_of, took_part
from spotcheck.checks.queries.versions import asked
from spotcheck.checks.rules.capture import said_fits
from spotcheck.checks.rules.content import plain_said
from spotcheck.checks.rules.correction import Answered, Corrected, correcting_refused, correction_wanting
from spotcheck.checks.rules.outcomes import Said, heard_outcome
from spotcheck.core.database import add
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless


def correct(
    check: Check,
    *,
    item_id: uuid.UUID,
    position: int = 0,
    to: str | None = None,
    said: Said | None = None,
    reason: str,
    by: Standing,
    at: datetime,
) -> Correction:
    """Correct one answer: `to` an outcome, or, for an interview, to what was `said`, from which the outcome follows.

    Refused without a reason, when nothing changes, and to whoever was observed or leads the action (R3).
    """
    take_turn(by.organisation_id, check)
    refuse_unless(correcting_refused(by.person_id, took_part(check, action_of(check), None)), Why.NOT_YOU)
    answers = answers_of(check)
    now = answers.of(item_id, position)
    corrected = _corrected(answers, now, to, said)
    if wrong := correction_wanting(now, corrected, reason):
        raise Refusal(Why.INVALID, fields=wrong)
    if now is None or corrected is None:
        raise LookupError("a correction that wants nothing has both sides")
    made = add(
        Correction(
            organisation_id=check.organisation_id,
            id=new_id(),
            check_id=check.id,
            number=len(answers.corrections) + 1,
            position=position,
            item_id=item_id,
            outcome_before=now.outcome.value,
            outcome=corrected.outcome.value,
            detail=plain_said(corrected.said),
            reason=reason.strip(),
            by_id=by.person_id,
            at=at,
        )
    )
    note(
        check,
        "corrected",
        by=by,
        at=at,
        before={"outcome": made.outcome_before, "said": plain_said(now.said)},
        after={"outcome": made.outcome, "said": made.detail, "item": item_id, "position": position},
        reason=made.reason,
    )
    bring(check, answers_of(check).counting, by=by, at=at)
    return made


def _corrected(answers: Answers, now: Answered | None, to: str | None, said: Said | None) -> Corrected | None:
    """What the answer would become; None when nothing of this checklist's scale was chosen."""
    item = answers.item(now.item_id) if now else None
    if now is None or item is None:
        return None
    if answers.kind is not Kind.INTERVIEW:
        chosen = outcome(answers.kind, to or "")
        return None if chosen is None else Corrected(item_id=item.id, position=now.position, outcome=chosen)
    if said is None or not said_fits(said, asked(item)):
        return None
    heard = replace(said, again=now.said.again if now.said else {})  # what followed the coaching stays as it was
    outcome_now = heard_outcome(asked(item).points, heard)
    return Corrected(item_id=item.id, position=now.position, outcome=outcome_now, said=heard)
