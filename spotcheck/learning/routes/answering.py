"""One short question: the worker answers and learns; whoever may see it reads what came of it."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.learning.operations.answering import answer, ask_for_support
from spotcheck.learning.queries.languages import Shown
from spotcheck.learning.queries.links import shown
from spotcheck.learning.queries.prompts import Opened, open_for
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answer_form import answer_form, question_in, same_language, sent_answer
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.routes.telling import for_plan, told, why_asked
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.coaching import FURTHEST
from spotcheck.learning.rules.links import Lasts
from spotcheck.learning.rules.reviewing import reviewing_refused
from spotcheck.learning.rules.state import next_number
from spotcheck.learning.schemas import prompts as schemas
from spotcheck.organisation.queries import person
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/prompts/<uuid:prompt_id>")
@needs(Verb.SEE_PROMPT, load_prompt)
def prompt_page(found: Opened) -> Response:
    return page_of(found)


@rooms.post("/prompts/<uuid:prompt_id>/answers")
@needs(Verb.ANSWER_PROMPT, load_prompt)
def answer_prompt(found: Opened) -> Response:
    try:
        answer(found.prompt, sent_answer(Door.SIGNED_IN), author_id=standing().person_id, at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    receipt = say("Thank you. Your answer is with us.")
    return go("learning.prompt_page", prompt_id=found.prompt.id, receipt=receipt, language=same_language())


@rooms.post("/prompts/<uuid:prompt_id>/support")
@needs(Verb.ANSWER_PROMPT, load_prompt)
def ask_support(found: Opened) -> Response:
    try:
        given = read(schemas.Support(), request.form)
        ask_for_support(found.prompt, words=given["support"] or "", by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    receipt = say("Your manager sees it on Today, and answers you here.")
    return go("learning.prompt_page", prompt_id=found.prompt.id, receipt=receipt)


def page_of(found: Opened, refusal: Refusal | None = None) -> Response:
    """The page of a question, as whoever opens it may have it."""
    mine = found.prompt.worker_id == standing().person_id
    facts, today = found.row.facts, local_date(now())
    shown_now = question_in(found.row, own=_own_language()) if mine else Shown((), None)
    others = [row for row in open_for(standing(), at=now()) if row.prompt.id != found.prompt.id] if mine else []
    return respond(
        "learning/my_prompt.html" if mine else "learning/prompt.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        earliest=today,
        furthest=today + FURTHEST,
        state=found.row.state(today),
        number=next_number(facts),
        told=told(found),
        why=why_asked(found),
        plan=for_plan(found, today),
        back={"label": say("Today"), "href": url_for("desk.today_page")}
        if mine
        else {"label": say("Short questions"), "href": url_for("learning.prompts_page")},
        others=others,
        link=None if mine else shown(found.prompt, at=now()),
        lasts=[(one.value, one.label) for one in Lasts],
        unread=_unread(found),
        may_read=may(standing(), Verb.READ_ANSWER, found.thing) is Answer.ALLOWED,
        here=url_for("learning.prompt_page", prompt_id=found.prompt.id),
        **answer_form(found.row, shown_now, refusal),
    )


def _own_language() -> str | None:
    me = person(standing().organisation_id, standing().person_id)
    return me.language if me else None


def _unread(found: Opened) -> bool:
    """Whether the newest answer waits to be read by whoever opens the page."""
    latest, me = found.row.latest, standing().person_id
    if latest is None or latest.review is not None or found.prompt.taken_back_at is not None:
        return False
    allowed = may(standing(), Verb.READ_ANSWER, found.thing) is Answer.ALLOWED
    about = found.plan.for_action(standing()) if found.plan else None
    return allowed and not reviewing_refused(
        me, worker_id=found.prompt.worker_id, wrote_down=[latest.row.author_id], for_action=about
    )
