"""What would make this easier: a proposal in the words of whoever does the work."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.actions import propose_action
from spotcheck.tracker.rules.ideas import idea_refused


def suggest(
    *,
    service_id: uuid.UUID,
    standard_id: uuid.UUID,
    words: str,
    more: str,
    action_id: uuid.UUID,
    by: Standing,
    at: datetime,
) -> Action:
    """A proposed action of one sentence; `more` says how it would work, if they like. A manager agrees it or not."""
    take_turn(by.organisation_id)
    if wrong := idea_refused(words):
        raise Refusal(Why.INVALID, fields=wrong)
    return propose_action(
        service_id=service_id,
        standard_id=standard_id,
        title=words,
        change=more.strip() or words,
        action_id=action_id,
        by=by,
        at=at,
    )
