"""What is held about somebody in short questions: what they were asked, what they said, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from spotcheck.checklists.choice_rules import texts_of
from spotcheck.core.database import db
from spotcheck.core.languages import in_english
from spotcheck.core.words import say
from spotcheck.desk.copy_entries import Entry, Fact
from spotcheck.learning.models import Coaching, Prompt, SupportWish
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.answering import Door, own_words
from spotcheck.organisation.models import Person


def prompts_of(person: Person) -> Iterator[Entry]:
    """Every question they were asked, the first one first; five queries, however many."""
    mine = sa.and_(Prompt.organisation_id == person.organisation_id, Prompt.worker_id == person.id)
    asked = sa.select(Prompt.id).where(mine)
    wishes = {
        one.prompt_id: one
        for one in db.session.scalars(
            sa.select(SupportWish).where(
                SupportWish.organisation_id == person.organisation_id, SupportWish.prompt_id.in_(asked)
            )
        )
    }
    booked = {
        one.prompt_id: one
        for one in db.session.scalars(
            sa.select(Coaching).where(Coaching.organisation_id == person.organisation_id, Coaching.prompt_id.in_(asked))
        )
    }
    for row in rows(mine, newest_first=False):
        wish, coaching = wishes.get(row.prompt.id), booked.get(row.prompt.id)
        facts = [*_answers(row), *_wish(wish), *_coaching(coaching)]
        yield Entry(row.item.text, row.prompt.made_at, facts)


def _answers(row: Row) -> Iterator[Fact]:
    if row.prompt.requirement_id is not None:
        yield say("Asked for an action"), say("To see whether a change here worked. Its page does not name you.")
    if row.prompt.taken_back_at is not None:
        yield say("Taken back, because"), row.prompt.taken_back_reason or ""
    texts = {point["key"]: point["text"] for point in row.item.points}
    for one in row.answers:
        yield say("Answered by link") if one.row.door == Door.LINK else say("You answered"), one.row.answered_at
        lines = texts_of(row.item.choices, one.row.chosen or ())
        for line in lines:
            yield say("Chosen"), line
        if own := own_words(one.row.words, lines):
            yield say("The words") if one.row.door == Door.LINK else say("Your words"), own
        if one.row.language:
            yield say("Written in"), in_english(one.row.language)
        if one.review is not None:
            yield say("Read"), one.review.at
            for key in one.review.points:
                yield say("Read in it"), texts.get(key, key)
            for alert in row.item.alerts:
                if alert["key"] in one.review.alerts:
                    yield say("To talk about at once"), alert["text"]
            if one.review.words:
                yield say("What the reader wrote"), one.review.words


def _wish(wish: SupportWish | None) -> Iterator[Fact]:
    if wish is not None:
        yield say("You asked for support"), wish.at
        yield say("Your words"), wish.words
        if wish.reply is not None:
            yield say("The reply"), wish.reply


def _coaching(coaching: Coaching | None) -> Iterator[Fact]:
    if coaching is not None:
        yield say("A time to go through it together"), coaching.on_day
        if coaching.moved_because:
            yield say("Moved, because"), coaching.moved_because
        if coaching.kept_at:
            yield say("You went through it"), coaching.kept_at
