"""The first administrator: a code that opens once, and everything made or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.checklists.models import Checklist
from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role
from spotcheck.organisation.models import Account, Organisation, Person
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.set_up_codes import make_code
from spotcheck.standards.models import Standard
from tests.client import Client
from tests.support.rows import every_row

Browser = Callable[..., Client]
FORM = {
    "organisation": "Hazel Group",
    "administrator": "Alex",
    "sign_in": "alex@example.org",
    "password": "three plain words",
}


@pytest.fixture
def code(app: Flask, clock: FixedClock) -> str:
    made = make_code(at=clock.now())
    db.session.commit()
    return made


def set_up(client: Client, **form: str) -> Any:
    client.get("/set-up")
    return client.post("/set-up", {**FORM, **form})


def count(model: type[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_where_nobody_is_yet_the_first_page_is_set_up(app: Flask, client_for: Browser) -> None:
    client = client_for()
    assert client.get("/").location == "/set-up"
    assert client.get("/sign-in").location == "/"


def test_with_the_code_an_organisation_is_there_with_all_it_starts_with(code: str, client_for: Browser) -> None:
    client = client_for()
    answer = set_up(client, code=code)
    assert (answer.status_code, answer.location) == (303, "/set-up/services")
    assert client.get("/").location == "/today"
    person = db.session.scalars(sa.select(Person)).one()
    at = person.account_id and db.session.get_one(Account, person.account_id).created_at
    assert standing_of(person.organisation_id, person.id, at=at).roles == {Held(Role.ADMINISTRATOR, None)}
    assert count(Standard) > 10
    assert count(Checklist) >= 5
    assert history.broken_at(person.organisation_id) is None
    assert "Your organisation is there" in client.get("/set-up/services").text


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no dashes"])
def test_the_code_may_be_typed_as_people_type(typed: str, code: str, client_for: Browser) -> None:
    written = {"lower": code.lower(), "no dashes": code.replace("-", "")}.get(typed, typed.format(code))
    assert set_up(client_for(), code=written).status_code == 303


def test_it_opens_once(code: str, client_for: Browser) -> None:
    assert set_up(client_for(), code=code).status_code == 303
    assert client_for().get("/set-up").location == "/"
    other = client_for()
    other.get("/sign-in")
    answer = other.post("/set-up", {**FORM, "code": code, "sign_in": "other@example.org"})
    assert answer.status_code == 422
    assert "no longer valid" in answer.text
    assert count(Organisation) == 1


def test_a_new_code_makes_the_earlier_one_worthless(code: str, client_for: Browser, clock: FixedClock) -> None:
    make_code(at=clock.now())
    db.session.commit()
    assert set_up(client_for(), code=code).status_code == 422


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"code": "AAAA-AAAA-AAAA-AAAA"}, "code"),
        ({"code": ""}, "code"),
        ({"organisation": " "}, "organisation"),
        ({"administrator": ""}, "administrator"),
        ({"sign_in": "a"}, "sign_in"),
        ({"password": "short"}, "password"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_made(
    form: dict[str, str], field: str, code: str, client_for: Browser
) -> None:
    before = every_row()
    answer = set_up(client_for(), **{"code": code, **form})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert FORM["password"] not in answer.text
    assert every_row() == before
    assert set_up(client_for(), code=code).status_code == 303


def test_a_second_organisation_has_a_code_of_its_own(code: str, client_for: Browser, clock: FixedClock) -> None:
    set_up(client_for(), code=code)
    second = make_code(at=clock.now())
    db.session.commit()
    taken = set_up(client_for(), code=second, organisation="Other Care")
    assert 'href="#sign_in"' in taken.text
    assert set_up(client_for(), code=second, organisation="Other Care", sign_in="otto").status_code == 303
    assert count(Organisation) == 2
