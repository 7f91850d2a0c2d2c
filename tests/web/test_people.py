"""People, roles and services as pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Held, Role
from spotcheck.organisation.models import RoleHeld, Service
from spotcheck.organisation.operations import add_person, give_role
from tests.cast import Cast, Member
from tests.client import Client
from tests.support.rows import every_row

Browser = Callable[..., Client]


def words(page: Any) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.text, flags=re.DOTALL))


def role_id(member: Member) -> Any:
    return db.session.scalars(sa.select(RoleHeld.id).where(RoleHeld.person_id == member.id)).one()


def test_the_list_says_what_each_does_here(cast: Cast, client_for: Browser) -> None:
    page = words(client_for(cast.samuel).get("/people"))
    assert "Hazel Court Amina Care worker Grace Supervisor" in page
    assert "Across the organisation Alex Administrator" in page
    assert "Leila" not in page


def test_the_list_is_narrowed_by_its_address(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    assert "Leila" in words(client.get(f"/people?service={cast.mill}"))
    assert "Amina" not in words(client.get(f"/people?service={cast.mill}&search=&utm=x"))
    assert "Nobody here fits that." in words(client.get("/people?search=Nobody"))


@pytest.mark.parametrize("service", ["another organisation's", "no one's", "not an id", "not theirs"])
def test_a_service_one_may_not_see_is_not_there(service: str, cast: Cast, client_for: Browser) -> None:
    ids = {"another organisation's": cast.other_service, "no one's": new_id(), "not theirs": cast.mill}
    assert client_for(cast.samuel).get(f"/people?service={ids.get(service, 'x')}").status_code == 404


def test_a_long_list_has_more_pages(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    for number in range(60):
        person = add_person(f"Worker {number:02}", by=cast.admin.standing(), at=clock.now())
        give_role(person, Role.CARE_WORKER, cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    client = client_for(cast.samuel)
    page = client.get("/people")
    more = re.search(r'href="([^"]+)" rel="next"', page.text)
    assert more is not None
    second = client.get(more.group(1).replace("&amp;", "&"))
    found = re.findall(r"Worker \d\d", page.text) + re.findall(r"Worker \d\d", second.text)
    assert found == [f"Worker {number:02}" for number in range(60)]
    assert 'rel="prev"' in second.text


def test_a_page_costs_as_many_queries_for_sixty_people_as_for_six(
    cast: Cast, client_for: Browser, clock: FixedClock, statements: list[str]
) -> None:
    client = client_for(cast.samuel)

    def cost() -> int:
        before = len(statements)
        client.get("/people")
        return len(statements) - before

    few = cost()
    for number in range(40):
        person = add_person(f"Worker {number}", by=cast.admin.standing(), at=clock.now())
        give_role(person, Role.CARE_WORKER, cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    assert cost() == few


def test_a_persons_page_says_what_they_are_since_when_and_by_whom(cast: Cast, client_for: Browser) -> None:
    page = words(client_for(cast.samuel).get(f"/people/{cast.grace.id}"))
    assert "Supervisor at Hazel Court Since 3 September 2026, given by Alex" in page
    assert "Has a sign-in." in page
    assert "Give a role" not in page
    assert "End this role" not in page


def test_an_administrator_gives_a_role_and_history_says_so(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.admin)
    where = f"/people/{cast.grace.id}"
    client.get(where)
    answer = client.post(f"{where}/roles", {"role": "manager", "service": str(cast.mill)})
    assert answer.location == where
    page = words(client.get(where))
    assert "Grace is manager at Mill Lane now." in page
    assert "Alex gave the role: manager at Mill Lane" in page
    assert Held(Role.MANAGER, cast.mill) in cast.grace.standing(clock.now()).roles


def test_a_role_that_ended_counts_on_the_very_next_page(cast: Cast, client_for: Browser) -> None:
    grace = client_for(cast.grace)
    assert grace.get(f"/alerts/{new_id()}").status_code == 404
    admin = client_for(cast.admin)
    admin.get("/people")
    answer = admin.post(f"/roles/{role_id(cast.samuel)}/ending")
    assert answer.location == f"/people/{cast.samuel.id}"
    assert "Alex ended the role: manager at Hazel Court" in words(admin.get(answer.location))
    assert client_for(cast.samuel).get("/people").status_code == 404


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"role": "manager?"}, "Choose a role."),
        ({}, "Choose a role."),
        ({"role": "supervisor", "service": ""}, "hold their role at a service"),
        ({"role": "quality lead", "service": "hazel"}, "hold their role across the organisation"),
        ({"role": "manager", "service": "unknown"}, "Choose a service from the list."),
        ({"role": "manager", "service": "foreign"}, "Choose a service from the list."),
        ({"role": "manager", "service": "x"}, "Choose one of those on the page."),
        ({"role": "manager", "person_id": "x"}, "not known here"),
    ],
)
def test_what_cannot_be_given_is_said_beside_the_same_form(
    form: dict[str, str], says: str, cast: Cast, client_for: Browser
) -> None:
    ids = {"hazel": cast.hazel, "unknown": new_id(), "foreign": cast.other_service}
    sent = {name: str(ids.get(value, value)) for name, value in form.items()}
    client = client_for(cast.admin)
    client.get(f"/people/{cast.grace.id}")
    before = every_row()
    answer = client.post(f"/people/{cast.grace.id}/roles", sent)
    assert answer.status_code == 422
    assert says in words(answer)
    assert "Give this role" in words(answer)
    assert every_row() == before


def test_the_only_administrator_reads_why_their_role_stays(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    client.get("/people")
    answer = client.post(f"/roles/{role_id(cast.admin)}/ending")
    assert answer.status_code == 409
    assert "This is the only administrator" in words(answer)


def test_a_manager_who_tries_reads_who_can(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.samuel)
    client.get("/people")
    answer = client.post(f"/people/{cast.grace.id}/roles", {"role": "manager", "service": str(cast.hazel)})
    assert answer.status_code == 403
    assert "an administrator" in words(answer)


def test_a_service_is_added_with_whom_to_ring(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    client.get("/services")
    answer = client.post(
        "/services", {"name": "Elm House", "kind": "extra care", "on_call_name": "", "on_call_number": "01632 960099"}
    )
    page = words(client.get(answer.location))
    assert "Elm House is open." in page
    assert "Extra care" in page
    assert "On call: 01632 960099" in words(client.get("/services"))


def test_what_was_typed_stays_when_something_needs_another_look(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    client.get("/services")
    answer = client.post("/services", {"name": "Hazel Court", "kind": "care home", "on_call_name": "Night desk"})
    assert answer.status_code == 422
    assert 'value="Night desk"' in answer.text
    assert 'href="#name"' in answer.text


def test_whom_to_ring_is_changed_and_history_says_from_what_to_what(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    where = f"/services/{cast.hazel}"
    client.get(where)
    answer = client.post(f"{where}/on-call", {"on_call_name": "Night desk", "on_call_number": ""})
    page = client.get(answer.location).text
    assert "<del>On-call manager</del> → <ins>Night desk</ins>" in page
    assert "<del>01632 960016</del> → <ins>none</ins>" in page
    assert db.session.get_one(Service, (cast.organisation_id, cast.hazel)).on_call_number is None


def test_a_number_nobody_can_ring_is_shown_again_to_be_put_right(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.admin)
    client.get(f"/services/{cast.hazel}")
    answer = client.post(f"/services/{cast.hazel}/on-call", {"on_call_number": "ask Alex"})
    assert answer.status_code == 422
    assert 'value="ask Alex"' in answer.text


def test_a_manager_sees_their_services_and_changes_nothing(cast: Cast, client_for: Browser) -> None:
    page = words(client_for(cast.samuel).get("/services"))
    assert "Hazel Court" in page
    assert "Mill Lane" not in page
    assert "Add a service" not in page


def test_the_head_of_a_page_leads_where_one_may_go(cast: Cast, client_for: Browser) -> None:
    def places(member: Member) -> list[str]:
        return re.findall(r'<li><a href="/(\w+)"', client_for(member).get("/at-risk").text)

    assert places(cast.samuel) == ["today", "actions", "reviews", "mine", "people"]
    assert places(cast.admin) == ["today", "actions", "mine", "people"]
    assert places(cast.tomasz) == ["today", "actions", "mine"]
    assert '<li><a href="/people" aria-current="page">' in client_for(cast.samuel).get("/services").text


def test_another_number_is_added_for_every_service_and_taken_away(cast: Cast, client_for: Browser) -> None:
    client, where = client_for(cast.admin), f"/services/{cast.hazel}"
    client.get(where)
    form = {"other_name": "The council", "other_number": "01632 960300", "everywhere": "yes"}
    assert client.post(f"{where}/other-numbers", form).status_code == 303
    page = client.get(f"/services/{cast.mill}").text
    assert "for every service" in page
    assert "added whom to ring if it is about the manager" in page
    taken = re.search(r'action="(/other-numbers/[^"]+/end)"', page)
    assert taken is not None
    assert client.post(taken.group(1)).status_code == 303
    assert "for every service" not in client.get(where).text


def test_another_number_nobody_can_ring_comes_back_as_it_was_written(cast: Cast, client_for: Browser) -> None:
    client, where = client_for(cast.admin), f"/services/{cast.hazel}"
    client.get(where)
    answer = client.post(f"{where}/other-numbers", {"other_name": "The council", "other_number": "ask Alex"})
    assert answer.status_code == 422
    assert "Write a telephone number" in answer.text
    assert 'value="ask Alex"' in answer.text
    assert 'value="01632 960016"' in answer.text
