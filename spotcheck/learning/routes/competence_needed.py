"""What is needed to be signed off, topic by topic: everybody may read it, some may change it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.checklists.rules import Kind
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.learning.operations import competence_needed as operations
from spotcheck.learning.queries import competence_needed as queries
from spotcheck.learning.queries.competence_needed import Offered, needed_of
from spotcheck.learning.routes import rooms
from spotcheck.learning.rules.competence_words import needed_in_words
from spotcheck.learning.schemas import competence as schemas
from spotcheck.organisation.queries import names
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

NUMBERS = ("observations", "interviews", "assessors", "weeks", "months")
_USUAL = {"observations": 3, "interviews": 0, "assessors": 2, "weeks": 8, "months": 12}


@dataclass(frozen=True, slots=True)
class OfTopic:
    offered: Offered

    @property
    def thing(self) -> Thing:
        return Thing(self.offered.topic.organisation_id)


def load_topic(topic_id: uuid.UUID) -> OfTopic | None:
    found = queries.offered_topic(standing().organisation_id, topic_id)
    return OfTopic(found) if found is not None else None


@rooms.get("/competence/needed")
@needs(Verb.OPEN_APP)
def needed_page() -> Response:
    found = queries.offered(standing().organisation_id)
    return respond(
        "learning/needed.html",
        topics=[(one, needed_in_words(needed_of(one.now)) if one.now else None) for one in found],
        to_adopt=[one for one in found if one.newest is None and one.ready_made],
        may_change=may(standing(), Verb.CHANGE_COMPETENCE, Thing(standing().organisation_id)) is Answer.ALLOWED,
        may_see=standing().services_for(Verb.SEE_COMPETENCE) != frozenset(),
    )


@rooms.post("/competence/needed")
@needs(Verb.CHANGE_COMPETENCE)
def adopt_ready_made() -> Response:
    operations.adopt_ready_made(by=standing(), at=now())
    db.session.commit()
    return go(".needed_page", receipt=say("These are asked for from now on. You can change each of them."))


@rooms.get("/competence/needed/<uuid:topic_id>")
@needs(Verb.CHANGE_COMPETENCE, load_topic)
def change_needed_page(opened: OfTopic) -> Response:
    return _form(opened)


@rooms.post("/competence/needed/<uuid:topic_id>")
@needs(Verb.CHANGE_COMPETENCE, load_topic)
def ask_for(opened: OfTopic) -> Response:
    try:
        given = read(schemas.Needed(), request.form)
        operations.ask_for(
            opened.offered.topic.id,
            {name: given[name] for name in NUMBERS},
            items=given["items"],
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        return _form(opened, refusal)
    db.session.commit()
    return go(".needed_page", receipt=say("Kept. What was signed before stays as it was."))


@rooms.post("/competence/needed/<uuid:topic_id>/end")
@needs(Verb.CHANGE_COMPETENCE, load_topic)
def ask_no_more(opened: OfTopic) -> Response:
    try:
        reason = read(schemas.Why(), request.form)["reason"] or ""
        if opened.offered.now is not None:
            operations.ask_no_more(opened.offered.now, reason=reason, by=standing(), at=now())
    except Refusal as refusal:
        undo()
        return _form(opened, refusal, ending=True)
    db.session.commit()
    return go(".needed_page", receipt=say("Nobody is signed off in this from now on. What was signed stays."))


def _form(opened: OfTopic, refusal: Refusal | None = None, *, ending: bool = False) -> Response:
    topic, asked = opened.offered.topic, opened.offered.now
    wrong = refusal.fields if refusal else {}
    given: Any = request.form if refusal and not ending else _as_it_is(opened.offered)
    chosen = request.form.getlist("items") if refusal and not ending else (asked.items if asked else None)
    named = queries.items_to_name(topic.organisation_id, topic.id)
    earlier = queries.versions(topic.organisation_id, topic.id)
    return respond(
        "learning/change_needed.html",
        status=status_of(refusal) if refusal else 200,
        topic=topic,
        asked=asked,
        given=given,
        items=[(key, item.text) for key, item in named],
        chosen=chosen if chosen is not None else [key for key, item in named if item.must],
        earlier=[(one, needed_in_words(needed_of(one))) for one in earlier],
        who=names(topic.organisation_id, [one.made_by_id for one in earlier]),
        wrong={} if ending else wrong,
        wrong_ending=wrong if ending else {},
        said=refusal.sentences if refusal else (),
    )


def _as_it_is(offered: Offered) -> dict[str, int]:
    if offered.now is not None:
        return {name: getattr(offered.now, name) for name in NUMBERS}
    if offered.ready_made is not None:
        return {name: getattr(offered.ready_made, name) for name in NUMBERS}
    return (
        _USUAL if Kind.OBSERVATION in offered.kinds else _USUAL | {"observations": 0, "interviews": 1, "assessors": 1}
    )
