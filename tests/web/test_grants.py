"""A phone is made ready for whoever is signed in on it, and signs them out later without a cookie."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.delivery.models import Grant, OrganisationKey, Phone
from spotcheck.delivery.queries.grants import find_grant
from spotcheck.delivery.rules.envelope import from_text, to_text
from spotcheck.organisation.models import SignInAttempt
from tests.cast import Cast
from tests.client import Client
from tests.make_phones import SAFE
from tests.phones import new_key, public_text
from tests.support.rows import every_row

Browser = Callable[..., Client]
KEY, OTHER_KEY, PHONE, OTHER_PHONE = (public_text(new_key()) for _ in range(4))
CLOCK = "2026-11-02T09:07:00.250Z"  # seven minutes fast


def asking(**more: Any) -> dict[str, Any]:
    return {"key": KEY, "phone_key": PHONE, "device_at": CLOCK, "name": "Chrome on Android", **more}


def ask(client: Client, given: Any = None, **more: Any) -> TestResponse:
    if client.token is None:
        client.get("/today")
    with client.app.app_context():
        answer = client.flask.post("/grants", json=given or asking(**more), headers={"X-CSRFToken": client.token or ""})
    db.session.expire_all()
    return answer


def sign_out(app: Flask, body: Any, **how: Any) -> TestResponse:
    """As the phone does it: no cookie, no token of a page."""
    sent = {"data": body, "content_type": "application/json"} if isinstance(body, bytes) else {"json": body}
    with app.app_context():
        answer = app.test_client(use_cookies=False).post("/sign-outs", **{**sent, **how})
    db.session.expire_all()
    return answer


def count(model: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_grant_lets_its_person_capture_until_the_shift_ends(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    found = ask(client_for(cast.grace))
    assert found.status_code == 200
    said = found.json
    assert said["grant"]["person"] == str(cast.grace.id)
    assert said["grant"]["organisation"] == str(cast.organisation_id)
    assert datetime.fromisoformat(said["at"]) == datetime.fromisoformat(said["grant"]["given_at"]) == clock.now()
    assert datetime.fromisoformat(said["grant"]["capture_until"]) == clock.now() + timedelta(hours=13)
    assert len(from_text(said["key"]["public"])) == 65
    assert set(said) == {"grant", "phone", "key", "sign_out", "at"}


def test_both_clocks_are_kept(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    grant = db.session.scalars(sa.select(Grant).where(Grant.id == granted(client_for(cast.grace)))).one()
    assert grant.device_at - grant.given_at == timedelta(minutes=7, milliseconds=250)


def granted(client: Client, **more: Any) -> uuid.UUID:
    return uuid.UUID(ask(client, **more).json["grant"]["id"])


def test_asked_again_it_is_the_same_grant(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.grace)
    first = ask(client).json
    clock.move(hours=1)
    again = ask(client, name="Chrome").json
    assert {**again, "at": first["at"]} == first
    assert (count(Grant), count(Phone), count(OrganisationKey)) == (2, 1, 1)
    phone = db.session.scalars(sa.select(Phone)).one()
    assert (phone.name, phone.last_seen_at - phone.first_seen_at) == ("Chrome", timedelta(hours=1))


def test_another_sign_in_or_another_signing_key_is_another_grant(cast: Cast, client_for: Browser) -> None:
    client, later = client_for(cast.grace), client_for(cast.grace)
    assert len({granted(client), granted(client, key=OTHER_KEY), granted(later)}) == 3


def test_a_shared_phone_is_one_phone_with_one_grant_of_nobody(cast: Cast, client_for: Browser) -> None:
    first, second = ask(client_for(cast.grace)).json, ask(client_for(cast.priya), key=OTHER_KEY).json
    assert first["phone"] == second["phone"]
    own = find_grant(uuid.UUID(first["phone"]["grant"]))
    assert own is not None
    assert (own.grant.person_id, own.grant.public, own.grant.facts.capture_until) == (None, PHONE, None)


def test_the_same_phone_in_another_organisation_is_another_phone(cast: Cast, client_for: Browser) -> None:
    here, there = ask(client_for(cast.grace)).json, ask(client_for(cast.outsider)).json
    assert here["phone"]["id"] != there["phone"]["id"]
    assert here["key"] != there["key"]


def test_the_first_grant_makes_the_key_and_leaves_a_line(cast: Cast, client_for: Browser) -> None:
    ask(client_for(cast.grace))
    ask(client_for(cast.priya), key=OTHER_KEY)
    key = db.session.scalars(sa.select(OrganisationKey)).one()
    assert SAFE.opens(key)
    told = history.lines(cast.organisation_id, "organisation", cast.organisation_id)
    assert [(line.what, line.by_id) for line in told if line.what == "key made"] == [("key made", cast.grace.id)]
    assert history.broken_at(cast.organisation_id) is None


OFF_THE_CURVE = to_text(b"\x04" + b"\x01" * 64)
COMPRESSED = to_text(b"\x02" + from_text(KEY)[1:33])


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"key": OFF_THE_CURVE}, "a key that cannot be used"),
        ({"phone_key": OFF_THE_CURVE}, "a key that cannot be used"),
        ({"key": COMPRESSED}, "a key that cannot be used"),
        ({"key": KEY + "="}, "a key that cannot be used"),
        ({"key": "AA"}, "a key that cannot be used"),
        ({"key": 7}, "a key that cannot be used"),
        ({"key": None}, "a key that cannot be used"),
        ({"key": ""}, "a key that cannot be used"),
        ({"key": PHONE}, "a key that cannot be used"),
        ({"device_at": "yesterday"}, "clock of this phone"),
        ({"device_at": "2026-11-02T09:00:00"}, "clock of this phone"),
        ({"device_at": "0001-01-01T00:00:00+14:00"}, "clock of this phone"),
        ({"device_at": "9999-12-31T23:59:59-14:00"}, "clock of this phone"),
        ({"device_at": 1}, "clock of this phone"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"name": ["Chrome"]}, "look at this again"),
        ({"more": 1}, "not known here"),
    ],
)
def test_what_a_phone_cannot_mean_is_a_sentence(more: Any, says: str, cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.grace)
    client.get("/today")
    before = every_row()
    answer = ask(client, **more)
    assert answer.status_code == 422
    assert says in " ".join(answer.json["says"])
    assert every_row() == before


def test_a_key_that_does_not_open_is_given_to_no_phone(cast: Cast, client_for: Browser, app: Flask) -> None:
    ask(client_for(cast.grace))
    db.session.execute(sa.update(OrganisationKey).values(private=to_text(b"closed with another secret")))
    db.session.commit()
    answer = ask(client_for(cast.priya), key=OTHER_KEY)
    assert answer.status_code == 503
    assert "With a signal everything works." in answer.json["says"][0]
    assert count(Grant) == 2


def test_signing_out_without_a_cookie_ends_that_sign_in_and_no_other(
    app: Flask, cast: Cast, client_for: Browser
) -> None:
    here, elsewhere = client_for(cast.grace), client_for(cast.grace)
    token = ask(here).json["sign_out"]
    for _twice in range(2):
        answer = sign_out(app, {"token": token})
        assert (answer.status_code, answer.data) == (204, b"")
        assert "Set-Cookie" not in answer.headers
    assert here.get("/today").status_code == 303
    assert elsewhere.get("/today").status_code == 200


def test_whoever_is_signed_in_where_it_is_sent_stays_signed_in(app: Flask, cast: Cast, client_for: Browser) -> None:
    token, carrier = ask(client_for(cast.grace)).json["sign_out"], client_for(cast.priya)
    with app.app_context():
        assert carrier.flask.post("/sign-outs", json={"token": token}).status_code == 204
    assert carrier.get("/today").status_code == 200


def test_after_signing_out_what_was_captured_before_still_counts(
    app: Flask, cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    said = ask(client_for(cast.grace)).json
    clock.move(hours=2)
    sign_out(app, {"token": said["sign_out"]})
    found = find_grant(uuid.UUID(said["grant"]["id"]))
    assert found is not None
    assert found.grant.facts.signed_out_at == clock.now()


def test_the_token_is_kept_as_a_digest_only(cast: Cast, client_for: Browser) -> None:
    token = ask(client_for(cast.grace)).json["sign_out"]
    assert token not in repr(every_row())


@pytest.mark.parametrize(
    "body", [{"token": "of nobody"}, {}, {"token": 5}, {"more": "x"}, b"", b"not json", b"[1]", b"\xff", b"[" * 99_999]
)
def test_whatever_is_sent_the_answer_is_the_same(body: Any, app: Flask, cast: Cast) -> None:
    answer = sign_out(app, body)
    assert (answer.status_code, answer.data) == (204, b"")


def test_who_guesses_tokens_is_slowed_down_and_others_sign_in(app: Flask, cast: Cast, client_for: Browser) -> None:
    token = ask(client_for(cast.grace)).json["sign_out"]
    statuses = [sign_out(app, {"token": f"guess {n}"}).status_code for n in range(60)]
    assert statuses == [204] * 50 + [429] * 10
    assert sign_out(app, {"token": "one more"}).headers["Retry-After"] == "900"
    assert sign_out(app, {"token": token}).status_code == 204  # the right one always works
    assert client_for(cast.priya).get("/today").status_code == 200
    assert "guess" not in repr(db.session.scalars(sa.select(SignInAttempt.key)).all())


def test_leaving_and_changing_the_organisation_end_it_too(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    client = client_for(cast.grace)
    grant_id = granted(client)
    client.post("/sign-out")
    found = find_grant(grant_id)
    assert found is not None
    assert found.grant.facts.signed_out_at == clock.now()
