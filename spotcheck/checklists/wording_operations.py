"""Somebody who speaks both languages writes a question in the other one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spotcheck.checklists.models import Checklist, Item
from spotcheck.checklists.wording_models import Wording
from spotcheck.checklists.wording_queries import digest_of, wordings_in
from spotcheck.checklists.wording_rules import Said, lines_to_keep, wording_wanting
from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.languages import language
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say


def write_wording(held: Checklist, item: Item, tag: str, said: Said, *, by: Standing, at: datetime) -> Wording | None:
    """Keep these words beside the English of `item`; none at all take the wording away. The same again is the same.

    Refused for what is no language, and by field."""
    history.take_turn(by.organisation_id)
    if language(tag) is None:
        raise Refusal(Why.INVALID, fields={"language": say("Choose a language.")})
    if wrong := wording_wanting(said):
        raise Refusal(Why.INVALID, fields=wrong)
    found = wordings_in(by.organisation_id, held.id, tag).get(item.key)
    values = _values(item, said)
    before = _plain(found) if found else None
    if before == (values or None):
        return found
    if found and not values:
        db.session.delete(found)
        found = None
    elif values:
        found = found or Wording(
            organisation_id=held.organisation_id, checklist_id=held.id, item_key=item.key, language=tag
        )
        for name, value in values.items():
            setattr(found, name, value)
        found.written_by_id, found.written_at = by.person_id, at
        add(found)
    asked = {"question": item.key, "language": tag}
    history.record(
        by.organisation_id,
        what="wrote a question in another language",
        kind="checklist",
        thing_id=held.id,
        by=by.person_id,
        at=at,
        before=asked | before if before else None,
        after=asked | values,
    )
    return found


def _values(item: Item, said: Said) -> dict[str, Any]:
    """The columns as they are to be; empty when nothing was written."""
    if said.is_blank:
        return {}
    return {
        "text": said.text,
        "model": said.model or None,
        "why": said.why or None,
        "another_way": said.another_way or None,
        "lines": lines_to_keep(item.choices, said.lines),
        "english": digest_of(item),
    }


def _plain(of: Wording) -> dict[str, Any]:
    names = ("text", "model", "why", "another_way", "lines", "english")
    return {name: getattr(of, name) for name in names}
