"""Asking a short question: whom, what, by when."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import version
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say, say_n
from spotcheck.learning.operations.asking import Asking, take_back
from spotcheck.learning.operations.asking import ask as ask_prompts
from spotcheck.learning.queries.choosing import Choosing, choosing
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answering import page_of
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.rules.asking import LONGEST_WAIT, USUAL_WAIT, Because
from spotcheck.learning.schemas import prompts as schemas
from spotcheck.organisation.queries import service as find_service
from spotcheck.tracker.queries.actions import finding as find_finding
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
        because=Because.FINDING if given["finding"] else Because.PERSON,
        finding_id=given["finding"],
    )


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


def _chosen_in_form() -> dict[str, uuid.UUID | None]:
    """The choice as the form holds it, so that the page is the same again."""
    of = version(standing().organisation_id, plain_id(request.form.get("version")) or uuid.UUID(int=0))
    named = {name: plain_id(request.form.get(name)) for name in ("service", "finding")}
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
    return respond(
        "learning/new_prompt.html",
        status=status_of(refusal) if refusal else 200,
        choosing=found,
        back={"label": say("Short questions"), "href": url_for("learning.prompts_page")},
        form_id=plain_id(request.form.get("id")) or new_id(),
        workers=request.form.getlist("worker") or [chosen.get("worker")],
        items=request.form.getlist("item"),
        due_on=request.form.get("due_on", today + USUAL_WAIT),
        earliest=today,
        latest=today + LONGEST_WAIT,
        named={name: value for name, value in chosen.items() if value is not None},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
