"""Signing in and out: nobody learns who has an account, and a session is worth nothing once it has ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.organisation.models import Account, Person, SignInAttempt, SignInChoice, SignInSession
from spotcheck.organisation.operations import add_person
from spotcheck.organisation.sign_in import offer_choice
from tests.cast import PASSWORD, Cast, Member
from tests.client import Client

Browser = Callable[..., Client]
WRONG = "do not go together"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    client.get("/sign-in")
    return client.post("/sign-in", {"sign_in": name, "password": password, **more})


def cookie(client: Client) -> str:
    found = client.flask.get_cookie("spotcheck")
    assert found is not None
    return found.value


def account_of(member: Member) -> Account:
    return db.session.get_one(Account, member.person.account_id)


def is_signed_in(client: Client) -> bool:
    return client.get("/at-risk").text.count("Sign out") == 1


@pytest.mark.parametrize("typed", ["grace", "  GRACE "])
def test_the_right_words_open_the_door(typed: str, cast: Cast, client_for: Browser) -> None:
    client = client_for()
    answer = sign_in(client, typed)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(client)


def test_a_mobile_number_opens_it_however_it_is_spaced(cast: Cast, client_for: Browser) -> None:
    account_of(cast.grace).sign_in = "+447700900142"
    db.session.commit()
    assert sign_in(client_for(), "07700 900 142").status_code == 303


def test_a_wrong_password_and_a_name_nobody_has_get_the_same_bytes(cast: Cast, client_for: Browser) -> None:
    def answer(name: str) -> tuple[int, str]:
        said = sign_in(client_for(), name, "not the right words")
        return said.status_code, re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", said.text).replace(name, "NAME")

    known = answer("grace")
    assert known == answer("nobody.at.all")
    account_of(cast.grace).ended_at = cast.grace.made_at
    db.session.commit()
    assert known == answer("grace")
    assert known[0] == 422
    assert WRONG in known[1]
    assert "not the right words" not in known[1]


class Counting(PasswordHasher):
    """Counts how often a whole password was worked through, which is what takes the time."""

    worked = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        try:
            return super().verify(hash, password)  # type: ignore[return-value]
        except VerifyMismatchError:
            self.worked += 1
            raise


@pytest.mark.parametrize("name", ["grace", "nobody.at.all", "x" * 150])
def test_it_takes_as_long_for_a_name_nobody_has(
    name: str, app: Flask, cast: Cast, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setitem(app.extensions, "hasher", counting)
    sign_in(client_for(), name, "not the right words")
    assert counting.worked == 1


@pytest.mark.parametrize("missing", ["sign_in", "password"])
def test_what_is_left_out_is_asked_for(missing: str, cast: Cast, client_for: Browser) -> None:
    answer = sign_in(client_for(), **{"name": "grace", "password": PASSWORD, missing.replace("sign_in", "name"): ""})
    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.text


def test_tries_are_counted_although_each_was_refused(cast: Cast, client_for: Browser) -> None:
    client = client_for()
    for _ in range(10):
        assert sign_in(client, "grace", "not the right words").status_code == 422
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInAttempt)) == 20
    answer = sign_in(client, "Grace")
    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.text
    assert answer.headers["Retry-After"] == "900"


def test_guessing_a_name_nobody_has_is_slowed_down_in_the_same_way(cast: Cast, client_for: Browser) -> None:
    client = client_for()
    answers = [sign_in(client, "nobody.at.all", "not the right words").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_after_a_quarter_of_an_hour_one_may_try_again(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for()
    for _ in range(10):
        sign_in(client, "grace", "not the right words")
    clock.move(minutes=15)
    assert sign_in(client, "grace").status_code == 303


def test_one_place_may_try_many_names_and_then_no_more(
    cast: Cast, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spotcheck.organisation.rules.TRIES_PER_ADDRESS", 3)
    client = client_for()
    answers = [sign_in(client, f"name-{n}", "not the right words").status_code for n in range(4)]
    assert answers == [422, 422, 422, 429]


def test_a_whole_home_may_sign_in_from_one_place(
    cast: Cast, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spotcheck.organisation.rules.TRIES_PER_ADDRESS", 1)
    for name in ("grace", "samuel", "tomasz"):
        assert sign_in(client_for(), name).status_code == 303


def test_a_right_password_forgets_the_wrong_ones(cast: Cast, client_for: Browser) -> None:
    for _ in range(3):
        for _ in range(9):
            sign_in(client_for(), "grace", "not the right words")
        assert sign_in(client_for(), "grace").status_code == 303


def test_no_name_and_no_address_can_be_read_from_the_tries(cast: Cast, client_for: Browser) -> None:
    sign_in(client_for(), "grace", "not the right words")
    keys = db.session.scalars(sa.select(SignInAttempt.key)).all()
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_a_copied_cookie_is_worthless_after_signing_out(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.grace)
    copied = cookie(client)
    thief = client_for()
    thief.flask.set_cookie("spotcheck", copied)
    assert is_signed_in(thief)
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    thief.flask.set_cookie("spotcheck", copied)
    assert not is_signed_in(thief)
    assert thief.get("/people").location.startswith("/sign-in")
    assert "You are signed out." in client.get("/sign-in").text
    assert not is_signed_in(client)


def test_signing_out_ends_this_session_and_no_other(cast: Cast, client_for: Browser) -> None:
    phone, desk = client_for(cast.grace), client_for(cast.grace)
    phone.post("/sign-out")
    assert is_signed_in(desk)


def test_a_session_ends_after_a_shift(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.grace)
    clock.move(hours=12, minutes=59)
    assert is_signed_in(client)
    clock.move(minutes=1)
    assert not is_signed_in(client)


@pytest.mark.parametrize("what", ["account", "person"])
def test_a_session_ends_when_somebody_leaves(what: str, cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.grace)
    gone = account_of(cast.grace) if what == "account" else cast.grace.person
    gone.ended_at = clock.now()
    db.session.commit()
    assert not is_signed_in(client)
    answer = sign_in(client, "grace")
    assert answer.status_code == 422
    assert (WRONG if what == "account" else "not used anywhere") in answer.text


def test_the_token_itself_is_kept_nowhere_but_in_the_browser(app: Flask, cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.grace)
    with client.flask.session_transaction() as kept:
        token = kept["_user_id"]
    digests = db.session.scalars(sa.select(SignInSession.token_digest)).all()
    assert token not in digests
    assert len(digests) == 1


def test_what_a_browser_kept_before_is_gone_after_signing_in(cast: Cast, client_for: Browser) -> None:
    client = client_for()
    client.get("/sign-in")
    with client.flask.session_transaction() as kept:
        kept["planted"], before = "by somebody else", kept["csrf_token"]
    sign_in(client, "grace")
    client.get("/at-risk")
    with client.flask.session_transaction() as kept:
        assert "planted" not in kept
        assert kept["csrf_token"] != before


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/people?service=across", "/people?service=across"),
        ("//evil.example.org", "/"),
        ("/\\evil.example.org", "/"),
        ("https://evil.example.org/", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_goes_on_to_a_page_of_ours(
    wanted: str, goes_to: str, cast: Cast, client_for: Browser
) -> None:
    client = client_for()
    assert "evil" not in client.get(f"/sign-in?next={wanted}").text
    assert sign_in(client, "grace", next=wanted).location == goes_to
    assert client.get(f"/sign-in?next={wanted}").location == goes_to


def test_a_wrong_try_does_not_lose_the_page_one_wanted(cast: Cast, client_for: Browser) -> None:
    answer = sign_in(client_for(), "grace", "not the right words", next="/people")
    assert '<input type="hidden" name="next" value="/people">' in answer.text


def test_a_page_that_needs_somebody_sends_to_the_sign_in_and_back(cast: Cast, client_for: Browser) -> None:
    assert client_for().get("/people?service=across").location == "/sign-in?next=/people?service%3Dacross"


def test_what_was_sent_too_late_is_said_to_be_not_sent(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.admin)
    client.get("/services")
    clock.move(hours=13)
    with client.app.app_context():
        answer = client.flask.post(
            "/services",
            data={"csrf_token": client.token, "name": "Elm House", "kind": "care home"},
            headers={"Referer": "http://localhost/services"},
        )
    assert answer.location == "/sign-in?next=/services"
    assert "this was not sent" in client.get(answer.location).text


def test_a_part_that_is_asked_for_too_late_leads_back_to_its_page(cast: Cast, client_for: Browser) -> None:
    headers = {"HX-Current-URL": "http://localhost/people?service=across"}
    answer = client_for().get("/services", part=True, **headers)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/people?service%3Dacross"


# --- an account that is used in several organisations -------------------------------------------------------------


@pytest.fixture
def grace_elsewhere(cast: Cast, clock: FixedClock) -> Person:
    """Grace works in the other organisation, too."""
    person = add_person("Grace", by=cast.outsider.standing(), at=clock.now(), account_id=cast.grace.person.account_id)
    db.session.commit()
    return person


def token_on(page: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found is not None
    return found.group(1)


def test_somebody_in_several_organisations_says_which_one(
    cast: Cast, client_for: Browser, grace_elsewhere: Person
) -> None:
    client = client_for()
    page = sign_in(client, "grace", next="/at-risk")
    assert page.status_code == 200
    assert page.text.index("Hazel Group") < page.text.index("Other Care")
    assert not is_signed_in(client)
    chosen = {"organisation": str(cast.other_organisation_id), "token": token_on(page), "next": "/at-risk"}
    answer = client.post("/sign-in/organisation", chosen)
    assert answer.location == "/at-risk"
    assert "Other Care" in client.get("/at-risk").text


def test_the_choice_is_made_once(cast: Cast, client_for: Browser, grace_elsewhere: Person) -> None:
    client = client_for()
    chosen = {"organisation": str(cast.organisation_id), "token": token_on(sign_in(client, "grace"))}
    assert client.post("/sign-in/organisation", chosen).status_code == 303
    again = client_for()
    again.get("/sign-in")
    assert again.post("/sign-in/organisation", chosen).status_code == 422
    assert not is_signed_in(again)


def test_the_choice_is_made_soon(cast: Cast, client_for: Browser, grace_elsewhere: Person, clock: FixedClock) -> None:
    client = client_for()
    chosen = {"organisation": str(cast.organisation_id), "token": token_on(sign_in(client, "grace"))}
    clock.move(minutes=5)
    answer = client.post("/sign-in/organisation", chosen)
    assert answer.status_code == 422
    assert "Please sign in again." in answer.text


@pytest.mark.parametrize("token", ["", "made up"])
def test_without_the_password_there_is_no_choice(token: str, cast: Cast, client_for: Browser) -> None:
    client = client_for()
    client.get("/sign-in")
    answer = client.post("/sign-in/organisation", {"organisation": str(cast.organisation_id), "token": token})
    assert answer.status_code == 422
    assert not is_signed_in(client)


def test_one_chooses_among_ones_own(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    """Samuel's account is in one organisation; a token of his opens no other."""
    client = client_for()
    token = offer_choice(account_of(cast.samuel), at=clock.now())
    db.session.commit()
    client.get("/sign-in")
    answer = client.post("/sign-in/organisation", {"organisation": str(cast.other_organisation_id), "token": token})
    assert answer.status_code == 422
    assert db.session.scalars(sa.select(SignInChoice.used_at)).one() is None


def test_where_somebody_left_is_no_choice_any_more(
    cast: Cast, client_for: Browser, grace_elsewhere: Person, clock: FixedClock
) -> None:
    grace_elsewhere.ended_at = clock.now()
    db.session.commit()
    assert sign_in(client_for(), "grace").status_code == 303
