"""The one way to answer: a whole page, the same page's part, or a move to another page with a receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, flash, get_flashed_messages, make_response, redirect, render_template, request, url_for
from flask_htmx import HTMX
from werkzeug.wrappers import Response

from spotcheck.core.words import Sentence
from spotcheck.web.filters import spoken


class HTMX4(HTMX):  # type: ignore[misc]  # flask-htmx has no types
    """Flask-HTMX reads the headers of htmx 2; version 4 renamed the one we use."""

    @property
    def partial(self) -> bool:
        """htmx asks for a part of a page, not for a page to put in place of this one."""
        return request.headers.get("HX-Request-Type") == "partial"


htmx = HTMX4()

# What every page shows, whatever it is about: the routes of a room add to this (navigation, who is at risk now).
Frame = Callable[[], dict[str, Any]]
_frames: list[Frame] = []


def frame(give: Frame) -> Frame:
    """Register something that every whole page's layout needs; asked once for each whole page."""
    _frames.append(give)
    return give


def respond(
    page: str, *, part: str | None = None, also: Iterable[str] = (), status: int = 200, **context: Any
) -> Response:
    """Answer with `page`, or, when htmx asks for a part, with `part` and the parts in `also` beside it.

    A part is a template whose root element owns its id and which the page includes, so both show the same.
    One that may come beside another has `{% if beside %} hx-swap-oob="true"{% endif %}` on its root, which
    tells htmx to put it in its own place.
    """
    if htmx.partial and part is not None:
        beside = (render_template(name, beside=True, **context) for name in also)
        body = "\n".join((render_template(part, **context), *beside))
    else:
        for give in _frames:
            context = give() | context  # what the page itself says wins
        body = render_template(page, receipts=get_flashed_messages(), **context)
    response = make_response(body, status)
    response.headers.add("Vary", "HX-Request, HX-Request-Type")
    return response


def go(endpoint: str, *, receipt: Sentence | None = None, **values: Any) -> Response:
    """After a change: on to another page, which shows the receipt. The same for a form and for htmx."""
    if receipt is not None:
        flash(spoken(receipt))
    target = url_for(endpoint, **values)
    if htmx.partial:
        return Response(status=204, headers={"HX-Redirect": target})
    return make_response(redirect(target, code=303))


def init_app(app: Flask) -> None:
    htmx.init_app(app)
