"""A one-time link to a short question, for whoever asks: made and shown once, ended."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.learning.operations.links import Link, end_link, make_link
from spotcheck.learning.queries.prompts import Opened
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.answering import page_of
from spotcheck.learning.routes.loaders import load_prompt
from spotcheck.learning.rules.links import Lasts
from spotcheck.learning.schemas import links as schemas
from spotcheck.organisation.invitation_rules import opens_only_here
from spotcheck.web.filters import spoken
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.post("/prompts/<uuid:prompt_id>/links")
@needs(Verb.READ_ANSWER, load_prompt)
def make_prompt_link(found: Opened) -> Response:
    try:
        given = read(schemas.NewLink(), request.form)
        link = make_link(found.prompt, lasts=Lasts(given["lasts"]), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    return _shown(found, link)


@rooms.post("/prompts/<uuid:prompt_id>/links/ending")
@needs(Verb.READ_ANSWER, load_prompt)
def end_prompt_link(found: Opened) -> Response:
    try:
        given = read(schemas.LinkEnded(), request.form)
        end_link(found.prompt, reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return page_of(found, refusal)
    return go("learning.prompt_page", prompt_id=found.prompt.id, receipt=say("The link opens nothing now."))


def _shown(found: Opened, link: Link) -> Response:
    """The only page that ever shows it."""
    page = url_for("learning.link_page", _external=True)
    address = f"{page}#{link.code}"
    text = say(
        "A short question for you. It takes about a minute, and you need no sign-in. It works once, until %(until)s. "
        "Open: %(address)s",
        until=link.row.ends_at,
        address=address,
    )
    return respond(
        "learning/link_made.html",
        found=found,
        back={"label": say("The question"), "href": url_for("learning.prompt_page", prompt_id=found.prompt.id)},
        address=address,
        short=page.split("://", 1)[1],
        code=link.code,
        until=link.row.ends_at,
        text=spoken(text),
        only_here=opens_only_here(request.host),
    )
