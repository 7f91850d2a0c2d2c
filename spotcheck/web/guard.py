"""The door of every page: who is asking, what is it about, may they. `needs` stands on every route that is not open."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core.clock import Clock
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may, who_can
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.handed_over import HandedOver, handed_over
from spotcheck.organisation.queries import SignedIn, signed_in
from spotcheck.web import transaction
from spotcheck.web.errors import page_in_words
from spotcheck.web.filters import spoken
from spotcheck.web.in_json import asked_in_json
from spotcheck.web.unsent import page_that_was_open, written

View = TypeVar("View", bound=Callable[..., Any])
COVER = "/handed-over"  # what a phone shows while it is in other hands
login = LoginManager()
csrf = CSRFProtect()


class HasThing(Protocol):
    """What a loader gives back: anything that can say what the permission table needs to know of it."""

    @property
    def thing(self) -> Thing: ...


def now() -> datetime:
    """The present moment, by the application's clock."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()


def who() -> SignedIn:
    """Who is signed in, with their name and organisation; only behind `needs`."""
    if not current_user.is_authenticated:
        raise LookupError("nobody is signed in: this route is an open door")
    return cast(SignedIn, current_user._get_current_object())


def standing() -> Standing:
    """What the signed-in person may do is read off this; only behind `needs`."""
    return who().standing


def in_other_hands() -> HandedOver | None:
    """What this phone is handed over for. While it is, nobody is signed in here: every page is closed but this one."""
    token = session.get("_user_id")
    return handed_over(str(token), at=now()) if token else None


def needs(verb: Verb, load: Callable[..., HasThing | None] | None = None) -> Callable[[View], View]:
    """The permission a route needs.

    `load` gets the route's arguments and gives the thing they name, or None when there is no such thing; the route then
    gets the loaded thing instead of its arguments. Without `load` the verb is about no thing in particular.
    Not signed in: to the sign-in page. Not visible: 404. Visible but not theirs to do: 403 in words.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(**arguments: Any) -> Any:
            if not current_user.is_authenticated:
                return _to_sign_in()
            loaded = None
            if load is not None:
                loaded = load(**arguments)
                if loaded is None:
                    raise NotFound
            thing = loaded.thing if loaded is not None else Thing(standing().organisation_id)
            ask(verb, thing)
            return view(loaded) if load is not None else view(**arguments)

        guarded.needs = verb  # type: ignore[attr-defined]  # read by the permission matrix test
        return cast(View, guarded)

    return wrap


def ask(verb: Verb, thing: Thing) -> None:
    """Pass, or raise the 404 or 403 that `may` says. For routes whose thing is named in the form."""
    answer = may(standing(), verb, thing)
    if answer is Answer.HIDDEN:
        raise NotFound
    if answer is Answer.REFUSED:
        raise Refusal(Why.NOT_YOU, say("This is not yours to do."), who_can(verb))


def open_door(view: View) -> View:
    """Marks a route that needs nobody signed in: sign-in, set-up, health."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def cookieless(view: View) -> View:
    """Marks an open door that reads no cookie: what is sent speaks for itself, so there is no token to ask for."""
    view.cookieless = True  # type: ignore[attr-defined]
    csrf.exempt(view)
    return open_door(view)


def init_app(app: Flask) -> None:
    login.init_app(app)
    login.user_loader(_load)
    login.session_protection = None  # the session is a row on the server; addresses change on a phone
    csrf.init_app(app)
    transaction.init_app(app)


def _load(token: str) -> SignedIn | None:
    return signed_in(token, at=now())


def _to_sign_in() -> Response:
    """To the sign-in page and from there back to the page that was open; what was being sent is said to be not sent.

    Where words would be lost, they are shown first, to be copied."""
    if asked_in_json():
        return page_in_words(401, NOT_SENT)
    if in_other_hands():
        moved = request.headers.get("HX-Request")
        return Response(status=200, headers={"HX-Redirect": COVER}) if moved else redirect(COVER, code=303)
    session.pop("_flashes", None)
    wanted = page_that_was_open()
    target = url_for("organisation.sign_in_page", next=wanted if wanted != "/" else None)
    if written():
        return page_in_words(401, NOT_SENT, way=(say("Sign in"), target))
    if request.method not in {"GET", "HEAD"}:
        flash(spoken(say("%(what)s Please sign in again.", what=NOT_SENT)))
    if request.headers.get("HX-Request"):
        return Response(status=200, headers={"HX-Redirect": target})
    return redirect(target, code=303)


NOT_SENT = say("You were signed out, so this was not sent. Nothing was changed.")
