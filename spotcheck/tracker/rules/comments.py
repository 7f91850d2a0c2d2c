"""Comments on an action: what one may say, and when one may take it back. Pure.

A comment is a line of the action's history and is never edited. Taken back, it is not shown any more; that it was said,
by whom and when, stays."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.private_words import private_words
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import State, dotted

LONGEST = 1000
SAID, TAKEN_BACK = "commented", "comment taken back"


@dataclass(frozen=True, slots=True)
class Comment:
    """`words` None: it was taken back, or its words are no longer kept."""

    id: uuid.UUID
    by_id: uuid.UUID | None
    at: datetime
    words: str | None
    taken_back_at: datetime | None = None


def comment_wanting(words: str, *, sure: bool, today: date) -> dict[str, Sentence]:
    """What a comment still needs, by field. What may name somebody is asked about once; `sure`: it is sent as it is."""
    if not words.strip():
        return {"words": say("Write what others should know.")}
    if len(words) > LONGEST:
        return {"words": say("Keep it to %(n)s characters.", n=LONGEST)}
    private = private_words(words, today=today)
    return {"private": dotted(private, between=" ")} if private and not sure else {}


def taking_back_refused(comment: Comment | None, *, by: uuid.UUID, state: State) -> tuple[Sentence, ...]:
    """Why this person cannot take this comment back; empty when they can. Whoever wrote it can, until the action
    ends: what was decided then was decided with it."""
    if comment is None or comment.by_id != by:
        return (say("Only whoever wrote a comment takes it back."),)
    if state in {State.CLOSED, State.WITHDRAWN}:
        return (say("This action has ended, so what was said about it stays."),)
    return ()
