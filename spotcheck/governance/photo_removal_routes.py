"""The door behind “Take this photo away”, on the page of a photo."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checks.queries.photos import OfCheck
from spotcheck.checks.routes.photos import load_photo, show_photo
from spotcheck.checks.schemas.photos import Removed
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.governance import photo_removal
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go
from spotcheck.web.transaction import undo


def put_on(rooms: Blueprint) -> None:
    """Add this door to those about keeping."""
    rooms.post("/checks/<uuid:check_id>/photos/<uuid:photo_id>/removal")(remove_photo)


@needs(Verb.TAKE_PHOTO_AWAY, load_photo)
def remove_photo(found: OfCheck) -> Response:
    check_id, photo_id = found.opened.check.id, found.photo.id
    try:
        given = read(Removed(), request.form)
        photo_removal.remove_photo(found.photo, reason=given["reason"] or "", by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        again = load_photo(photo_id, check_id)
        if again is None:
            raise NotFound from refusal
        return show_photo(again, refusal)
    receipt = say("The photo is gone. That there was one, and why it went, stays in the history.")
    return go("checks.check_page", check_id=check_id, receipt=receipt)
