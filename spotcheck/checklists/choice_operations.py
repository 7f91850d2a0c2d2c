"""Somebody says which lines a question offers to choose from: a new version of its list (R2)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from spotcheck.checklists.choice_rules import choices_wanting, with_keys
from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.operations import publish
from spotcheck.checklists.queries import content_of, current_version
from spotcheck.core import history
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say


def offer_choices(
    held: Checklist,
    key: str,
    lines: Sequence[tuple[str, str | None]],
    *,
    seen: uuid.UUID,
    by: Standing,
    at: datetime,
) -> ChecklistVersion:
    """Publish the list with these lines (text, point) at the question `key`; none: it is answered in words alone.

    `seen`: the version that the page showed. Refused when another one is asked by now, and by field."""
    history.take_turn(by.organisation_id)
    current = current_version(by.organisation_id, held.id)
    if current is None or current.id != seen:
        raise Refusal(Why.STALE, say("Somebody changed this list meanwhile. What you wrote is still here."))
    content = content_of(current)
    before = next(one for one in content.items if one.key == key)
    choices = with_keys(lines, before=before.choices)
    refuse_unless(choices_wanting(choices, points=[one.key for one in before.points]), Why.INVALID)
    items = tuple(replace(one, choices=choices) if one.key == key else one for one in content.items)
    return publish(by.organisation_id, replace(content, items=items), by=by, at=at)
