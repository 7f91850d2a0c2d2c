"""Leaving, coming back, and going on in another place, as pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast, Member
from tests.client import Client
from tests.pages import words

Browser = Callable[..., Client]


def here_and_there(cast: Cast, clock: FixedClock) -> Member:
    """Somebody of Other Care who helps out at Hazel Court, with the same sign-in."""
    by = cast.admin.standing()
    person = add_person("Outsider", account_id=cast.outsider.person.account_id, by=by, at=clock.now())
    give_role(person, Role.CARE_WORKER, cast.hazel_court, by=by, at=clock.now())
    db.session.commit()
    return Member("Outsider", "outsider", person.organisation_id, person.id, clock.now())


def signed_in_at(client: Client, organisation_id: object) -> Client:
    client.get("/sign-in")
    page = client.post("/sign-in", {"sign_in": "outsider", "password": "three plain words"})
    assert page.status_code == 200
    token = page.text.split('name="token" value="')[1].split('"')[0]
    client.post("/sign-in/organisation", {"organisation": str(organisation_id), "token": token})
    client.token = None
    return client


def test_whoever_left_is_signed_out_with_their_next_tap(cast: Cast, client_for: Browser) -> None:
    grace, samuel = client_for(cast.grace), client_for(cast.samuel)
    page = samuel.get(f"/people/{cast.grace.id}")
    assert "End their work here" in words(page)
    answer = samuel.post(f"/people/{cast.grace.id}/ending", follow=True)
    assert "Grace does not work here any more. What they did stays." in answer.text
    assert grace.get("/today").location.startswith("/sign-in")


def test_they_come_back_from_the_list_of_those_who_left(cast: Cast, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    samuel.post(f"/people/{cast.grace.id}/ending")
    assert "Do not work here any more Grace" in words(samuel.get("/people?service=left"))
    page = samuel.get(f"/people/{cast.grace.id}")
    assert "Comes back" in words(page)
    assert "End their work here" not in words(page)
    back = samuel.post(
        f"/people/{cast.grace.id}/return", {"role": "supervisor", "service": str(cast.hazel)}, follow=True
    )
    assert "Grace works here again." in back.text
    assert client_for(cast.grace).get("/today").status_code == 200


def test_nobody_is_offered_to_end_their_own_work(cast: Cast, client_for: Browser) -> None:
    alex = client_for(cast.admin)
    assert "End their work here" not in words(alex.get(f"/people/{cast.admin.id}"))
    page = alex.post(f"/people/{cast.admin.id}/ending")
    assert page.status_code == 409
    assert "You cannot end your own work here." in words(page)


@pytest.mark.parametrize(("who", "button"), [("samuel", True), ("grace", False)])
def test_an_action_without_its_lead_asks_for_another(
    who: str, button: bool, cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    action = make.an_action(cast, State.AGREED, at=clock.now())
    end_work(cast.priya.person, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    client = client_for(getattr(cast, who))
    page = words(client.get(f"/actions/{action.id}"))
    assert "The lead of this action has left: agree another lead" in page
    assert "Priya, who has left" in page
    assert ("Agree another lead" in page.replace(": agree another lead", "")) is button
    assert "Next: agree another lead. The one before has left." in words(client.get("/actions?view=left"))


def test_the_menu_leads_to_the_other_place_only_for_whoever_has_one(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    assert "Work somewhere else" not in client_for(cast.grace).get("/today").text
    here_and_there(cast, clock)
    assert "Work somewhere else" in signed_in_at(client_for(), cast.organisation_id).get("/today").text


def test_going_to_the_other_place_makes_a_new_session_and_ends_this_one(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    here_and_there(cast, clock)
    client = signed_in_at(client_for(), cast.organisation_id)
    client.get("/organisations")
    before = client.flask.get_cookie("spotcheck")
    page = client.post("/organisations", {"organisation": str(cast.other_organisation_id)}, follow=True)
    assert "You are working in Other Care now." in page.text
    after = client.flask.get_cookie("spotcheck")
    assert before is not None and after is not None
    client.flask.set_cookie("spotcheck", before.value)
    assert client.get("/today").location.startswith("/sign-in")
    client.flask.set_cookie("spotcheck", after.value)
    assert "Hazel" not in client.get("/people").text


def test_nobody_goes_where_their_sign_in_is_nobody(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.grace)
    page = client.post("/organisations", {"organisation": str(cast.other_organisation_id)})
    assert page.status_code == 422
    assert "Choose one of the places" in words(page)
    assert client.get("/today").status_code == 200


def test_staying_keeps_the_session(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    here_and_there(cast, clock)
    client = signed_in_at(client_for(), cast.organisation_id)
    client.get("/organisations")
    assert client.post("/organisations", {"organisation": str(cast.organisation_id)}).location == "/today"
    assert client.get("/today").status_code == 200
