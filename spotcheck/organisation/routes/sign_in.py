"""Signing in and out. Nobody learns here who has an account."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation import queries, rules, schemas, sign_in
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.routes import rooms
from spotcheck.web.admission import admit, empty_cache, forget
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, open_door, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

WRONG = say("This sign-in name and password do not go together. Please try again, or ask your manager.")
NOWHERE = say(
    "This sign-in is not used anywhere at the moment. Ask your manager, or whoever invited you: an invitation may have "
    "ended."
)


@rooms.get("/sign-in")
@open_door
def sign_in_page() -> Response:
    wanted = rules.local_page(request.args.get("next"))
    if current_user.is_authenticated:
        return _on(wanted)
    if queries.is_empty():
        return _on(None)
    return _form(next=wanted)


@rooms.post("/sign-in")
@open_door
def begin() -> Response:
    try:
        given = read(schemas.SignIn(), request.form)
        return _in(account_with(given["sign_in"], given["password"]), rules.local_page(given["next"]))
    except Refusal as refusal:
        undo()
        return _form(refusal, sign_in=request.form.get("sign_in"), next=rules.local_page(request.form.get("next")))


def account_with(name: str, password: str) -> Account:
    """The account that this sign-in name and password open. The try is kept first, whatever comes of it."""
    tried = sign_in.begin_try(name, address=request.remote_addr or "", at=now())
    db.session.commit()
    found = sign_in.account_of(tried, password, at=now()) if sign_in.is_right(tried, password) else None
    if found is None:
        raise Refusal(Why.INVALID, WRONG)
    return found


@rooms.post("/sign-in/organisation")
@open_door
def choose_organisation() -> Response:
    """The second step, for an account that is used in several organisations."""
    wanted = rules.local_page(request.form.get("next"))
    try:
        given = read(schemas.OrganisationChosen(), request.form)
        account, person = sign_in.take_choice(given["token"], given["organisation"], at=now())
    except Refusal as refusal:
        undo()
        return _form(refusal, next=wanted)
    return _start(account, person, wanted)


@rooms.get("/organisations")
@needs(Verb.OPEN_APP)
def organisations() -> Response:
    """Every place where this account is somebody, to go on in another one."""
    return _places()


@rooms.post("/organisations")
@needs(Verb.OPEN_APP)
def change_organisation() -> Response:
    here = who().standing.organisation_id
    try:
        chosen = read(schemas.WorkplaceChosen(), request.form)["organisation"]
        if chosen == here:
            return go("desk.today_page")
        token = sign_in.change_session(who().account_id, (here, who().session_id), chosen, at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _places(refusal)
    admit(token)
    return empty_cache(
        go("desk.today_page", receipt=say("You are working in %(where)s now.", where=_organisation(token)))
    )


@rooms.post("/sign-out")
@needs(Verb.OPEN_APP)
def sign_out() -> Response:
    sign_in.end_session(who().standing.organisation_id, who().session_id, at=now())
    db.session.commit()
    forget()
    return empty_cache(go("organisation.sign_in_page", receipt=say("You are signed out.")))


def _places(refusal: Refusal | None = None) -> Response:
    account = db.session.get_one(Account, who().account_id)
    return respond(
        "organisation/organisations.html",
        status=status_of(refusal) if refusal else 200,
        places=sign_in.places_of(account, at=now()),
        here=who().standing.organisation_id,
        said=(*refusal.sentences, *refusal.fields.values()) if refusal else (),
    )


def _organisation(token: str) -> str:
    found = queries.signed_in(token, at=now())
    return found.organisation_name if found else ""


def _in(account: Account, wanted: str | None) -> Response:
    places = sign_in.places_of(account, at=now())
    if not places:
        raise Refusal(Why.INVALID, NOWHERE)
    if len(places) == 1:
        return _start(account, places[0].person, wanted)
    token = sign_in.offer_choice(account, at=now())
    db.session.commit()
    return respond("organisation/choose_organisation.html", places=places, token=token, next=wanted)


def _start(account: Account, person: Person, wanted: str | None) -> Response:
    token = sign_in.start_session(account, person, at=now())
    db.session.commit()
    admit(token)
    return _on(wanted)


def _on(wanted: str | None) -> Response:
    return redirect(wanted or "/", code=303)


def _form(refusal: Refusal | None = None, **kept: Any) -> Response:
    said: tuple[Sentence, ...] = refusal.sentences if refusal else ()
    answer = respond(
        "organisation/sign_in.html",
        status=status_of(refusal) if refusal else 200,
        said=said,
        wrong=refusal.fields if refusal else {},
        **kept,
    )
    if refusal and refusal.why is Why.TOO_MANY:
        answer.headers["Retry-After"] = str(int(rules.WITHIN.total_seconds()))
    return answer
