"""Asking a short question: whom, what, by when."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import version
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.learning.operations.asking import Asking, take_back
from spotcheck.learning.operations.asking import ask as ask_prompts
from spotcheck.learning.queries.choosing import Choosing, choosing
from spotcheck.learning.queries.plan_part import Part
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answering import page_of
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.routes.telling import COUNTS, plan_in_words
from spotcheck.learning.rules.asking import LONGEST_WAIT, USUAL_WAIT, Because
from spotcheck.learning.schemas import prompts as schemas
from spotcheck.organisation.queries import service as find_service
from spotcheck.tracker.queries import capture_refused
from spotcheck.tracker.queries.actions import finding as find_finding
from spotcheck.tracker.rules.asked_words import WORKER_SEEN
from spotcheck.web.errors import status_of
from spotcheck.web.guard import ask, needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def _load_choice() -> Choosing | None:
    return choosing(standing(), read(schemas.NewAsked(), request.values), at=now())


@rooms.get("/prompts/new")
@needs(Verb.ASK_PROMPT, _load_choice)
def new_prompt(found: Choosing) -> Response:
    return _page(found, {name: plain_id(value) for name, value in request.values.items()})


@rooms.post("/prompts")
@needs(Verb.ASK_PROMPT)
def ask_prompt() -> Response:
    try:
        given = read(schemas.Asked(), request.form)
        _reach(given)
        made = ask_prompts(_asking(given), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _again(refusal)
    receipt = say_n("Asked. They see it when they open Today.", "%(n)s questions are asked.", len(made))
    return go("learning.prompts_page", receipt=receipt)


@rooms.post("/prompts/<uuid:prompt_id>/removal")
@needs(Verb.READ_ANSWER, load_prompt)
def take_prompt_back(found: Opened) -> Response:
    try:
        given = read(schemas.TakenBack(), request.form)
        take_back(found.prompt, reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    return go("learning.prompts_page", receipt=say("It is taken back."))


def _asking(given: dict[str, Any]) -> Asking:
    return Asking(
        id=given["id"],
        organisation_id=standing().organisation_id,
        service_id=given["service"],
        version_id=given["version"],
        worker_ids=tuple(dict.fromkeys(given["worker"])),
        item_ids=tuple(dict.fromkeys(given["item"])),
        due_on=given["due_on"],
        because=_because(given),
        finding_id=given["finding"],
        requirement_id=given["requirement"],
    )


def _because(given: dict[str, Any]) -> Because:
    if given["requirement"]:
        return Because.ACTION
    return Because.FINDING if given["finding"] else Because.PERSON


def _reach(given: dict[str, Any]) -> None:
    """What the form names is there, and theirs to ask about."""
    organisation_id = standing().organisation_id
    service = find_service(organisation_id, given["service"])
    if service is None or version(organisation_id, given["version"]) is None:
        raise NotFound
    ask(Verb.ASK_PROMPT, Thing(organisation_id, service.id))
    if given["finding"]:
        found = find_finding(organisation_id, given["finding"])
        if found is None or found.service_id != service.id:
            raise NotFound
    if given["requirement"]:
        plan = requirement_with_action(organisation_id, given["requirement"])
        if plan is None or plan[1].service_id != service.id:
            raise NotFound


def _chosen_in_form() -> dict[str, uuid.UUID | None]:
    """The choice as the form holds it, so that the page is the same again."""
    of = version(standing().organisation_id, plain_id(request.form.get("version")) or uuid.UUID(int=0))
    named = {name: plain_id(request.form.get(name)) for name in ("service", "finding", "requirement")}
    return {**named, "checklist": of.checklist_id if of else None, "worker": None}


def _again(refusal: Refusal) -> Response:
    chosen = _chosen_in_form()
    found = choosing(standing(), chosen, at=now())
    if found is None:
        raise NotFound
    ask(Verb.ASK_PROMPT, found.thing)
    return _page(found, chosen, refusal)


def _page(found: Choosing, chosen: dict[str, uuid.UUID | None], refusal: Refusal | None = None) -> Response:
    today = local_date(now())
    if found.part is not None and found.part.closed and refusal is None:
        return _cannot_count(found, found.part)
    return respond(
        "learning/new_prompt.html",
        status=status_of(refusal) if refusal else 200,
        counts=_counts(found),
        plan=plan_in_words(found.part.action) if found.part else None,
        worker_seen=WORKER_SEEN,
        choosing=found,
        back={"label": say("Short questions"), "href": url_for("learning.prompts_page")},
        form_id=plain_id(request.form.get("id")) or new_id(),
        workers=request.form.getlist("worker") or [chosen.get("worker")],
        items=request.form.getlist("item") or (found.part.needed if found.part else ()),
        due_on=request.form.get("due_on", today + USUAL_WAIT),
        earliest=today,
        latest=today + LONGEST_WAIT,
        named={name: value for name, value in chosen.items() if value is not None},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _counts(found: Choosing) -> tuple[Sentence, ...]:
    """What is said before a question that is to count for an action: how it counts, and what of it would repeat."""
    if found.part is None:
        return ()
    repeats = found.part.repeats
    return (COUNTS, *(repeats.told(local_date(now())) if repeats else ()))


def _cannot_count(found: Choosing, part: Part) -> Response:
    """Why it could not count for the action, and what can be done instead."""
    of = part.requirement
    to_learn = url_for("learning.new_prompt", service=part.action.service_id, checklist=of.checklist_id)
    ways = [{"words": say("Ask it to learn only"), "href": to_learn}]
    if not capture_refused(standing(), of, at=now()):
        face_to_face = url_for("checks.new_check", requirement=of.id)
        ways.insert(0, {"words": say("Ask face to face"), "href": face_to_face})
    return respond(
        "learning/cannot_count.html",
        status=409,
        plan=plan_in_words(part.action),
        sentences=part.closed,
        ways=ways,
        back={"label": say("The action"), "href": url_for("tracker.action_page", action_id=part.action.id)},
    )
