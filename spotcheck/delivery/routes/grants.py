"""A phone asks to be made ready for whoever is signed in on it, and says later that they signed out."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.delivery import schemas
from spotcheck.delivery.operations.grants import Asking, Given, give_grant, sign_out_with
from spotcheck.delivery.routes import rooms
from spotcheck.delivery.routes.safe import safe
from spotcheck.organisation.rules import WITHIN
from spotcheck.web.errors import status_of
from spotcheck.web.guard import cookieless, needs, now, standing, who
from spotcheck.web.in_json import answer, in_json, says, sent
from spotcheck.web.transaction import undo


@rooms.post("/grants")
@needs(Verb.OPEN_APP)
@in_json
def give() -> Response:
    """Everybody who is signed in may say that someone is at risk; what else they may is asked of what arrives."""
    asked = read(schemas.GrantAsked(), sent())
    asking = Asking(
        public=asked["key"],
        phone_public=asked["phone_key"],
        device_at=asked["device_at"],
        name=asked["name"] or "",
    )
    given = give_grant(asking, who().session_id, safe=safe(), by=standing(), at=now())
    shown = _shown(given)
    db.session.commit()
    return answer(shown)


@rooms.post("/sign-outs")
@cookieless
@in_json
def end() -> Response:
    """Signing out without a cookie, by the token that the phone was given. Nobody learns whether it ended anything."""
    try:
        token = read(schemas.SignOut(), sent())["token"]
    except (Refusal, HTTPException):
        return Response(status=204)
    try:
        sign_out_with(token, address=request.remote_addr or "", at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        answered = says(status_of(refusal), say("Please wait a little, then try again."))
        answered.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
        return answered
    return Response(status=204)


def _shown(given: Given) -> dict[str, object]:
    grant, phone = given.grant, given.phone
    return {
        "grant": {
            "id": grant.id,
            "person": grant.person_id,
            "organisation": grant.organisation_id,
            "given_at": grant.given_at,
            "capture_until": grant.capture_until,
        },
        "phone": {"id": phone.id, "grant": given.phone_grant.id},
        "key": {"id": given.key.id, "public": given.key.public},
        "sign_out": given.sign_out_token,
        "at": now(),
    }
