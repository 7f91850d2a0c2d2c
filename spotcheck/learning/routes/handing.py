"""The phone is handed over for one question: what whoever holds it sees, and how its owner gets it back.

While it is in other hands nobody is signed in on it (`web.guard.in_other_hands`): the doors below `COVER` are open, and
each asks for itself what the phone was handed over for."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.learning.operations.handing import answer_handed, may_hand_over
from spotcheck.learning.queries.handing import answered_since
from spotcheck.learning.queries.prompts import Opened, opened
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answer_form import answer_form, question_in, same_language, sent_answer
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.handing import first_name
from spotcheck.learning.rules.state import next_number
from spotcheck.learning.schemas import handing as schemas
from spotcheck.organisation import handed_over, sign_in
from spotcheck.organisation.handed_over import HandedOver
from spotcheck.organisation.queries import person, standing_of
from spotcheck.web.admission import empty_cache
from spotcheck.web.errors import status_of
from spotcheck.web.guard import COVER, in_other_hands, needs, now, open_door, standing, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

NOT_RIGHT = say("This is not your password. Try again, or sign in anew.")


@rooms.get("/prompts/<uuid:prompt_id>/handing-over")
@needs(Verb.READ_ANSWER, load_prompt)
def hand_over_page(found: Opened) -> Response:
    may_hand_over(found.prompt, by=standing())
    return respond(
        "learning/hand_over.html",
        found=found,
        first_name=first_name(found.worker),
        number=next_number(found.row.facts),
        back={"label": say("The question"), "href": url_for("learning.prompt_page", prompt_id=found.prompt.id)},
    )


@rooms.post("/prompts/<uuid:prompt_id>/handing-over")
@needs(Verb.READ_ANSWER, load_prompt)
def hand_over(found: Opened) -> Response:
    may_hand_over(found.prompt, by=standing())
    if next_number(found.row.facts) is None:
        return go("learning.prompt_page", prompt_id=found.prompt.id)
    handed_over.hand_over(standing().organisation_id, who().session_id, found.prompt.id, at=now())
    db.session.commit()
    return empty_cache(go("learning.handed_page"))


@rooms.get(COVER)
@open_door
def handed_page() -> Response:
    handed = in_other_hands()
    return _to_today() if handed is None else _page(handed)


@rooms.post(f"{COVER}/answers")
@open_door
def answer_on_handed() -> Response:
    handed = in_other_hands()
    if handed is None or handed.covered:
        return redirect(COVER, code=303)
    found = _found(handed)
    if found is None:
        raise NotFound
    try:
        sent = sent_answer(Door.HANDED_OVER)
        by = standing_of(handed.organisation_id, handed.person_id, at=now())
        answer_handed(found.prompt, sent, by=by, at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(handed, refusal)
    return redirect(url_for("learning.handed_page", language=same_language()), code=303)


@rooms.post(f"{COVER}/cover")
@open_door
def cover_phone() -> Response:
    """It is given back."""
    if handed := in_other_hands():
        handed_over.cover(handed, at=now())
        db.session.commit()
    return empty_cache(go("learning.handed_page"))


@rooms.post(f"{COVER}/unlocking")
@open_door
def unlock_phone() -> Response:
    """Its owner says who they are, by their password; each try is counted as one of signing in."""
    handed = in_other_hands()
    if handed is None:
        return _to_today()
    try:
        given = read(schemas.Unlocking(), request.form)
        tried = sign_in.begin_try(handed.sign_in, address=request.remote_addr or "", at=now())
        db.session.commit()
        right = sign_in.is_right(tried, given["password"]) and sign_in.account_of(tried, given["password"], at=now())
        if not right:
            raise Refusal(Why.INVALID, fields={"password": NOT_RIGHT})
        handed_over.unlock(handed)
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _cover(refusal)
    return go("learning.prompt_page", prompt_id=handed.about, receipt=say("The phone is yours again."))


def _page(handed: HandedOver, refusal: Refusal | None = None) -> Response:
    """The question, then what there is to learn from it; the cover once it is given back."""
    found = None if handed.covered else _found(handed)
    if found is None:
        return _cover()
    worker = person(handed.organisation_id, found.prompt.worker_id)
    beside = question_in(found.row, own=worker.language if worker else None)
    shown: dict[str, Any] = {"found": found, "first_name": first_name(found.worker), "here": COVER, "shown": beside}
    if refusal is None and answered_since(
        handed.organisation_id, handed.about, handed.person_id, since=handed.since
    ):  # fmt: skip
        return respond("learning/handed_learn.html", **shown)
    return respond(
        "learning/handed_question.html",
        status=status_of(refusal) if refusal else 200,
        number=next_number(found.row.facts),
        **shown | answer_form(found.row, beside, refusal),
    )


def _cover(refusal: Refusal | None = None) -> Response:
    return respond(
        "learning/handed_cover.html",
        status=status_of(refusal) if refusal else 200,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _found(handed: HandedOver) -> Opened | None:
    return opened(handed.organisation_id, handed.about)


def _to_today() -> Response:
    return redirect("/today", code=303)
