"""A network between a piped phone and the application, as moody as a test wants it: one mood for each request."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import StrEnum

from tests.faults.exchange import PORTAL
from tests.faults.node_phone import Answer, Request


class Mood(StrEnum):
    FINE = "fine"
    REFUSED = "refused"
    DROPPED = "dropped"  # it arrived, and nothing is heard of it
    CUT = "cut"  # half of the answer
    TWICE = "twice"
    LATE = "late"  # nothing is heard, and it arrives when somebody lets it
    HTML = "html"
    SIGN_IN = "sign-in"


class Network:
    """`server` is asked for real. What was delivered can be sent again, and what is late can be let go."""

    def __init__(self, server: Callable[[Request], Answer]) -> None:
        self.server = server
        self.moods: deque[Mood] = deque()
        self.delivered: list[Request] = []
        self.late: list[Request] = []

    def __call__(self, request: Request) -> Answer | None:
        mood = self.moods.popleft() if self.moods else Mood.FINE
        if mood is Mood.REFUSED:
            return None
        if mood is Mood.HTML:
            return Answer(200, {"Content-Type": "text/html"}, PORTAL.decode())
        if mood is Mood.SIGN_IN:
            return Answer(302, {"Location": "/sign-in"}, "")
        if mood is Mood.LATE:
            self.late.append(request)
            return None
        answer = self.passed_on(request)
        if mood is Mood.TWICE:
            answer = self.passed_on(request)
        if mood is Mood.CUT:
            return Answer(answer.status, answer.headers, answer.text[: len(answer.text) // 2])
        return None if mood is Mood.DROPPED else answer

    def passed_on(self, request: Request) -> Answer:
        if request.url == "/envelopes":
            self.delivered.append(request)
        return self.server(request)
