"""Bringing in a list of people: what each row means first, then everybody or nobody, and a link for whoever is new."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from spotcheck.core.database import db
from spotcheck.organisation.models import Invitation, Person, RoleHeld
from tests.cast import Cast
from tests.client import Client
from tests.old_plans import as_csv
from tests.pages import hidden, words

ClientFor = Callable[..., Client]
HEADERS = ("Name", "Sign-in name", "Job title", "Home")
LIST = [
    ("Inês Díaz", "ines@example.org", "Carer", "Hazel Court"),
    ("Inês Díaz", "", "Supervisor", "Mill Lane"),
    ("Omar", "07700 900123", "Registered manager", "Mill Lane"),
    ("Grace", "", "Supervisor", "Hazel Court"),
    ("Tomasz", "", "Supervisor", "Hazel Court"),
]


def look(client: Client, rows: list[tuple[str, ...]] = LIST, *, encoding: str = "cp1252") -> TestResponse:
    client.get("/people/list")
    content = as_csv(rows, HEADERS, encoding=encoding)
    return client.post("/people/list", {"file": (io.BytesIO(content), "people.csv")})


def people() -> list[str]:
    return list(db.session.scalars(sa.select(Person.name).order_by(Person.name)))


def roles(cast: Cast) -> int:
    held = sa.select(sa.func.count()).where(RoleHeld.organisation_id == cast.organisation_id)
    return db.session.scalar(held.where(RoleHeld.ended_at.is_(None))) or 0


def test_a_list_is_looked_at_then_brought_in_and_everybody_new_has_a_link(cast: Cast, client_for: ClientFor) -> None:
    before, held = people(), roles(cast)
    admin = client_for(cast.admin)
    assert "/people/list" in admin.get("/people").text
    page = look(admin)
    assert "2 people are new" in words(page)
    assert "One more role: supervisor at Mill Lane." in words(page)
    assert "Here already: supervisor at Hazel Court." in words(page)
    assert people() == before, "looking changes nothing"
    links = admin.post("/people/brought", hidden(page))
    assert "2 people can join now" in words(links)
    assert words(links).count("It works once") == 2
    assert people() == sorted([*before, "Inês Díaz", "Omar"])
    assert roles(cast) == held + 4
    written = db.session.scalars(sa.select(Invitation.sign_in).where(Invitation.sign_in.is_not(None)))
    assert set(written) == {"ines@example.org", "07700 900123"}


def test_the_same_list_again_adds_nobody(cast: Cast, client_for: ClientFor) -> None:
    admin = client_for(cast.admin)
    rows = hidden(look(admin))
    admin.post("/people/brought", rows)
    there, held = people(), roles(cast)
    answer = admin.post("/people/brought", rows, follow=True)
    assert "Everybody of the list is here. Nobody new was added." in answer.text
    assert "Everybody of this list is here already" in words(look(admin, encoding="utf-16"))
    assert (people(), roles(cast)) == (there, held)


def test_while_one_row_is_unclear_nobody_is_brought_in(cast: Cast, client_for: ClientFor) -> None:
    before = people()
    admin = client_for(cast.admin)
    page = look(admin, [*LIST, ("Joe", "", "Nurse", "Hazel Court"), ("Kit", "", "Carer", "Oak")])
    assert "2 rows need another look" in words(page)
    assert "“Nurse” is no role here." in words(page) and "“Oak” is no open service here." in words(page)
    assert hidden(page) == {}, "there is nothing to bring in yet"
    sent = '[{"number": 2, "name": "Joe", "sign_in": "", "role": "nurse", "service": "Hazel Court"}]'
    answer = admin.post("/people/brought", {"rows": sent})
    assert answer.status_code == 422
    assert "so nobody was brought in yet" in words(answer)
    assert people() == before


@pytest.mark.parametrize("sent", ["", "nonsense", "{}", "[]", "[1]", '[{"name": "Joe"}]', "[" * 5000])
def test_what_no_page_sent_is_asked_for_again(cast: Cast, client_for: ClientFor, sent: str) -> None:
    answer = client_for(cast.admin).post("/people/brought", {"rows": sent})
    assert answer.status_code == 422
    assert "Choose the file again, please." in words(answer)


def test_a_file_that_is_no_list_gets_a_sentence(cast: Cast, client_for: ClientFor) -> None:
    admin = client_for(cast.admin)
    assert "Choose the file with the people." in words(admin.post("/people/list", {}))
    answer = admin.post("/people/list", {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(99)), "people.xlsx")})
    assert answer.status_code == 422 and "This is a picture" in words(answer)


@pytest.mark.parametrize("who", ["samuel", "ruth"])
def test_others_are_told_who_can(cast: Cast, client_for: ClientFor, who: str) -> None:
    answer = client_for(getattr(cast, who)).get("/people/list")
    assert answer.status_code == 403 and "an administrator" in answer.text


def test_somebody_of_another_organisation_is_not_known_here(cast: Cast, client_for: ClientFor) -> None:
    page = look(client_for(cast.admin), [("Outsider", "outsider", "Carer", "Hazel Court")])
    assert "New: care worker at Hazel Court." in words(page)
