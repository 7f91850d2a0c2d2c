"""What follows an answer: a talk, a reply to a wish for support, a time to go through it together."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.learning.operations import coaching, following
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answering import page_of
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.schemas import reading as schemas
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go
from spotcheck.web.transaction import undo


@rooms.post("/prompts/<uuid:prompt_id>/talk")
@needs(Verb.READ_ANSWER, load_prompt)
def say_talked(found: Opened) -> Response:
    return _done(
        found,
        lambda: following.say_talked(found.prompt, by=standing(), at=now()),
        say("Thank you. It is off the list of everybody."),
    )


@rooms.post("/prompts/<uuid:prompt_id>/support/reply")
@needs(Verb.READ_ANSWER, load_prompt)
def reply_to_wish(found: Opened) -> Response:
    def reply() -> None:
        given = read(schemas.Replied(), request.form)
        following.reply_to_wish(found.prompt, words=given["reply"] or "", by=standing(), at=now())

    return _done(found, reply, say("They read it on their page."))


@rooms.post("/prompts/<uuid:prompt_id>/coaching")
@needs(Verb.READ_ANSWER, load_prompt)
def book_coaching(found: Opened) -> Response:
    def book() -> None:
        coaching.book(found.prompt, on_day=read(schemas.Booked(), request.form)["revisit_on"], by=standing(), at=now())

    return _done(found, book, say("Booked. They see the day, and so do you."))


@rooms.post("/prompts/<uuid:prompt_id>/coaching/day")
@needs(Verb.READ_ANSWER, load_prompt)
def move_coaching(found: Opened) -> Response:
    def move() -> None:
        given = read(schemas.Moved(), request.form)
        day, reason = given["revisit_on"], given["reason"] or ""
        coaching.move(found.prompt, on_day=day, reason=reason, by=standing(), at=now())

    return _done(found, move, say("Moved. They read why."))


@rooms.post("/prompts/<uuid:prompt_id>/coaching/keeping")
@needs(Verb.READ_ANSWER, load_prompt)
def keep_coaching(found: Opened) -> Response:
    return _done(
        found,
        lambda: coaching.keep(found.prompt, by=standing(), at=now()),
        say("Good. It shows on their page as done together."),
    )


def _done(found: Opened, verb: Callable[[], object], receipt: Sentence) -> Response:
    try:
        verb()
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    return go("learning.prompt_page", prompt_id=found.prompt.id, receipt=receipt)
