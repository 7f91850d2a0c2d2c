"""One request at one door, and what its answer says in the words of the permission table."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers

from spotcheck.core.database import db
from tests.matrix.actors import Actor

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
_TOKENS = re.compile(r"[A-Za-z0-9_=\-]+\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]{20,}")


class Said(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "403, with who can"
    HIDDEN = "404"
    SIGN_IN = "to the sign-in page"
    TURNED_AWAY = "404, 403 or the form again"  # what the form names is not theirs
    BROKEN = "broken"


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Headers
    body: str

    @property
    def said(self) -> Said:
        where = self.headers.get("Location") or self.headers.get("HX-Redirect") or ""
        if where.partition("?")[0] == "/sign-in" or self.status == 401:
            return Said.SIGN_IN
        if self.status == 404:
            return Said.HIDDEN
        if self.status == 403:
            return Said.REFUSED
        return Said.BROKEN if self.status in {400, 405, 429} or self.status >= 500 else Said.ALLOWED

    def is_what(self, wanted: Said) -> bool:
        return self.status in {403, 404, 422} if wanted is Said.TURNED_AWAY else self.said is wanted

    def same_as(self, other: Answered) -> bool:
        """Byte for byte, and in every header, but for the CSRF token, which differs from page to page."""
        mine, theirs = (
            (answer.status, sorted(answer.headers), _TOKENS.sub("token", answer.body)) for answer in (self, other)
        )
        return mine == theirs

    @property
    def words(self) -> str:
        return html.unescape(re.sub(r"<[^>]+>", " ", self.body))


def knock(
    app: Flask,
    actor: Actor,
    method: str,
    path: str,
    form: dict[str, Any] | None = None,
    *,
    part: bool = False,
    token: bool = True,
    in_json: bool = False,
) -> Answered:
    """Send it as this person's browser would; whatever breaks inside is the answer 500, with what broke as its body."""
    headers = {"Cookie": actor.cookie, **(PART if part else {})}
    data, as_json = None, None
    if in_json and method not in {"GET", "HEAD"}:
        as_json = form or {}
        headers |= {"X-CSRFToken": actor.token} if token else {}
    elif method != "GET":
        data = {**({"csrf_token": actor.token} if token else {}), **(form or {})}
    query = form if method == "GET" else None
    try:
        with app.app_context():  # of its own, as on a server; otherwise Flask lends the request the test's
            answer = app.test_client(use_cookies=False).open(
                path, method=method, headers=headers, data=data, json=as_json, query_string=query
            )
    except Exception as broke:  # a test client raises what a server would answer with 500
        db.session.rollback()
        return Answered(500, Headers(), f"{type(broke).__name__}: {broke}")
    return Answered(answer.status_code, answer.headers, answer.get_data().decode(errors="replace"))  # or a picture
