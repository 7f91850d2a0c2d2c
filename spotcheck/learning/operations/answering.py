"""An answer arrives. Every door calls this one: signed in, by link, on a phone that was handed over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checklists.choice_rules import texts_of
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import Prompt, PromptAnswer, SupportWish
from spotcheck.learning.operations.looks import bring
from spotcheck.learning.operations.note import note
from spotcheck.learning.queries.rows import rows
from spotcheck.learning.rules.answering import Door, answer_wanting, as_kept, support_wanting
from spotcheck.learning.rules.state import next_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was sent. `id` was made with the form, or on the device. `sure`: the warning was read."""

    id: uuid.UUID
    words: str
    door: Door
    chosen: Sequence[str] = ()  # the keys of the lines that were chosen
    sure: bool = False
    language: str | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None  # by the device, where it came later


def answer(prompt: Prompt, given: Given, *, author_id: uuid.UUID | None, at: datetime) -> PromptAnswer:
    """Keep one answer. The same one sent again is the same one.

    Whether this person may is asked before, by the door. Refused by field when the words need another look, and when
    there is nothing to answer now: it was answered, or taken back.
    """
    take_turn(prompt.organisation_id, prompt)
    row = rows(Prompt.organisation_id == prompt.organisation_id, Prompt.id == prompt.id)[0]
    offered = row.lines
    chosen = [one["key"] for one in offered if one["key"] in given.chosen]
    words = as_kept(texts_of(offered, chosen), given.words)
    if there := db.session.get(PromptAnswer, (prompt.organisation_id, given.id)):
        if (there.prompt_id, there.words) != (prompt.id, words):
            raise Refusal(Why.STALE, say("This was answered already, with other words. Load the page again."))
        return there
    wrong = answer_wanting(
        given.words,
        sure=given.sure,
        today=local_date(at),
        chosen=given.chosen,
        offered=[one["key"] for one in offered],
    )
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    number = next_number(row.facts)
    if number is None:
        raise Refusal(Why.STALE, _why_closed(prompt), say("What you wrote is still below."))
    made = add(
        PromptAnswer(
            organisation_id=prompt.organisation_id,
            id=given.id,
            prompt_id=prompt.id,
            number=number,
            door=given.door.value,
            words=words,
            chosen=chosen if offered else None,
            language=given.language,
            opened_at=given.opened_at,
            answered_at=given.answered_at or at,
            received_at=at,
            author_id=author_id,
        )
    )
    after = {"door": given.door.value, "number": number}
    note(prompt, "answered", by=author_id, at=at, device_at=given.answered_at, after=after)
    if number == 1:
        bring(prompt, at=at)
    return made


def ask_for_support(prompt: Prompt, *, words: str, by: Standing, at: datetime) -> SupportWish:
    """The worker would like support with this. Once for each question; twice is once."""
    take_turn(by.organisation_id, prompt)
    if by.person_id != prompt.worker_id:
        raise Refusal(Why.NOT_YOU, say("Only the person who was asked can say so."))
    if wrong := support_wanting(words):
        raise Refusal(Why.INVALID, fields=wrong)
    wish_id = uuid.uuid5(prompt.id, "support")  # one for each question
    if there := db.session.get(SupportWish, (prompt.organisation_id, wish_id)):
        return there
    made = add(
        SupportWish(
            organisation_id=prompt.organisation_id, id=wish_id, prompt_id=prompt.id, at=at,
            words=words.strip(),
        )
    )  # fmt: skip
    note(prompt, "support asked for", by=by.person_id, at=at)
    return made


def _why_closed(prompt: Prompt) -> Sentence:
    if prompt.taken_back_at is not None:
        return say("This question was taken back, so nothing was sent.")
    return say("This question is answered already, so nothing was sent.")
