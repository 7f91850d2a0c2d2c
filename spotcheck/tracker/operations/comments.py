"""What people say about an action: a line of its history, never edited, taken back by whoever wrote it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.comments import comments_in
from spotcheck.tracker.rules import comments as rules
from spotcheck.tracker.rules.comments import SAID, TAKEN_BACK, Comment
from spotcheck.tracker.rules.words import State


def comment(
    action: Action, *, comment_id: uuid.UUID, words: str, by: Standing, at: datetime, sure: bool = False
) -> None:
    """Say something about an action. `comment_id` was made with the form: sent twice it is said once.

    It changes nothing of the action, so pages that lie open do not grow stale by it."""
    take_turn(by.organisation_id, action)
    if _comment(action, comment_id) is not None:
        return
    if wrong := rules.comment_wanting(words, sure=sure, today=local_date(at)):
        raise Refusal(Why.INVALID, fields=wrong)
    _line(action, SAID, {"comment id": comment_id, "comment": words.strip()}, by=by, at=at)


def take_back_comment(action: Action, *, comment_id: uuid.UUID | None, by: Standing, at: datetime) -> None:
    """Whoever wrote it takes it back. Twice is once."""
    take_turn(by.organisation_id, action)
    found = _comment(action, comment_id)
    refuse_unless(rules.taking_back_refused(found, by=by.person_id, state=State(action.state)))
    if found is not None and found.taken_back_at is None:
        _line(action, TAKEN_BACK, {"comment id": found.id}, by=by, at=at)


def _comment(action: Action, comment_id: uuid.UUID | None) -> Comment | None:
    lines = history.lines(action.organisation_id, "action", action.id)
    return next((one for one in comments_in(lines) if one.id == comment_id), None)


def _line(action: Action, what: str, after: dict[str, Any], *, by: Standing, at: datetime) -> None:
    history.record(
        action.organisation_id,
        what=what,
        kind="action",
        thing_id=action.id,
        by=by.person_id,
        at=at,
        service_id=action.service_id,
        after=after,
    )
