"""A person's own page about mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.core.database import db
from spotcheck.messages.mail_models import Letter, MailAddress
from tests.cast import Cast
from tests.client import Client


@pytest.fixture
def mail_is_on(app: Flask) -> Iterator[None]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, smtp_host="mail.example.org", site="https://spotcheck.example.org")
    yield
    app.extensions["settings"] = before


def code() -> str:
    return str((db.session.scalars(sa.select(Letter)).one().holds or {})["code"])


def test_without_a_mail_server_the_page_says_so(cast: Cast, client_for: Callable[..., Client]) -> None:
    browser = client_for(cast.grace)
    page = browser.get("/mail")
    assert "Mail is off: no mail server is set." in page.text
    assert browser.post("/mail", data={"address": "grace@example.org"}).status_code == 409
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


@pytest.mark.usefixtures("mail_is_on")
def test_from_an_address_to_mail_and_back(cast: Cast, client_for: Callable[..., Client]) -> None:
    browser = client_for(cast.grace)
    assert browser.post("/mail", data={"address": "not one"}).status_code == 422
    browser.post("/mail", data={"address": "grace@example.org"})
    assert "waits for its code" in browser.get("/mail").text
    wrong = browser.post("/mail/confirmation", data={"code": "22222222"})
    assert (wrong.status_code, "This is another code" in wrong.text) == (422, True)
    browser.post("/mail/confirmation", data={"code": code()})
    assert "Mail comes to you" in browser.get("/mail").text
    browser.post("/mail/choice", data={"wants": "must act"})
    assert db.session.scalars(sa.select(MailAddress)).one().wants == "must act"
    browser.post("/mail/removal")
    assert "No mail comes to you" in browser.get("/mail").text


@pytest.mark.usefixtures("mail_is_on")
def test_an_address_is_its_persons_own(cast: Cast, client_for: Callable[..., Client]) -> None:
    client_for(cast.grace).post("/mail", data={"address": "grace@example.org"})
    assert "grace@example.org" not in client_for(cast.admin).get("/mail").text


def test_what_did_not_arrive_is_for_administrators(cast: Cast, client_for: Callable[..., Client]) -> None:
    assert "Mail that did not arrive" in client_for(cast.admin).get("/mail").text
    assert "Mail that did not arrive" not in client_for(cast.grace).get("/mail").text
