"""Photos beside a check: adding one without a phone's help, looking at one; and which items may have them."""

from __future__ import annotations

import uuid

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checks.operations.photos import Taken, choose_photo_items, keep_photo
from spotcheck.checks.operations.receiving import Received
from spotcheck.checks.queries import photos as queries
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.queries.photos import OfCheck
from spotcheck.checks.routes import rooms
from spotcheck.checks.routes.check import load_check
from spotcheck.checks.rules.photos import ONLY_PLACES, room_for, taking_away_refused
from spotcheck.checks.rules.picture import MOST_BYTES
from spotcheck.checks.schemas import photos as schemas
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo
from spotcheck.web.uploads import takes_up_to

# It runs nothing and loads nothing; opened by itself, it is a picture and no page of ours.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@rooms.get("/photos")
@needs(Verb.CHOOSE_PHOTOS)
def photo_items() -> Response:
    return _choices()


@rooms.post("/photos")
@needs(Verb.CHOOSE_PHOTOS)
def choose_items() -> Response:
    try:
        choose_photo_items(schemas.read_chosen(request.form), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _choices(refusal)
    return go("checks.photo_items", receipt=say("Saved. It counts for every check from now on."))


def _choices(refusal: Refusal | None = None) -> Response:
    organisation_id = standing().organisation_id
    return respond(
        "checks/photo_items.html",
        status=status_of(refusal) if refusal else 200,
        only=ONLY_PLACES,
        lists=queries.choices(organisation_id),
        lines=queries.choices_history(organisation_id),
        said=refusal.sentences if refusal else (),
    )


@rooms.get("/checks/<uuid:check_id>/photos")
@needs(Verb.ADD_PHOTO, load_check)
def photo_form(found: Opened) -> Response:
    return _adding(found)


@rooms.post("/checks/<uuid:check_id>/photos")
@takes_up_to(MOST_BYTES + 100_000)
@needs(Verb.ADD_PHOTO, load_check)
def add_photo(found: Opened) -> Response:
    check_id = found.check.id
    try:
        given = read(schemas.Added(), request.form)
        sent = request.files.get("photo")
        if sent is None or not (content := sent.read()):
            raise Refusal(Why.INVALID, fields={"photo": say("Take a photo, or choose one.")})
        db.session.commit()  # nothing has changed yet, and nobody waits to write while the picture is made small
        taken = Taken(id=given["id"], check_id=check_id, item_id=given["item"], sent=content, taken_at=now())
        if keep_photo(taken, by=standing(), at=now()) is Received.OTHER:
            raise Refusal(Why.STALE, say("Another photo was sent from this page before. It is kept."))
        db.session.commit()
    except Refusal as refusal:
        undo()
        again = load_check(check_id)
        if again is None:
            raise NotFound from refusal
        return _adding(again, refusal)
    return go("checks.check_page", check_id=check_id, receipt=say("The photo is kept with this check."))


def _adding(found: Opened, refusal: Refusal | None = None) -> Response:
    room = {item_id for item_id, _ in room_for(queries.beside(found.check))}
    return respond(
        "checks/add_photo.html",
        status=status_of(refusal) if refusal else 200,
        opened=found,
        only=ONLY_PLACES,
        items=queries.texts(found.check, room),
        new_id=new_id(),
        back=_back(found),
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def load_photo(photo_id: uuid.UUID, check_id: uuid.UUID | None = None) -> OfCheck | None:
    """The photo as the person signed in may see it; with `check_id`, only where it is of that check."""
    found = queries.photo_of(standing(), photo_id, at=now())
    return found if found is not None and check_id in {None, found.photo.check_id} else None


@rooms.get("/photos/<uuid:photo_id>")
@needs(Verb.SEE_CHECK, load_photo)
def photo_file(found: OfCheck) -> Response:
    jpeg = found.photo.jpeg
    if jpeg is None:
        raise NotFound
    return Response(jpeg, mimetype="image/jpeg", headers=_AS_A_PICTURE)


_AS_A_PICTURE = {
    "Content-Security-Policy": PICTURE_POLICY,
    "Content-Disposition": 'inline; filename="photo.jpg"',
    "Cache-Control": "no-store",  # nothing of it stays on a phone that goes from hand to hand
}


@rooms.get("/checks/<uuid:check_id>/photos/<uuid:photo_id>")
@needs(Verb.SEE_CHECK, load_photo)
def photo_page(found: OfCheck) -> Response:
    return show_photo(found)


def show_photo(found: OfCheck, refusal: Refusal | None = None) -> Response:
    """One photo, large, with what can be done about it; `refusal`: of taking it away."""
    mine = may(standing(), Verb.TAKE_PHOTO_AWAY, found.thing) is Answer.ALLOWED
    return respond(
        "checks/photo.html",
        status=status_of(refusal) if refusal else 200,
        photo=found.photo,
        text=found.text,
        opened=found.opened,
        can_take_away=mine and not taking_away_refused(standing().person_id, observed=found.opened.check.worker_id),
        back=_back(found.opened),
        given=request.form,
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _back(found: Opened) -> dict[str, object]:
    return {"label": say("The check"), "href": url_for("checks.check_page", check_id=found.check.id)}
