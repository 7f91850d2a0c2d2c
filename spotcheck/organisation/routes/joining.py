"""Joining with a one-time link. The link is exchanged at once for a note in the browser's own session, so that it never
stays in an address; looking at it spends nothing, so a preview may look too."""

from __future__ import annotations

from flask import request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.organisation import joining, queries, schemas, sign_in
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.routes.sign_in import account_with
from spotcheck.web.admission import admit
from spotcheck.web.errors import status_of
from spotcheck.web.guard import now, open_door, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

_KEPT = "invitation"  # in the browser's session: the digest of the link, which opens nothing anywhere else


@rooms.get("/invitations/<token>")
@open_door
def open_invitation(token: str) -> Response:
    session[_KEPT] = queries.digest(token)
    return go("organisation.join_page")


@rooms.get("/join")
@open_door
def join_page() -> Response:
    return _form()


@rooms.post("/join")
@open_door
def join() -> Response:
    """With a sign-in of their own, chosen now."""
    try:
        given = read(schemas.Joining(), request.form)
        sign_in.count_try("link", _kept(), address=request.remote_addr or "", at=now())
        db.session.commit()
        account, person = joining.join_with_new_sign_in(_kept(), at=now(), **given)
        return _in(account, person)
    except Refusal as refusal:
        undo()
        return _form(refusal)


@rooms.post("/join/sign-in")
@open_door
def join_with_sign_in() -> Response:
    """With a sign-in that they use somewhere else already."""
    try:
        given = read(schemas.JoiningWithAccount(), request.form)
        account = account_with(given["sign_in"], given["password"])
        return _in(*joining.join_with_account(_kept(), account, at=now()))
    except Refusal as refusal:
        undo()
        return _form(refusal, has_sign_in=True)


def _in(account: Account, person: Person) -> Response:
    if current_user.is_authenticated:  # somebody before them on this phone
        sign_in.end_session(who().standing.organisation_id, who().session_id, at=now())
    token = sign_in.start_session(account, person, at=now())
    name = person.name
    db.session.commit()
    admit(token)
    return go("desk.today_page", receipt=say("Welcome, %(name)s. You are signed in.", name=name))


def _form(refusal: Refusal | None = None, *, has_sign_in: bool = False) -> Response:
    """The form, or, for a link that opens nothing (any more), what to do about that: 410."""
    found = joining.invited(_kept(), at=now())
    if found is None:
        session.pop(_KEPT, None)
        return respond("organisation/join_ended.html", status=410, says=joining.WORTH_NOTHING)
    return respond(
        "organisation/join.html",
        status=status_of(refusal) if refusal else 200,
        invited=found,
        here_now=who().name if current_user.is_authenticated else None,
        has_sign_in=has_sign_in,
        given=request.form or {"sign_in": found.sign_in},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _kept() -> str:
    return str(session.get(_KEPT, ""))
