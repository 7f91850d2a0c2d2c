"""A door that a script knocks at answers in JSON, whatever is sent: what happened, in sentences, and never a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.web.guard import needs
from spotcheck.web.in_json import answer, in_json, sent
from tests.cast import Cast, Member
from tests.client import Client

Browser = Callable[..., Client]
Send = Callable[..., TestResponse]
JSON = "application/json"


@in_json
def echo() -> Any:
    """What the tests put in place of a page."""
    given = sent()
    if given.get("break"):
        raise ZeroDivisionError
    if given.get("refuse"):
        raise Refusal(Why.NOT_NOW, say("Not today."), fields={"day": say("Choose another day.")})
    return answer(given)


@pytest.fixture
def send(app: Flask, cast: Cast, client_for: Browser, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Send it to a door in JSON that stands where services are opened; as nobody without `who`."""
    monkeypatch.setitem(app.view_functions, "organisation.open_service", needs(Verb.CHANGE_SERVICES)(echo))
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def knock(data: bytes, kind: str = JSON, *, who: Member | None = cast.admin, token: str | None = None) -> Any:
        client = client_for(who)
        client.get("/today" if who else "/sign-in")
        headers = {"X-CSRFToken": client.token or "" if token is None else token}
        with app.app_context():
            return client.flask.post("/services", data=data, content_type=kind, headers=headers)

    return knock


def test_what_was_sent_is_read(send: Send) -> None:
    found = send('{"name": "Ęlm 💊"}'.encode())
    assert (found.status_code, found.mimetype, found.json) == (200, JSON, {"name": "Ęlm 💊"})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"nothing", b"[]", b"null", b'"text"', b'{"a":', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}',
        b'{"a": "\\ud800"}', b'{"a": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_object_in_json_is_a_sentence(data: bytes, send: Send) -> None:
    found = send(data)
    assert (found.status_code, found.json) == (400, {"says": ["This could not be read, so nothing was changed."]})


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_kind_is_a_sentence(kind: str, send: Send) -> None:
    found = send(b'{"name": "Elm"}', kind)
    assert found.status_code == 415
    assert found.json == {"says": ["Nothing was changed. It was not sent in a way that is known here."]}


def test_too_much_is_a_sentence(send: Send) -> None:
    found = send(b'{"name": "' + b"x" * 2_000_000 + b'"}')
    assert (found.status_code, found.json) == (
        413,
        {"says": ["Nothing was changed. Send less at once, or a smaller file."]},
    )


def test_a_refusal_says_why(send: Send) -> None:
    found = send(b'{"refuse": true}')
    assert (found.status_code, found.json) == (409, {"says": ["Not today.", "Choose another day."]})


def test_without_a_session_or_the_right_or_the_token_it_says_so(send: Send, cast: Cast) -> None:
    nobody, supervisor, forged = send(b"{}", who=None), send(b"{}", who=cast.grace), send(b"{}", token="made up")
    assert [one.status_code for one in (nobody, supervisor, forged)] == [401, 404, 400]
    assert nobody.json == {"says": ["You were signed out, so this was not sent. Nothing was changed."]}
    assert all(one.mimetype == JSON and one.json["says"] for one in (supervisor, forged))


def test_what_breaks_inside_is_a_sentence_with_a_number(send: Send) -> None:
    found = send(b'{"break": true}')
    assert found.status_code == 500
    assert found.json["says"][1].startswith("Number: ")
