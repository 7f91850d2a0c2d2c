"""Answering by a one-time link, with nobody signed in.

The code stands behind the `#` of the link, which no browser sends to a server; a small script puts it into the form, or
it is typed. It is exchanged once for a note in the browser's own session. Looking, or exchanging, spends nothing.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NoReturn

from flask import request, session, url_for
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.learning.operations.links import GONE, answer_by_link, open_link, refuse_unless_waiting
from spotcheck.learning.queries.links import Pass, behind, link_of
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answer_form import answer_form, question_in, same_language, sent_answer
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.links import PASS_LASTS
from spotcheck.learning.rules.state import next_number
from spotcheck.learning.schemas import links as schemas
from spotcheck.organisation.rules import WITHIN
from spotcheck.organisation.sign_in import count_try, forget_tries
from spotcheck.web.errors import status_of
from spotcheck.web.guard import now, open_door
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

_OPEN = "answering"  # in the browser's session: which link was opened, and when; it opens nothing anywhere else
_LEARNT = "answered"  # after it: which answer was sent from here, for as long as somebody may read on
TOO_MANY = say("There were many tries in a short time. Wait a quarter of an hour, then try again.")
NOTHING_OPEN = say("Open your link again, or write its code.")


@rooms.get("/answer")
@open_door
def link_page() -> Response:
    return _code_form()


@rooms.post("/answer")
@open_door
def open_prompt_link() -> Response:
    try:
        code = read(schemas.Code(), request.form)["code"]
        tries = _count(code)
        db.session.commit()
        held = open_link(code, at=now())
        forget_tries(tries)
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _ended(refusal) if refusal.status == GONE else _code_form(refusal)
    session.pop(_LEARNT, None)
    session[_OPEN] = _note(held)
    return go("learning.linked_prompt")


@rooms.get("/answer/question")
@open_door
def linked_prompt() -> Response:
    return _question()


@rooms.post("/answer/question")
@open_door
def answer_linked_prompt() -> Response:
    try:
        sent = sent_answer(Door.LINK)
        held = _held(_OPEN) or _nothing_open()
        answer_by_link(held, sent, at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _question(refusal)
    session.pop(_OPEN, None)
    session[_LEARNT] = _note(Pass(held.organisation_id, held.link_id, now()))
    return go("learning.link_answered", language=same_language())


@rooms.get("/answer/thanks")
@open_door
def link_answered() -> Response:
    """The model answer and the why, straight away. Nothing of what was written."""
    held = _held(_LEARNT)
    link = link_of(held) if held and now() < held.opened_at + PASS_LASTS else None
    if link is None:
        session.pop(_LEARNT, None)
        return go("learning.link_page")
    row = behind(link)
    here = url_for("learning.link_answered")
    return respond("learning/link_thanks.html", found={"row": row}, shown=question_in(row), here=here)


def _question(refusal: Refusal | None = None) -> Response:
    """The question, once more after a refusal, with all that was written; or why it cannot be answered now."""
    try:
        held = _held(_OPEN) or _nothing_open()
        link = link_of(held) or _nothing_open()
        refuse_unless_waiting(link, at=now(), opened_at=held.opened_at)
    except Refusal as ended:
        session.pop(_OPEN, None)
        return _ended(ended)
    row = behind(link)
    return respond(
        "learning/link_question.html",
        status=status_of(refusal) if refusal else 200,
        item=row.item,
        for_action=row.prompt.requirement_id is not None,
        number=next_number(row.facts),
        here=url_for("learning.linked_prompt"),
        **answer_form(row, question_in(row), refusal),
    )


def _code_form(refusal: Refusal | None = None) -> Response:
    answer = respond(
        "learning/link_code.html",
        status=status_of(refusal) if refusal else 200,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
    if refusal and refusal.why is Why.TOO_MANY:
        answer.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
    return answer


def _ended(refusal: Refusal) -> Response:
    """What to do about a link that opens nothing (any more); what was written is there to be copied."""
    return respond(
        "learning/link_ended.html",
        status=status_of(refusal),
        says=refusal.sentences[0],
        kept=request.form.get("words", "").strip(),
    )


def _nothing_open() -> NoReturn:
    raise Refusal(Why.NOT_NOW, NOTHING_OPEN, status=GONE)


def _count(code: str) -> list[uuid.UUID]:
    """Guessing is slowed down as signing in is, and counted apart from it: a whole home shares one address."""
    try:
        tries = count_try("prompt link", code, address=request.remote_addr or "", at=now(), place="address of links")
    except Refusal as refusal:
        raise Refusal(refusal.why, TOO_MANY) from refusal
    return [one.id for one in tries]


def _note(held: Pass) -> list[str]:
    return [str(held.organisation_id), str(held.link_id), held.opened_at.isoformat()]


def _held(name: str) -> Pass | None:
    match session.get(name):
        case [str(organisation), str(link), str(opened)]:
            organisation_id, link_id = plain_id(organisation), plain_id(link)
            if organisation_id and link_id:
                return Pass(organisation_id, link_id, datetime.fromisoformat(opened))
    return None
