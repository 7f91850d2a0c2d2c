"""The comments of an action as its page shows them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from spotcheck.core.permissions import Verb
from spotcheck.tracker.queries.comments import comments_in
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules.comments import taking_back_refused


def said(sight: Sight) -> list[dict[str, Any]]:
    """Oldest first; no names for a reader (R12). `back` is where its writer can take it back."""
    action, you = sight.told.action, sight.you
    found = []
    for one in comments_in(sight.told.lines):
        mine = one.by_id == you.person_id
        free = Verb.COMMENT in you.may and not taking_back_refused(one, by=you.person_id, state=sight.state)
        found.append(
            {
                "id": one.id,
                "who": sight.told.known.name(one.by_id),
                "when": sight.near(one.at),
                "words": one.words,
                "taken_back": sight.near(one.taken_back_at),
                "mine": mine,
                "back": url_for(".take_back_comment", action_id=action.id) if free and one.words else "",
            }
        )
    return found
