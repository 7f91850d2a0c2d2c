"""Letting somebody in and out of a browser. The session itself is a row on the server; the cookie only names it."""

from __future__ import annotations

from flask import session
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from spotcheck.organisation.queries import signed_in
from spotcheck.web.guard import now


def admit(token: str) -> None:
    """This browser speaks for whoever holds the token from now on, and keeps nothing of who used it before."""
    found = signed_in(token, at=now())
    if found is None:
        raise LookupError("this session has not begun, or has ended")
    session.clear()
    login_user(found)


def forget() -> None:
    """Nothing of a session is left in this browser's cookie; what is said next is said to whoever comes next."""
    logout_user()
    session.clear()


def empty_cache(answer: Response) -> Response:
    """The same answer, with which the browser also throws away the pages it kept (where the site is served safely)."""
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
