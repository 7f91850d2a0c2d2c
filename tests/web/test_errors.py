"""Whatever is sent, the answer is a page in words: what happened, what is safe, what to do now. A 500 is never one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.core.database import db
from tests.cast import Cast
from tests.client import Client
from tests.html import audit
from tests.support.rows import every_row

Browser = Callable[..., Client]
Send = Callable[..., TestResponse]


@pytest.fixture
def send(app: Flask, cast: Cast, client_for: Browser, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Send anything at all as the administrator; what goes wrong inside becomes an answer, as it does outside tests."""
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    client = client_for(cast.admin)
    client.get("/services")

    def open(path: str, **how: Any) -> TestResponse:
        if isinstance(how.get("data"), dict):
            how["data"] = {"csrf_token": client.token, **how["data"]}
        with app.app_context():
            return client.flask.open(path, **how)

    return open


def heading(answer: TestResponse) -> str:
    audit(answer.text)
    return "".join(re.findall("<h1>(.*?)</h1>", answer.text))


BOUNDARY = "multipart/form-data; boundary=x"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="a', BOUNDARY),
        (b"anything", "multipart/form-data"),
        (b"\x00" * 100, "multipart/form-data; boundary=\xff"),
        (b"--x--", BOUNDARY),
        (b"csrf_token=%ED%A0%80&name=%FF%FE", FORM),
        (b"name=Elm+House", FORM),
        (b"csrf_token=made+up&name=Elm+House", FORM),
        (b'{"name": "Elm House"}', "application/json"),
        (b"", ""),
    ],
)
def test_a_form_that_cannot_be_read_changes_nothing(data: bytes, content_type: str, send: Send) -> None:
    before = every_row()
    answer = send("/services", method="POST", data=data, content_type=content_type)
    assert answer.status_code == 400
    assert heading(answer) == "This was not sent"
    assert "Nothing was changed." in answer.text
    assert every_row() == before


def test_too_many_parts_are_too_much(send: Send) -> None:
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1001))
    answer = send("/services", method="POST", data=parts + b"--x--\r\n", content_type=BOUNDARY)
    assert answer.status_code == 413
    assert heading(answer) == "That is too much at once"


def test_too_long_a_body_is_too_much(send: Send) -> None:
    answer = send("/services", method="POST", data=b"name=" + b"x" * 2_000_000, content_type=FORM)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "name", ["a\x00b", "\x1b[31m", "x" * 300, "💊" * 30, "'; DROP TABLE service; --", "{{ 7 * 7 }}", "%s%n"]
)
def test_any_text_is_text(name: str, send: Send) -> None:
    answer = send("/services", method="POST", data={"name": name, "kind": "care home"})
    assert answer.status_code in {303, 422}
    assert send("/services").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/people?search=%00",
        "/people?search=%ff%fe",
        "/people?after=%00&service=",
        "/people?after=across.00000000-0000-0000-0000-000000000000",
        "/people?search=" + "x" * 80,
        "/people?search=%25_%5C",
        "/at-risk?service=%00",
        "/sign-in?next=%00",
    ],
)
def test_any_address_is_answered(path: str, send: Send) -> None:
    assert send(path).status_code in {200, 303}


@pytest.mark.parametrize(
    "path", ["/nothing-here", "/people/", "/people/x", "/people/%00", "/people/%ff", "/static/x", "/people/" + "0" * 32]
)
def test_what_is_not_there_is_one_page(path: str, send: Send) -> None:
    assert send(path).status_code == 404


def test_a_page_for_nobody_says_so_in_words(send: Send) -> None:
    assert heading(send("/nothing-here")) == "There is nothing here for you"


def test_a_part_that_is_not_there_is_a_part(send: Send) -> None:
    answer = send("/nothing-here", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.status_code == 404
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/services", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("DELETE", "/reviews", {"GET", "HEAD", "OPTIONS"}),
        ("PATCH", "/reviews", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/reviews", {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/sign-out", {"OPTIONS", "POST"}),
        ("LOOK", "/reviews", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_nobody_knows_is_refused_with_those_that_are(
    method: str, path: str, allow: set[str], send: Send
) -> None:
    answer = send(path, method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allow
    assert heading(answer) == "This page cannot do that"


@pytest.mark.parametrize("path", ["/people", "/sign-in", "/healthz", "/nothing-here", "/at-risk"])
def test_asking_for_the_head_alone_gives_the_same_without_a_body(path: str, send: Send) -> None:
    head, whole = send(path, method="HEAD"), send(path)
    assert head.status_code == whole.status_code
    assert head.content_type == whole.content_type
    assert head.data == b""


@pytest.mark.parametrize("cookie", ["spotcheck=garbage", "spotcheck=", "spotcheck=.eJw.x.y", "spotcheck=\xff", "=;=;"])
def test_a_cookie_that_somebody_made_up_is_nobody(cookie: str, app: Flask, cast: Cast) -> None:
    answer = app.test_client(use_cookies=False).get("/people", headers={"Cookie": cookie})
    assert answer.status_code == 303


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Exception], None]]:
    """Have the list of people raise this."""

    def breaks(mishap: Exception) -> None:
        def view() -> None:
            raise mishap

        monkeypatch.setitem(app.view_functions, "organisation.people", view)

    yield breaks


def test_a_mishap_has_a_number_and_tells_nothing_of_its_inside(
    send: Send, broken: Callable[[Exception], None], caplog: pytest.LogCaptureFixture
) -> None:
    broken(ZeroDivisionError("a secret"))
    answer = send("/people")
    assert answer.status_code == 500
    assert heading(answer) == "Something went wrong on our side"
    number = re.search(r'class="reference">([0-9a-f]{8})<', answer.text)
    assert number is not None
    assert number.group(1) in caplog.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "away",
    [
        sa.exc.OperationalError("SELECT 1", {}, Exception("database is locked")),
        sa.exc.InterfaceError("SELECT 1", {}, Exception("connection already closed")),
        sa.exc.TimeoutError("QueuePool limit"),
    ],
)
def test_a_database_that_is_busy_or_away_asks_for_patience(
    away: Exception, send: Send, broken: Callable[[Exception], None]
) -> None:
    broken(away)
    answer = send("/people")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert heading(answer) == "Busy for a moment"


def test_what_the_database_cannot_hold_was_sent_wrongly(send: Send, broken: Callable[[Exception], None]) -> None:
    broken(sa.exc.DataError("SELECT 1", {}, Exception("integer out of range")))
    assert send("/people").status_code == 400


def test_after_any_refusal_the_next_request_begins_afresh(send: Send) -> None:
    send("/services", method="POST", data={"name": "Hazel Court", "kind": "care home"})
    assert send("/services", method="POST", data={"name": "Elm House", "kind": "care home"}).status_code == 303
    assert db.session.scalar(sa.text("SELECT count(*) FROM service WHERE name = 'Elm House'")) == 1
