"""The comments on an action, as its history holds them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from spotcheck.core.history import HistoryLine
from spotcheck.tracker.rules.comments import SAID, TAKEN_BACK, Comment


def comments_in(lines: Sequence[HistoryLine]) -> list[Comment]:
    """Every comment among these lines of one action, oldest first. Asks the database nothing."""
    back = {_id(line): line.at for line in lines if line.what == TAKEN_BACK and _id(line)}
    found = []
    for line in lines:
        comment_id = _id(line) if line.what == SAID else None
        if comment_id is not None:
            words = None if comment_id in back else _after(line).get("comment")
            found.append(Comment(comment_id, line.by_id, line.at, words, back.get(comment_id)))
    return sorted(found, key=lambda one: (one.at, one.id))


def _id(line: HistoryLine) -> uuid.UUID | None:
    kept = _after(line).get("comment id")
    return uuid.UUID(kept) if kept else None


def _after(line: HistoryLine) -> dict[str, str]:
    return (line.payload or {}).get("after") or {}
