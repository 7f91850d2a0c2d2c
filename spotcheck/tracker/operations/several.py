"""Another lead or another day for several actions: each by the operation of its own page, with its own line."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.actions import change_terms
from spotcheck.tracker.rules import several


@dataclass
class Several:
    """What became of each: those that changed, and why the others did not."""

    changed: list[Action] = field(default_factory=list)
    left: list[tuple[Action, Sequence[Sentence]]] = field(default_factory=list)


def change_several(
    chosen: Sequence[tuple[Action, int]],
    *,
    lead_id: uuid.UUID | None,
    due_on: date | None,
    reason: str,
    leads: Collection[uuid.UUID],
    by: Standing,
    at: datetime,
) -> Several:
    """Give each of these, as it was looked at in its version, another lead, another day, or both, for one reason.

    `leads`: who can be chosen. What cannot change is left as it is and told; the rest is done. Refused as a whole only
    when the form itself lacks something."""
    take_turn(by.organisation_id)
    wrong = several.several_refused(
        chosen=len(chosen), lead_id=lead_id, due_on=due_on, reason=reason, today=local_date(at)
    )
    if lead_id is not None and lead_id not in leads:
        wrong["lead_id"] = say("Choose one of those on the page.")
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    found = Several()
    for action, version in chosen:
        then = (lead_id or action.lead_id, due_on or action.due_on)
        if several.nothing_new((action.lead_id, action.due_on), then):
            found.left.append((action, (say("It has this lead and this day already."),)))
        else:
            _change(action, version, then, reason=reason, found=found, by=by, at=at)
    return found


def _change(
    action: Action,
    version: int,
    then: tuple[uuid.UUID | None, date | None],
    *,
    reason: str,
    found: Several,
    by: Standing,
    at: datetime,
) -> None:
    try:
        change_terms(action, lead_id=then[0], due_on=then[1], reason=reason, by=by, at=at, seen_version=version)
    except Refusal as refusal:  # it is refused before anything changes, so the others can go on
        found.left.append((action, (*refusal.sentences, *refusal.fields.values())))
    else:
        found.changed.append(action)
