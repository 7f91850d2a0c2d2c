"""A browser's line to the server, over real HTTP: what a person does before they put the phone into their pocket."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tests.cast import PASSWORD, Member


class Line:
    """Keeps cookies, and the CSRF token of the page it last looked at."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def sign_in(self, member: Member) -> None:
        self.ask("GET", "/sign-in")
        status, text = self.ask("POST", "/sign-in", form={"sign_in": member.sign_in, "password": PASSWORD})
        assert status == 303, text
        self.ask("GET", "/today")

    def post_json(self, path: str, sent: dict[str, Any]) -> dict[str, Any]:
        status, text = self.ask("POST", path, json_body=sent)
        assert status in {200, 201}, text
        answer: dict[str, Any] = json.loads(text)
        return answer

    def ask(
        self, method: str, path: str, *, form: dict[str, str] | None = None, json_body: dict[str, Any] | None = None
    ) -> tuple[int, str]:
        body, headers = None, {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            body = urlencode({"csrf_token": self.token, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if json_body is not None:
            body = json.dumps(json_body)
            headers |= {"Content-Type": "application/json", "X-CSRFToken": self.token}
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _, rest = value.partition("=")
                    self.cookies[cookie] = rest.partition(";")[0]
            text = answer.read().decode()
        finally:
            line.close()
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text):
            self.token = found.group(1)
        return answer.status, text
