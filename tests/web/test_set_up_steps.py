"""Setting up goes on: services, then people; each step can be left, and Today says what is still missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Held, Role
from spotcheck.organisation.models import Invitation, Person, Service
from spotcheck.organisation.queries import standing_of
from tests.cast import Cast
from tests.client import Client
from tests.pages import words
from tests.support.rows import every_row

Browser = Callable[..., Client]
ELM = {"name": "Elm House", "kind": "supported living", "then": "people"}


def service(name: str) -> Service:
    return db.session.scalars(sa.select(Service).where(Service.name == name)).one()


def people(cast: Cast, **form: str) -> dict[str, str]:
    ids = {f"id_{n}": str(new_id()) for n in range(1, 5)}
    return {"service": str(cast.hazel), "name_1": "Zofia", "role_1": "supervisor", **ids, **form}


@pytest.mark.parametrize(("then", "place"), [("people", "/set-up/people"), ("services", "/set-up/services")])
def test_a_service_is_added_and_the_next_step_is_the_one_that_was_chosen(
    then: str, place: str, cast: Cast, client_for: Browser
) -> None:
    answer = client_for(cast.admin).post("/set-up/services", ELM | {"then": then})
    assert answer.location == place
    assert service("Elm House").kind == "supported living"


def test_whoever_manages_it_too_says_so_with_a_tick(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    client_for(cast.admin).post("/set-up/services", ELM | {"mine": "yes"})
    held = standing_of(cast.organisation_id, cast.admin.id, at=clock.now()).roles
    assert held == {Held(Role.ADMINISTRATOR), Held(Role.MANAGER, service("Elm House").id)}


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Hazel Court"}, "name"),
        ({"kind": "hotel"}, "kind"),
        ({"on_call_number": "ask Alex"}, "on_call_number"),
    ],
)
def test_what_a_service_lacks_is_said_at_its_field(
    form: dict[str, str], field: str, cast: Cast, client_for: Browser
) -> None:
    alex = client_for(cast.admin)
    before = every_row()
    answer = alex.post("/set-up/services", ELM | form)
    assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True)
    assert every_row() == before


def test_several_people_get_a_link_each_at_once(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    page = client_for(cast.admin).post("/set-up/people", people(cast, name_2="Tomek", role_2="care worker"))
    assert "2 people can join now" in words(page)
    assert page.text.count('<section class="slip"') == 2
    zofia = db.session.scalars(sa.select(Person).where(Person.name == "Zofia")).one()
    held = standing_of(cast.organisation_id, zofia.id, at=clock.now()).roles
    assert held == {Held(Role.SUPERVISOR, cast.hazel)}


def test_sent_twice_nobody_is_there_twice(cast: Cast, client_for: Browser) -> None:
    alex, form = client_for(cast.admin), people(cast)
    for _ in range(2):
        assert alex.post("/set-up/people", form).status_code == 200
    assert db.session.scalar(sa.select(sa.func.count()).where(Person.name == "Zofia")) == 1


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name_1": ""}, "Write the name of one person at least."),
        ({"name_2": "zofia", "role_2": "care worker"}, "Somebody with two roles is invited once"),
        ({"role_1": "administrator"}, "Choose a role."),
        ({"service": ""}, "Choose where they work."),
        ({"name_3": "x" * 81}, "at most 80 characters"),
    ],
)
def test_what_one_row_lacks_is_said_there_and_nobody_is_added(
    form: dict[str, str], says: str, cast: Cast, client_for: Browser
) -> None:
    answer = client_for(cast.admin).post("/set-up/people", people(cast, **form))
    assert answer.status_code == 422
    assert says in words(answer)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 0
    if "name_1" not in form:
        assert 'value="Zofia"' in answer.text


def test_today_says_what_is_left_and_where(cast: Cast, client_for: Browser) -> None:
    alex = client_for(cast.admin)
    alex.post("/set-up/services", ELM)
    today = alex.get("/today")
    assert "Left to set up" in words(today)
    assert "Say whom to ring when someone is at risk: Elm House and Mill Lane." in words(today)
    assert 'href="/services"' in today.text
    alex.post("/set-up/people", people(cast))
    assert "1 person has not joined yet." in words(alex.get("/today"))


@pytest.mark.parametrize("who", ["samuel", "grace", "nadia"])
def test_what_is_left_to_set_up_is_the_administrator_s(who: str, cast: Cast, client_for: Browser) -> None:
    client_for(cast.admin).post("/set-up/services", ELM)
    assert "Left to set up" not in words(client_for(getattr(cast, who)).get("/today"))


def test_without_a_service_the_third_step_leads_back_to_the_second(cast: Cast, client_for: Browser) -> None:
    db.session.execute(sa.update(Service).values(ended_at=sa.func.current_timestamp()))
    db.session.commit()
    page = client_for(cast.admin).get("/set-up/people")
    assert "add a service first" in words(page)
    assert "Add your first service." in words(client_for(cast.admin).get("/today"))


def test_what_competence_needs_is_a_step_that_can_wait(cast: Cast, client_for: Browser) -> None:
    alex = client_for(cast.admin)
    for step in ("/set-up/services", "/set-up/people"):
        assert "4. Competence, can wait" in words(alex.get(step))
    page = alex.get("/set-up/people")
    assert "Say what competence needs" in words(page)
    assert 'href="/competence/needed"' in page.text
    assert "Use the ready-made ones" in words(alex.get("/competence/needed"))
