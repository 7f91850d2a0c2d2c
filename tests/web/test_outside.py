"""Somebody from outside is invited from the page of an action, joins, verifies, and is gone again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.organisation.models import Verifier
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.pages import words

Browser = Callable[..., Client]
VERA = {"sign_in": "vera.out", "password": "three quiet words"}


@pytest.fixture
def done(cast: Cast, clock: FixedClock) -> Action:
    action = make.an_action(cast, State.DONE, at=clock.now(), plan=[make.AN_OBSERVATION])
    make.looks(cast, make.queries.plan_of(action)[0], at=clock.now() + timedelta(hours=1))
    db.session.commit()
    clock.move(days=1)
    return action


def invite(client: Client, action: Action, **form: str):
    until = local_date(client.app.extensions["clock"].now()) + timedelta(days=14)
    client.get(f"/actions/{action.id}")
    return client.post(
        f"/actions/{action.id}/verifiers", {"id": str(new_id()), "name": "Vera", "until": until.isoformat(), **form}
    )


def link_in(page: str) -> str:
    address = re.search(r'<p class="address">([^<]+)</p>', page)
    assert address is not None
    return urlsplit(unescape(address[1])).path


def join(path: str, client: Client) -> Client:
    client.get(path)
    client.get("/join")
    assert client.post("/join", VERA).location == "/today"
    client.token = None
    return client


def test_from_the_invitation_to_the_closing_by_pages_only(done: Action, cast: Cast, client_for: Browser) -> None:
    made = invite(client_for(cast.samuel), done)
    assert "Vera can join now" in words(made)
    vera = join(link_in(made.text), client_for())
    assert done.title in words(vera.get("/actions?view=mine"))
    page = vera.get(f"/actions/{done.id}")
    assert "Nothing is missing: you can close this" in words(page)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    assert version is not None
    answer = vera.post(f"/actions/{done.id}/closure", {"version": version[1], "words": "I read all of it."})
    assert answer.status_code == 303
    db.session.refresh(done)
    assert done.state == State.CLOSED.value


def test_they_see_this_action_and_no_other(done: Action, cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    other = make.an_action(cast, State.DONE, at=clock.now(), title="Another one")
    db.session.commit()
    vera = join(link_in(invite(client_for(cast.samuel), done).text), client_for())
    assert vera.get(f"/actions/{done.id}").status_code == 200
    assert vera.get(f"/actions/{other.id}").status_code == 404
    assert vera.get("/people").status_code == 403
    assert "Another one" not in vera.get("/actions").text
    assert "Somebody from outside" not in words(vera.get(f"/actions/{done.id}"))


def test_ended_by_the_manager_they_are_out_with_their_next_tap(done: Action, cast: Cast, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    vera = join(link_in(invite(samuel, done).text), client_for())
    visit = db.session.scalars(sa.select(Verifier)).one()
    page = samuel.get(f"/actions/{done.id}")
    assert "Vera sees this action until" in words(page)
    answer = samuel.post(f"/actions/{done.id}/verifiers/{visit.id}/ending", follow=True)
    assert "Vera does not see this action any more. What they did stays." in answer.text
    assert vera.get(f"/actions/{done.id}").location.startswith("/sign-in")
    vera.token = None
    vera.get("/sign-in")
    again = vera.post("/sign-in", VERA)
    assert again.status_code == 422
    assert "an invitation may have ended" in words(again)


def test_somebody_who_joined_needs_no_other_link(
    done: Action, cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    samuel = client_for(cast.samuel)
    join(link_in(invite(samuel, done).text), client_for())
    second = make.an_action(cast, State.DONE, at=clock.now(), title="The second one")
    db.session.commit()
    visit = db.session.scalars(sa.select(Verifier)).one()
    assert "Somebody new" in words(samuel.get(f"/actions/{second.id}"))
    answer = invite(samuel, second, name="", person=str(visit.person_id))
    assert answer.location == f"/actions/{second.id}"
    assert "with the sign-in they have" in samuel.get(answer.location).text


def test_a_lost_link_is_replaced_by_a_new_one(done: Action, cast: Cast, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    first = link_in(invite(samuel, done).text)
    visit = db.session.scalars(sa.select(Verifier)).one()
    second = link_in(samuel.post(f"/actions/{done.id}/verifiers/{visit.id}/links").text)
    late = client_for()
    late.get(first)
    assert late.get("/join").status_code == 410
    join(second, client_for())


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name": ""}, "Write the name of the person you invite."),
        ({"until": ""}, "Choose the last day"),
        ({"until": "2027-11-01"}, "at most 60 days"),
        ({"until": "soon"}, "Choose a day"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    form: dict[str, str], says: str, done: Action, cast: Cast, client_for: Browser
) -> None:
    answer = invite(client_for(cast.samuel), done, **form)
    assert answer.status_code == 422
    assert says in words(answer)
    if "name" not in form:
        assert 'value="Vera"' in answer.text
    assert db.session.scalars(sa.select(Verifier)).all() == []


def test_an_invitation_of_another_action_is_not_there(
    done: Action, cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    samuel = client_for(cast.samuel)
    invite(samuel, done)
    other = make.an_action(cast, State.DONE, at=clock.now())
    db.session.commit()
    visit = db.session.scalars(sa.select(Verifier)).one()
    for noun in ("ending", "links"):
        assert samuel.post(f"/actions/{other.id}/verifiers/{visit.id}/{noun}").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("grace", 403), ("nadia", 403), ("priya", 403), ("joseph", 404)])
def test_only_who_decides_invites(who: str, status: int, done: Action, cast: Cast, client_for: Browser) -> None:
    assert invite(client_for(getattr(cast, who)), done).status_code == status
