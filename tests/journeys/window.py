"""A browser whose requests the application of the test answers in the test's own transaction, so all can be undone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route
from werkzeug.test import TestResponse

from tests.matrix.actors import Actor
from tests.matrix.knock import Answered

HERE = "http://localhost"

# What the browser says of an answer that tells a person no; the page shows why.
_TOLD_NO = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d|500) ")
_NO_WORKER = "Service Worker registration blocked by Playwright"  # by this window, which answers everything itself


class Window:
    """`show` puts a page into it; `complaints` is what the browser said meanwhile."""

    def __init__(self, app: Flask, context: BrowserContext) -> None:
        self.app = app
        self.actor: Actor | None = None
        self.complaints: list[str] = []
        self.at_hand: dict[str, Answered] = {}
        self.files: dict[str, TestResponse] = {}
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self._not_loaded)
        context.route("**/*", self._answer)

    def show(self, actor: Actor, path: str, answer: Answered | None = None) -> Page:
        """The page at this path as this person sees it; `answer` is one that was given already, as after a form."""
        self.actor = actor
        self.complaints.clear()
        self.at_hand = {path: answer} if answer else {}
        self.page.goto(HERE + path)
        return self.page

    def _answer(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(HERE)
        if request.url == path:
            self.complaints.append(f"asks somebody else: {request.url}")
            route.abort()
        elif path in self.at_hand:
            answer = self.at_hand.pop(path)
            route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)
        else:
            response = self._asked(request, path)
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    def _asked(self, request: Request, path: str) -> TestResponse:
        if path in self.files:
            return self.files[path]
        assert self.actor is not None
        kept = {name: value for name, value in request.headers.items() if name.startswith("hx-")}
        with self.app.app_context():
            response = self.app.test_client(use_cookies=False).open(
                path,
                method=request.method,
                headers={**kept, "Cookie": self.actor.cookie},
                data=request.post_data_buffer,
            )
        if urlsplit(path).path.startswith("/static/"):
            self.files[path] = response
        return response

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not (_TOLD_NO.match(message.text) or message.text == _NO_WORKER):
            self.complaints.append(f"{message.type}: {message.text}")

    def _not_loaded(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before
            self.complaints.append(f"not loaded: {request.url} {request.failure}")
