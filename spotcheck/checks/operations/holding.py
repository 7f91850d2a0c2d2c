"""Holding a check back from the person observed, for a time and with a reason (R12)."""

from __future__ import annotations

from datetime import date, datetime

from spotcheck.checks.models import Check, Hold
from spotcheck.checks.operations.note import note
from spotcheck.checks.queries.holding import held, holds_of
from spotcheck.checks.rules.holding import holding_refused, holding_wanting, shown_from
from spotcheck.core.clock import local_date
from spotcheck.core.database import add
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say


def hold_back(check: Check, *, until: date | None, reason: str, by: Standing, at: datetime) -> Hold:
    """Hold it back until a day begins. It ends by itself then; refused to whoever took part, and beyond 28 days."""
    take_turn(by.organisation_id, check)
    _refuse_taking_part(check, by)
    holds = holds_of(check)
    if any(held(row).holds(at) for row in holds):
        raise Refusal(Why.NOT_NOW, say("This check is held back already. End that first, then choose another day."))
    wrong = holding_wanting(until, reason, [held(row) for row in holds], today=local_date(at))
    if wrong or until is None:
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        Hold(
            organisation_id=check.organisation_id,
            id=new_id(),
            check_id=check.id,
            by_id=by.person_id,
            at=at,
            until_at=shown_from(until),
            reason=reason.strip(),
        )
    )
    note(check, "held back", by=by, at=at, after={"until": until}, reason=made.reason)
    return made


def end_holding(check: Check, *, by: Standing, at: datetime) -> None:
    """Show it to the person observed now. Ending what has ended changes nothing."""
    take_turn(by.organisation_id, check)
    _refuse_taking_part(check, by)
    for row in holds_of(check):
        if held(row).holds(at):
            row.ended_at = at
            note(check, "shown again", by=by, at=at)


def _refuse_taking_part(check: Check, by: Standing) -> None:
    refused = holding_refused(by.person_id, captured_by=check.author_id, observed=check.worker_id)
    refuse_unless(refused, Why.NOT_YOU if check.worker_id else Why.NOT_NOW)
