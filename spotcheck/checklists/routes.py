"""How questions to staff are worded: the lists of them, and the lines that a question offers to choose from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists import queries, wording_routes
from spotcheck.checklists import question_schemas as schemas
from spotcheck.checklists.choice_operations import offer_choices
from spotcheck.checklists.choice_rules import MOST
from spotcheck.checklists.opened import Listed, Question, question, question_list
from spotcheck.checklists.rules import Kind
from spotcheck.checklists.wording_queries import languages_of
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.languages import english_names
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

rooms = Blueprint("checklists", __name__)
wording_routes.put_on(rooms)


def _list(checklist_id: uuid.UUID) -> Listed | None:
    return question_list(standing().organisation_id, checklist_id)


def _question(checklist_id: uuid.UUID, key: str) -> Question | None:
    return question(standing().organisation_id, checklist_id, key)


@rooms.get("/question-lists")
@needs(Verb.CHANGE_QUESTIONS)
def question_lists() -> Response:
    return respond(
        "checklists/question_lists.html",
        lists=queries.current_versions(standing().organisation_id, Kind.INTERVIEW),
    )


@rooms.get("/question-lists/<uuid:checklist_id>")
@needs(Verb.CHANGE_QUESTIONS, _list)
def question_list_page(found: Listed) -> Response:
    return respond(
        "checklists/question_list.html",
        found=found,
        languages=languages_of(found.held.organisation_id, found.held.id, found.items),
        names=list(english_names().items()),
    )


@rooms.get("/question-lists/<uuid:checklist_id>/choices/<key>")
@needs(Verb.CHANGE_QUESTIONS, _question)
def choices_page(found: Question) -> Response:
    lines = {f"line_{n}": one["text"] for n, one in enumerate(found.item.choices, start=1)}
    says = {f"says_{n}": one["says"] or "" for n, one in enumerate(found.item.choices, start=1)}
    return _choices(found, lines | says)


@rooms.post("/question-lists/<uuid:checklist_id>/choices/<key>")
@needs(Verb.CHANGE_QUESTIONS, _question)
def write_choices(found: Question) -> Response:
    try:
        given = read(schemas.Choices(), request.form)
        numbers = [n for n in range(1, MOST + 1) if given[f"line_{n}"]]
        lines = [(given[f"line_{n}"], given[f"says_{n}"]) for n in numbers]
        offer_choices(found.of.held, found.item.key, lines, seen=given["version"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _choices(found, request.form, refusal)
    receipt = say("Saved. Questions that are asked from now on offer these lines.")
    return go(".question_list_page", checklist_id=found.of.held.id, receipt=receipt)


def _choices(found: Question, given: Mapping[str, str], refusal: Refusal | None = None) -> Response:
    return respond(
        "checklists/choices.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        numbers=range(1, MOST + 1),
        given=given,
        back={
            "label": say("The list"),
            "href": url_for("checklists.question_list_page", checklist_id=found.of.held.id),
        },
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
