"""A person's own page about what they learn, and the language of their short questions."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from spotcheck.checklists.wording_queries import languages_here
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.learning.operations.language import choose_language
from spotcheck.learning.queries.mine import learnt
from spotcheck.learning.routes import rooms
from spotcheck.learning.schemas import language as schemas
from spotcheck.organisation.queries import person
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/mine/learning")
@needs(Verb.OPEN_APP)
def my_learning() -> Response:
    return _page()


@rooms.post("/mine/learning/language")
@needs(Verb.OPEN_APP)
def choose_my_language() -> Response:
    try:
        choose_language(read(schemas.Chosen(), request.form)["language"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(refusal)
    return go("learning.my_learning", receipt=say("Saved. You can change it at any time."))


def _page(refusal: Refusal | None = None) -> Response:
    me = person(standing().organisation_id, standing().person_id)
    return respond(
        "learning/mine.html",
        status=status_of(refusal) if refusal else 200,
        learnt=learnt(standing(), at=now()),
        languages=languages_here(standing().organisation_id),
        chosen=me.language if me else None,
        wrong=refusal.fields if refusal else {},
    )
