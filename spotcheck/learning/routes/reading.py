"""Reading answers, one after the other: the answer and the must-say points side by side."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.choice_rules import points_said
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import PromptReview
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.queries.reading import next_to_read, unread_count
from spotcheck.learning.queries.rows import judged_in
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.routes.telling import for_plan, told, why_asked
from spotcheck.learning.rules.coaching import FURTHEST
from spotcheck.learning.rules.reviewing import reviewing_refused
from spotcheck.learning.rules.state import goes_back
from spotcheck.learning.schemas import reading as schemas
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/prompts/to-read")
@needs(Verb.SEE_PROMPTS)
def answers_to_read() -> Response:
    """On to the oldest answer that waits for this person; when none does, the page that says so."""
    found = next_to_read(standing())
    if found is None:
        return respond("learning/all_read.html")
    return go("learning.read_page", prompt_id=found)


@rooms.get("/prompts/<uuid:prompt_id>/reviews")
@needs(Verb.READ_ANSWER, load_prompt)
def read_page(found: Opened) -> Response:
    latest = found.row.latest
    if latest is None or latest.review is not None:
        return go("learning.prompt_page", prompt_id=found.prompt.id)
    refused = reviewing_refused(
        standing().person_id,
        worker_id=found.prompt.worker_id,
        wrote_down=[latest.row.author_id],
        for_action=found.plan.for_action(standing()) if found.plan else None,
    )
    refuse_unless(refused, Why.NOT_YOU)
    return _page(found)


@rooms.post("/prompts/<uuid:prompt_id>/reviews")
@needs(Verb.READ_ANSWER, load_prompt)
def read_answer(found: Opened) -> Response:
    try:
        given = read(schemas.Reading(), request.form)
        judgement = Judgement(
            answer_id=given["answer"],
            points=frozenset(given["point"]),
            alerts=frozenset(given["alert"]),
            reason=given["because"],
            words=given["words"] or "",
            revisit_on=given["revisit_on"],
        )
        made = review(found.prompt, judgement, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        if refusal.why in {Why.NOT_YOU, Why.STALE}:
            raise
        return _page(found, refusal)
    if made.alerts:
        return go("learning.prompt_page", prompt_id=found.prompt.id, receipt=_TALK)
    return go("learning.answers_to_read", receipt=_receipt(found, made))


_TALK = say("Kept. Talk with them today: here is what to say first. The others who lead there are told, too.")


def _receipt(found: Opened, made: PromptReview) -> Sentence:
    if goes_back(len(found.row.answers), judged_in(found.row.item, made)):
        return say("Kept. The question goes back to them once, put another way.")
    return say("Kept. They can read it now.")


def _page(found: Opened, refusal: Refusal | None = None) -> Response:
    today = local_date(now())
    form, latest = request.form, found.row.latest
    suggested = points_said(found.row.item.choices, (latest.row.chosen or ()) if latest else ())
    return respond(
        "learning/read.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        told=told(found),
        latest=latest,
        why=why_asked(found),
        plan=for_plan(found, today),
        waiting=unread_count(standing()),
        points=form.getlist("point") if refusal else suggested,
        suggested=suggested,
        alerts=form.getlist("alert"),
        given=form,
        earliest=today,
        furthest=today + FURTHEST,
        back={"label": say("Short questions"), "href": url_for("learning.prompts_page")},
        wrong=refusal.fields if refusal else {},
    )
