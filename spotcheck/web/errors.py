"""Every refusal and every mishap as a page in words: what happened, what is safe, what to do now."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.web.in_json import asked_in_json, says
from spotcheck.web.transaction import undo
from spotcheck.web.unsent import page_that_was_open, written

log = logging.getLogger("spotcheck")

STATUS = {Why.INVALID: 422, Why.NOT_NOW: 409, Why.STALE: 409, Why.NOT_YOU: 403, Why.TOO_MANY: 429}

TITLES: dict[int, Sentence] = {
    400: say("This page could not be read"),
    401: say("Please sign in again"),
    403: say("Somebody else can do this"),
    404: say("There is nothing here for you"),
    405: say("This page cannot do that"),
    409: say("Not yet"),
    413: say("That is too much at once"),
    415: say("This is another kind of file"),
    422: say("Please look at this again"),
    429: say("Please wait a little"),
    500: say("Something went wrong on our side"),
    503: say("Busy for a moment"),
}

ADVICE: dict[int, Sentence] = {
    400: say("Nothing was changed. Go back, load the page again and try once more."),
    404: say("The address may be mistyped, or it belongs to another service. Nothing was changed."),
    405: say("Nothing was changed. Go back and use the buttons on the page."),
    413: say("Nothing was changed. Send less at once, or a smaller file."),
    415: say("Nothing was changed. It was not sent in a way that is known here."),
    500: say("What was saved before is safe. Please try again. If it happens again, tell an administrator the number."),
    503: say("Nothing was changed. Wait a few seconds and try again."),
}


def init_app(app: Flask) -> None:
    # What broke is logged once, by `_http`: with its number, and without an address that is a secret.
    app.log_exception = lambda _about: None  # type: ignore[method-assign, assignment]
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(HTTPException, _http)
    for away in (OperationalError, InterfaceError, NoConnectionFree):
        app.register_error_handler(away, _busy)
    app.register_error_handler(DataError, _not_to_be_kept)


def status_of(refusal: Refusal) -> int:
    """The HTTP status that goes with a refusal; for a route that shows its form again."""
    return refusal.status or STATUS[refusal.why]


def _refused(refusal: Refusal) -> Response:
    undo()
    return page_in_words(status_of(refusal), *refusal.sentences, *refusal.fields.values())


def _old_form(_error: CSRFError) -> Response:
    again = page_that_was_open()
    return page_in_words(
        400,
        say("This form is from an earlier sign-in, so it was not sent. Nothing was changed."),
        say("Open the page again and send it once more."),
        title=say("This was not sent"),
        way=(say("Open the page again"), again) if again else None,
    )


def _http(error: HTTPException) -> Response:
    undo()
    status = error.code or 500
    number = None
    if isinstance(error, InternalServerError):
        number = secrets.token_hex(4)
        log.error("error %s at %s %s", number, request.method, _where(), exc_info=error.original_exception)
    response = page_in_words(status, *((ADVICE[status],) if status in ADVICE else ()), number=number)
    allow = error.get_headers()
    for name, value in allow:
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _not_to_be_kept(error: DataError) -> Response:
    """Something was sent that the database cannot hold, such as a number beyond all numbers."""
    undo()
    log.warning("data at %s %s", request.method, request.path, exc_info=error)
    return page_in_words(400, ADVICE[400])


def _busy(error: SQLAlchemyError) -> Response:
    """The write lock of SQLite did not come free, or the database is away."""
    undo()
    log.error("database at %s %s", request.method, _where(), exc_info=error)
    response = page_in_words(503, ADVICE[503])
    response.headers["Retry-After"] = "5"
    return response


def _where() -> str:
    """The address for a log; of one whose path is a secret (a one-time link), its pattern only."""
    secret = request.url_rule is not None and "token" in request.url_rule.arguments
    return str(request.url_rule) if secret else request.path


def page_in_words(
    status: int,
    *sentences: Sentence,
    title: Sentence | None = None,
    number: str | None = None,
    way: tuple[Sentence, str] | None = None,
) -> Response:
    """The page (or, for htmx, the part) of something that went another way; what was written is on it, to be copied.

    `way`: where to go on, in words and as an address. A script that reads JSON gets the sentences."""
    if asked_in_json():
        told = sentences or (title or TITLES.get(status, TITLES[400]),)
        return says(status, *told, *((say("Number: %(number)s", number=number),) if number else ()))
    partial = request.headers.get("HX-Request-Type") == "partial"
    context: dict[str, Any] = {
        "title": title or TITLES.get(status, TITLES[400]),
        "sentences": sentences,
        "number": number,
        "way": way,
        "written": written(),
        "on_a_page": partial,
    }
    body = render_template("components/error_part.html" if partial else "layouts/error.html", **context)
    return current_app.response_class(body, status=status, mimetype="text/html")
