"""Phones: everybody sees their own, a manager those of the people they look after; a lost one is signed out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.delivery.models import Phone
from spotcheck.delivery.queries.grants import find_grant
from spotcheck.delivery.rules.grants import Standing, grant_state
from spotcheck.organisation.queries import signed_in
from tests.cast import Cast, Member
from tests.client import Client
from tests.make_phones import Ready, ready
from tests.phones import new_key, public_text
from tests.support.rows import every_row

Browser = Callable[..., Client]


def words(answer: object) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", text)


def a_phone(who: Member, clock: FixedClock, **more: object) -> Ready:
    made = ready(who, at=clock.now(), **more)  # type: ignore[arg-type]
    db.session.commit()
    return made


def lose(client: Client, phone: uuid.UUID, **form: object) -> object:
    return client.post(f"/phones/{phone}/loss", form)


def test_one_sees_how_often_and_when_one_signed_in_where(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    key = new_key()
    a_phone(cast.grace, clock, phone_key=key, name="Chrome on Android")
    clock.move(days=1)
    a_phone(cast.grace, clock, phone_key=key, name="Chrome on Android")
    a_phone(cast.priya, clock, phone_key=key)
    a_phone(cast.priya, clock, name="Safari on iPhone")
    said = words(client_for(cast.grace).get("/phones"))
    assert "Chrome on Android" in said
    assert "2 sign-ins · last on 3 November 2026 at 09:00 First seen on 2 November 2026" in said
    assert "Safari" not in said


def test_without_a_phone_the_page_says_that_everything_works(cast: Cast, client_for: Browser) -> None:
    assert "No phone yet." in words(client_for(cast.tomasz).get("/phones"))


def test_the_way_there_is_under_one_s_name_and_on_the_page_of_a_person(cast: Cast, client_for: Browser) -> None:
    assert 'href="/phones"' in client_for(cast.tomasz).get("/today").text
    person = f"/people/{cast.grace.id}"
    assert f'href="{person}/phones"' in client_for(cast.samuel).get(person).text


def test_a_lost_phone_is_signed_out_for_everybody_on_it_and_nobody_else(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    key = new_key()
    grace, priya = a_phone(cast.grace, clock, phone_key=key), a_phone(cast.priya, clock, phone_key=key)
    other = a_phone(cast.grace, clock)
    answer = lose(client_for(cast.samuel), grace.phone.id, person=cast.grace.id)
    assert answer.location == f"/people/{cast.grace.id}/phones"  # type: ignore[attr-defined]
    ended = [signed_in(one.session.token, at=clock.now()) is None for one in (grace, priya, other)]
    assert ended == [True, True, False]


def test_the_page_says_who_reported_it_and_the_history_keeps_each_line(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    phone = a_phone(cast.grace, clock).phone.id
    samuel, page = client_for(cast.samuel), f"/people/{cast.grace.id}/phones"
    lose(samuel, phone, person=cast.grace.id)
    assert "Samuel said on 2 November 2026 at 09:00 that it is lost." in words(samuel.get(page))
    clock.move(hours=1)
    samuel.post(f"/phones/{phone}/return", {"person": cast.grace.id})
    said = words(samuel.get(page))
    assert "that it is lost. Everybody" not in said
    assert (
        "Samuel said that this phone was found: Chrome on Android 2 November 2026 at 10:00 Samuel said that this"
        in said
    )
    assert [line.what for line in history.lines(cast.organisation_id, "phone", phone)] == ["found", "lost"]


def test_twice_is_once(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    phone, samuel = a_phone(cast.grace, clock).phone.id, client_for(cast.samuel)
    for verb in ("return", "loss", "loss", "return", "return"):
        clock.move(minutes=1)
        assert samuel.post(f"/phones/{phone}/{verb}").status_code == 303
    assert [line.what for line in history.lines(cast.organisation_id, "phone", phone)] == ["found", "lost"]


def test_what_arrives_from_a_lost_phone_waits_and_counts_again_once_it_is_found(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    made = a_phone(cast.grace, clock)
    captured = clock.now()
    clock.move(hours=1)
    lose(client_for(cast.samuel), made.phone.id)
    stood = []
    for verb in (None, "return"):
        if verb:
            client_for(cast.samuel).post(f"/phones/{made.phone.id}/{verb}")
        for grant in (made.given.grant.id, made.given.phone_grant.id):
            found = find_grant(grant)
            assert found is not None
            stood.append(grant_state(found.grant.facts, captured_at=captured, received_at=clock.now()).standing)
    assert stood == [Standing.REVOKED] * 2 + [Standing.LIVE] * 2


def test_a_lost_phone_is_made_ready_for_nobody_and_works_with_a_signal(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    key = new_key()
    phone = a_phone(cast.grace, clock, phone_key=key).phone.id
    lose(client_for(cast.samuel), phone)
    client = client_for(cast.grace)
    client.get("/today")
    asked = {"key": public_text(new_key()), "phone_key": public_text(key), "device_at": "2026-11-02T09:00:00Z"}
    before = every_row()
    with client.app.app_context():
        answer = client.flask.post("/grants", json=asked, headers={"X-CSRFToken": client.token or ""})
    assert answer.status_code == 409
    assert answer.json["says"][0] == "This phone was reported as lost on 2 November 2026."
    assert every_row() == before
    assert client.get("/phones").status_code == 200


def test_the_phone_in_one_s_hand_is_not_lost(cast: Cast, client_for: Browser, clock: FixedClock, app: Flask) -> None:
    client = client_for(cast.grace)
    client.get("/today")
    asked = {"key": public_text(new_key()), "phone_key": public_text(new_key()), "device_at": "2026-11-02T09:00:00Z"}
    with client.app.app_context():
        phone = client.flask.post("/grants", json=asked, headers={"X-CSRFToken": client.token or ""}).json["phone"]
    page = client.get("/phones")
    assert "You are using it now" in words(page)
    assert "/loss" not in page.text
    answer = lose(client, phone["id"], person=cast.samuel.id)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "Samuel" not in words(answer)
    assert "You are using this phone now" in words(answer)
    assert db.session.scalars(sa.select(Phone.lost_at)).one() is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("grace", 303), ("samuel", 303), ("ruth", 303), ("admin", 303), ("priya", 404), ("joseph", 404), ("nadia", 404)],
)
def test_whoever_signs_in_on_it_and_whoever_looks_after_them_may_say_so(
    who: str, status: int, cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    phone = a_phone(cast.grace, clock).phone.id
    assert lose(client_for(getattr(cast, who)), phone).status_code == status  # type: ignore[attr-defined]


def test_a_phone_of_somebody_who_left_is_still_found_by_their_manager(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    phone, samuel = a_phone(cast.grace, clock).phone.id, client_for(cast.samuel)
    assert samuel.post(f"/people/{cast.grace.id}/ending").status_code == 303
    assert lose(samuel, phone, person=cast.grace.id).status_code == 303  # type: ignore[attr-defined]


def test_a_form_that_names_nobody_is_a_sentence(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    phone = a_phone(cast.grace, clock).phone.id
    assert lose(client_for(cast.grace), phone, person="x").status_code == 422  # type: ignore[attr-defined]
    assert lose(client_for(cast.grace), phone, person=uuid.uuid4()).location == "/phones"  # type: ignore[attr-defined]
