"""What follows an answer: somebody talked with the worker, somebody replied to a wish for support."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.learning.models import Prompt, PromptReview, PromptTalk, SupportWish
from spotcheck.learning.operations.note import note
from spotcheck.learning.queries.rows import rows
from spotcheck.learning.rules.coaching import not_ones_own, reply_wanting


def say_talked(prompt: Prompt, *, by: Standing, at: datetime) -> None:
    """Somebody talked with the worker about what could put somebody at risk. Twice is once; never by the worker."""
    take_turn(by.organisation_id, prompt)
    refuse_unless(not_ones_own(by.person_id, prompt.worker_id), Why.NOT_YOU)
    for review in _alerting(prompt):
        talk_id = uuid.uuid5(review.id, "talk")
        if db.session.get(PromptTalk, (prompt.organisation_id, talk_id)) is None:
            add(
                PromptTalk(
                    organisation_id=prompt.organisation_id, id=talk_id, review_id=review.id, by_id=by.person_id, at=at
                )
            )
            note(prompt, "talked about", by=by.person_id, at=at)


def reply_to_wish(prompt: Prompt, *, words: str, by: Standing, at: datetime) -> None:
    """The reply to somebody who asked for support. The first one stands."""
    take_turn(by.organisation_id, prompt)
    refuse_unless(not_ones_own(by.person_id, prompt.worker_id), Why.NOT_YOU)
    wish = db.session.get(SupportWish, (prompt.organisation_id, uuid.uuid5(prompt.id, "support")))
    if wish is None:
        raise Refusal(Why.NOT_NOW, say("Nobody asked for support here."))
    if wish.reply is not None:
        if wish.reply == words.strip():
            return
        raise Refusal(Why.STALE, say("Somebody replied already. Their reply is on the page."))
    if wrong := reply_wanting(words):
        raise Refusal(Why.INVALID, fields=wrong)
    wish.replied_at, wish.replied_by_id, wish.reply = at, by.person_id, words.strip()
    db.session.flush()
    note(prompt, "support answered", by=by.person_id, at=at)


def _alerting(prompt: Prompt) -> list[PromptReview]:
    row = rows(Prompt.organisation_id == prompt.organisation_id, Prompt.id == prompt.id)[0]
    return [one.review for one in row.answers if one.review is not None and one.review.alerts]
