"""A list of questions in another language: one question at a time, its English beside it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists import question_schemas as schemas
from spotcheck.checklists.models import Item
from spotcheck.checklists.opened import Listed, Question, question, question_list
from spotcheck.checklists.wording_models import Wording
from spotcheck.checklists.wording_operations import write_wording
from spotcheck.checklists.wording_queries import is_changed, wordings_in
from spotcheck.checklists.wording_rules import Said, lines_shown
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.languages import Language, language
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.queries import names
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

PARTS = ("text", "model", "why", "another_way")


@dataclass(frozen=True, slots=True)
class ListIn:
    of: Listed
    language: Language

    @property
    def thing(self) -> Thing:
        return self.of.thing


@dataclass(frozen=True, slots=True)
class QuestionIn:
    question: Question
    language: Language

    @property
    def thing(self) -> Thing:
        return self.question.thing


def put_on(rooms: Blueprint) -> None:
    at = "/question-lists/<uuid:checklist_id>/languages"
    rooms.get(at)(choose_language)
    rooms.get(f"{at}/<tag>")(list_in_language)
    rooms.get(f"{at}/<tag>/<key>")(wording_page)
    rooms.post(f"{at}/<tag>/<key>")(keep_wording)


def _list(checklist_id: uuid.UUID) -> Listed | None:
    return question_list(standing().organisation_id, checklist_id)


def _list_in(checklist_id: uuid.UUID, tag: str) -> ListIn | None:
    found, spoken = _list(checklist_id), language(tag)
    return ListIn(found, spoken) if found and spoken else None


def _question_in(checklist_id: uuid.UUID, tag: str, key: str) -> QuestionIn | None:
    found, spoken = question(standing().organisation_id, checklist_id, key), language(tag)
    return QuestionIn(found, spoken) if found and spoken else None


@needs(Verb.CHANGE_QUESTIONS, _list)
def choose_language(found: Listed) -> Response:
    """On to the language that was chosen; back to the list where it is none."""
    chosen = language(request.args.get("language", ""))
    if chosen is None:
        return go("checklists.question_list_page", checklist_id=found.held.id)
    return go("checklists.list_in_language", checklist_id=found.held.id, tag=chosen.tag)


@needs(Verb.CHANGE_QUESTIONS, _list_in)
def list_in_language(found: ListIn) -> Response:
    held = found.of.held
    written = wordings_in(held.organisation_id, held.id, found.language.tag)
    return respond(
        "checklists/list_in_language.html",
        found=found,
        rows=[(one, written.get(one.key), _changed(written.get(one.key), one)) for one in found.of.items],
        who=names(held.organisation_id, [one.written_by_id for one in written.values()]),
    )


@needs(Verb.CHANGE_QUESTIONS, _question_in)
def wording_page(found: QuestionIn) -> Response:
    return _page(found)


@needs(Verb.CHANGE_QUESTIONS, _question_in)
def keep_wording(found: QuestionIn) -> Response:
    of, item = found.question.of, found.question.item
    try:
        given = read(schemas.Wording(), request.form)
        if given["version"] != of.version.id:
            raise Refusal(
                Why.STALE, say("The English changed meanwhile. Look at it once more: what you wrote is here.")
            )
        lines = {one["key"]: given[f"line_{n}"] or "" for n, one in enumerate(item.choices, start=1)}
        said = Said(**{part: given[part] or "" for part in PARTS}, lines=lines)
        write_wording(of.held, item, found.language.tag, said, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    receipt = say("Saved. It stands beside the English from now on.")
    return go("checklists.list_in_language", checklist_id=of.held.id, tag=found.language.tag, receipt=receipt)


def _page(found: QuestionIn, refusal: Refusal | None = None) -> Response:
    of, item, spoken = found.question.of, found.question.item, found.language
    written = wordings_in(of.held.organisation_id, of.held.id, spoken.tag).get(item.key)
    given: Mapping[str, str | None] = request.form
    if refusal is None and written is not None:
        lines = lines_shown(item.choices, written.lines)
        worded = {f"line_{n}": lines.get(one["key"]) for n, one in enumerate(item.choices, start=1)}
        given = {part: getattr(written, part) for part in PARTS} | worded
    return respond(
        "checklists/wording.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        item=item,
        parts=[
            ("text", say("The question"), item.text, 2),
            ("model", say("One good way to say it"), item.model, 5),
            ("why", say("Why it matters"), item.why, 3),
            ("another_way", say("Put another way, when it is asked once more"), item.another_way, 4),
        ],
        lines=[(f"line_{n}", one["text"]) for n, one in enumerate(item.choices, start=1)],
        given=given,
        written=written,
        changed=_changed(written, item),
        who=names(of.held.organisation_id, [written.written_by_id if written else None]),
        back={
            "label": spoken.english,
            "href": url_for("checklists.list_in_language", checklist_id=of.held.id, tag=spoken.tag),
        },
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _changed(written: Wording | None, item: Item) -> bool:
    return written is not None and is_changed(written, item)
