"""Joining with a link, in a browser: the link leaves the address at once, and nobody learns who has an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.organisation.models import Account, Invitation, Person
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.pages import words

Browser = Callable[..., Client]
ZOFIA = {"sign_in": "zofia", "password": "three quiet words"}


@pytest.fixture
def path(cast: Cast, client_for: Browser) -> str:
    """The path of a link that Samuel made for Zofia, as his page shows it."""
    made = client_for(cast.samuel).post("/people", {
        "id": str(new_id()), "name": "Zofia", "role": "supervisor", "service": str(cast.hazel),
    })  # fmt: skip
    assert made.status_code == 200
    address = re.search(r'<p class="address">([^<]+)</p>', made.text)
    assert address is not None
    assert unescape(address[1]) in unescape(re.findall(r"<textarea[^>]*>([^<]+)<", made.text)[0])
    return urlsplit(unescape(address[1])).path


def opened(path: str, client: Client) -> Client:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/join")
    client.get("/join")
    return client


def test_the_link_is_gone_from_the_address_at_once(path: str, client_for: Browser) -> None:
    client = opened(path, client_for())
    page = client.get("/join")
    token = path.rsplit("/", 1)[1]
    assert token not in page.text
    cookie = client.flask.get_cookie("spotcheck")
    assert cookie is not None
    assert token not in cookie.value
    assert "Hello Zofia Samuel invites you to Hazel Group." in words(page)


def test_a_preview_that_follows_the_link_spends_nothing(path: str, client_for: Browser) -> None:
    for _ in range(3):
        opened(path, client_for())
    assert opened(path, client_for()).post("/join", ZOFIA).location == "/today"


def test_whoever_joins_lands_on_today(path: str, client_for: Browser) -> None:
    client = opened(path, client_for())
    page = client.post("/join", ZOFIA, follow=True)
    assert page.request.path == "/today"
    assert "Welcome, Zofia. You are signed in." in page.text
    assert "Observe" in page.text
    assert client.post("/sign-out").status_code == 303
    client.token = None
    client.get("/sign-in")
    assert client.post("/sign-in", ZOFIA).status_code == 303


def test_the_same_browser_cannot_use_it_again(path: str, client_for: Browser) -> None:
    first, second = opened(path, client_for()), opened(path, client_for())
    assert first.post("/join", ZOFIA).status_code == 303
    again = second.post("/join", {**ZOFIA, "sign_in": "somebody.else"})
    assert again.status_code == 410
    assert "This link was used, or has ended." in words(again)


def test_whoever_gets_a_forwarded_link_is_told_whose_it_is(path: str, client_for: Browser) -> None:
    assert "Is this not you? Then do not go on. Tell Samuel, who can end this link." in words(
        opened(path, client_for()).get("/join")
    )


@pytest.mark.parametrize("why", ["used", "over", "revoked"])
def test_a_link_that_is_worth_nothing_says_what_to_do(
    why: str, path: str, cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    late = opened(path, client_for())
    if why == "used":
        opened(path, client_for()).post("/join", ZOFIA)
    if why == "over":
        clock.move(days=7)
    if why == "revoked":
        made = db.session.scalars(sa.select(Invitation)).one()
        client_for(cast.samuel).post(f"/invitations/{made.id}/ending")
    for answer in (late.get("/join"), late.post("/join", {**ZOFIA, "sign_in": "somebody.else"})):
        assert answer.status_code == 410
        assert "This link was used, or has ended. Ask whoever gave it to you for a new one." in words(answer)


def test_without_a_link_there_is_nothing_to_join(cast: Cast, client_for: Browser) -> None:
    client = opened("/invitations/made-up", client_for())
    unknown = client.get("/join")
    assert unknown.status_code == 410
    assert client_for().get("/join").data == unknown.data
    assert client.post("/join", ZOFIA).status_code == 400  # no form was shown, so there is no token to send
    assert db.session.scalar(sa.select(Account.id).where(Account.sign_in == "zofia")) is None


def test_somebody_else_s_session_on_the_phone_ends(path: str, cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.grace)
    kept = client.flask.get_cookie("spotcheck")
    assert kept is not None
    opened(path, client)
    assert "Grace is signed in here." in words(client.get("/join"))
    client.post("/join", ZOFIA)
    assert "Zofia" in client.get("/today").text
    client.flask.set_cookie("spotcheck", kept.value)
    assert client.get("/today").status_code == 303


def test_an_account_from_another_workplace_joins(path: str, cast: Cast, client_for: Browser) -> None:
    client = opened(path, client_for())
    assert client.post("/join/sign-in", {"sign_in": "outsider", "password": PASSWORD}).location == "/today"
    people = db.session.scalars(sa.select(Person.name).where(Person.account_id == cast.outsider.person.account_id))
    assert set(people) == {"Outsider", "Zofia"}


def test_a_wrong_password_and_a_name_nobody_has_get_the_same_words(path: str, client_for: Browser) -> None:
    def answer(name: str) -> tuple[int, str]:
        said = opened(path, client_for()).post("/join/sign-in", {"sign_in": name, "password": "not the right one"})
        return said.status_code, words(said)

    assert answer("outsider") == answer("nobody.at.all")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"sign_in": "grace", "password": "three quiet words"}, "cannot be used here. Choose another one"),
        ({"sign_in": "zo fia", "password": "three quiet words"}, "no spaces"),
        ({"sign_in": "zofia", "password": "short"}, "at least 10 characters"),
        ({}, "Choose the name you sign in with."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_link_stays(
    form: dict[str, str], says: str, path: str, client_for: Browser
) -> None:
    client = opened(path, client_for())
    page = client.post("/join", form)
    assert page.status_code == 422
    assert says in words(page)
    assert client.post("/join", ZOFIA).location == "/today"


def test_names_are_not_guessed_with_one_link_for_long(
    path: str, cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    client = opened(path, client_for())
    tried = [client.post("/join", {**ZOFIA, "sign_in": "grace"}).status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]
    clock.move(minutes=16)
    assert client.post("/join", ZOFIA).location == "/today"


def test_a_log_holds_no_link(path: str, client_for: Browser, caplog: pytest.LogCaptureFixture) -> None:
    client = client_for()
    client.app.config["PROPAGATE_EXCEPTIONS"] = False
    view = client.app.view_functions["organisation.open_invitation"]
    try:
        client.app.view_functions["organisation.open_invitation"] = lambda token: 1 / 0
        assert client.get(path).status_code == 500
    finally:
        client.app.view_functions["organisation.open_invitation"] = view
        client.app.config["PROPAGATE_EXCEPTIONS"] = None
    assert "/invitations/<token>" in caplog.text
    assert path.rsplit("/", 1)[1] not in "".join(record.getMessage() for record in caplog.records)


def test_the_picture_is_drawn_for_a_camera(cast: Cast, client_for: Browser) -> None:
    made = client_for(cast.samuel).post(
        "/people", {"id": str(new_id()), "name": "Zofia", "role": "supervisor", "service": str(cast.hazel)}
    )
    assert re.search(r'<svg class="qr"[^>]*aria-label="A picture of the link for Zofia', made.text)
    assert "only this computer knows" in words(made)
