"""A browser without JavaScript: keeps cookies, sends the CSRF token of the page it looks at, and reads each page's HTML
with a critical eye (`tests.html`)."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.core.database import db
from tests.cast import PASSWORD, Member
from tests.html import audit


class Client:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.flask = app.test_client()
        self.token: str | None = None

    def get(self, path: str, *, part: bool = False, **headers: str) -> TestResponse:
        """Open a page (`part=True`: as htmx asks for a part). Its HTML is audited."""
        sent = {**_PART, **headers} if part else headers
        return self._open(path, part=part, headers=sent)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, part: bool = False, follow: bool = False
    ) -> TestResponse:
        """Send a form with the CSRF token of the last page. Opens Today first when no page was looked at yet."""
        if self.token is None:
            self.get("/today")
        form = {"csrf_token": self.token or "", **(data or {})}
        headers = _PART if part else {}
        return self._open(path, part=part, method="POST", data=form, headers=headers, follow_redirects=follow)

    def sign_in(self, person: Member, password: str = PASSWORD) -> TestResponse:
        self.get("/sign-in")
        answer = self.post("/sign-in", {"sign_in": person.sign_in, "password": password})
        assert answer.status_code == 303, answer.text
        self.token = None
        return answer

    def _open(self, path: str, *, part: bool, **how: Any) -> TestResponse:
        # The test has an app context open, and Flask would lend it to the request: who is signed in would stay from one
        # request to the next. A context of its own is what a request has outside tests.
        with self.app.app_context():
            response = self.flask.open(path, **how)
        return self._seen(response, part=part)

    def _seen(self, response: TestResponse, *, part: bool) -> TestResponse:
        db.session.expire_all()  # what the request changed is read afresh by the test
        if response.mimetype == "text/html" and response.data and not response.location:
            audit(response.text, part=part)
            if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.text):
                self.token = found.group(1)
        return response


_PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
