"""What came from a phone and needs a person: who is asked, what they may say, and what comes of it."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.delivery.models import Arrival
from spotcheck.messages.models import Alert
from spotcheck.tracker.models import Evidence
from tests import make_checks
from tests.delivering import count, grace, sent, the_arrival
from tests.make_letters import a_check, an_alert, an_unfinished

__all__ = ["grace"]


@pytest.fixture
def odd(app, cast, clock, grace):
    """A check of Tomasz that Grace finished later than now, as her phone says."""
    payload = a_check(cast, grace.pocket, at=clock.now() + timedelta(days=400), contact=clock.now())
    sent(app, grace.pocket.seal(payload))
    return the_arrival()


def claimed(app, cast, clock, grace, sign_in="priya", **other):
    pocket = grace.phone_pocket
    whom = {"worker": None, "service": None, **other}
    payload = a_check(cast, pocket, at=clock.now(), claimed={"sign_in": sign_in, "whom": "Tomasz, mornings"}, **whom)
    sent(app, pocket.seal(payload))
    return the_arrival()


def settle(client, arrival, what, **form):
    return client.post(f"/arrivals/{arrival.id}/{what}", form)


def the_check():
    return db.session.scalars(sa.select(Check)).one()


def test_today_asks_the_author_and_the_managers(cast, client_for, odd):
    assert "One thing from your phone needs a word from you" in client_for(cast.grace).get("/today").text
    assert "One thing from a phone waits" in client_for(cast.samuel).get("/today").text
    for other in (cast.tomasz, cast.priya, cast.joseph, cast.outsider):
        assert "/arrivals" not in client_for(other).get("/today").text


def test_the_page_says_why_it_waits_and_what_was_captured(cast, client_for, odd):
    page = client_for(cast.grace).get(f"/arrivals/{odd.id}").text
    for words in ("later than it arrived here", "Medicines round", "Done well", "Waited for a yes.", "About Tomasz."):
        assert words in page, words


def test_its_author_says_that_it_is_right_and_it_is_a_check(cast, clock, client_for, odd):
    captured_at = odd.captured_at
    clock.move(hours=2)
    assert settle(client_for(cast.grace), odd, "confirmation").status_code == 303
    check = the_check()
    assert (check.author_id, check.finished_at, check.received_at) == (cast.grace.id, captured_at, clock.now())
    arrival = the_arrival()
    assert (arrival.state, arrival.content, arrival.settled_by_id) == ("taken", None, cast.grace.id)
    assert [line.what for line in lines(cast.organisation_id, "arrival", odd.id)] == ["confirmed", "waits"]
    assert lines(cast.organisation_id, "check", check.id)[0].payload["after"]["confirmed_by"] == str(cast.grace.id)
    assert broken_at(cast.organisation_id) is None
    assert settle(client_for(cast.samuel), odd, "confirmation").status_code == 303
    assert count(Check) == 1


def test_a_manager_may_say_so_too(cast, client_for, odd):
    assert settle(client_for(cast.samuel), odd, "confirmation").status_code == 303
    assert the_check().author_id == cast.grace.id


@pytest.mark.parametrize(("who", "status"), [("tomasz", 404), ("priya", 404), ("joseph", 404), ("outsider", 404)])
def test_for_everybody_else_it_is_not_there(cast, client_for, odd, who, status):
    client = client_for(getattr(cast, who))
    assert client.get(f"/arrivals/{odd.id}").status_code == status
    assert settle(client, odd, "confirmation").status_code == status
    assert settle(client, odd, "refusal", reason="x").status_code == status
    assert count(Check) == 0


def test_r3_nobody_settles_what_is_for_an_action_they_lead(app, cast, clock, grace, client_for):
    wanted = make_checks.waiting_action(cast, lead=cast.samuel, at=clock.now())
    db.session.commit()
    late = clock.now() + timedelta(days=2)
    sent(app, grace.pocket.seal(a_check(cast, grace.pocket, at=late, contact=clock.now(), requirement=str(wanted.id))))
    refused = settle(client_for(cast.samuel), the_arrival(), "confirmation")
    assert (refused.status_code, count(Check)) == (403, 0)
    assert "You lead the action this is for" in refused.text
    assert settle(client_for(cast.samuel), the_arrival(), "refusal", reason="No.").status_code == 403
    assert settle(client_for(cast.ruth), the_arrival(), "confirmation").status_code == 303
    assert (the_check().requirement_id, count(Evidence)) == (wanted.id, 1)


def test_a_manager_it_is_about_does_not_see_it(app, cast, clock, grace, client_for):
    late = clock.now() + timedelta(days=2)
    sent(app, grace.pocket.seal(a_check(cast, grace.pocket, at=late, contact=clock.now(), worker=str(cast.samuel.id))))
    assert client_for(cast.samuel).get(f"/arrivals/{the_arrival().id}").status_code == 404
    assert str(the_arrival().id) not in client_for(cast.samuel).get("/arrivals").text
    assert settle(client_for(cast.ruth), the_arrival(), "confirmation").status_code == 303


def test_set_aside_it_counts_for_nothing_and_history_says_why(cast, client_for, odd):
    without = settle(client_for(cast.samuel), odd, "refusal")
    assert (without.status_code, "Say why it is set aside." in without.text) == (422, True)
    assert settle(client_for(cast.samuel), odd, "refusal", reason="A test on the phone.").status_code == 303
    assert (the_arrival().state, count(Check)) == ("set aside", 0)
    assert lines(cast.organisation_id, "arrival", odd.id)[0].payload["reason"] == "A test on the phone."
    assert settle(client_for(cast.samuel), odd, "confirmation").status_code == 403
    assert "A test on the phone." in client_for(cast.grace).get(f"/arrivals/{odd.id}").text


def test_was_this_you_yes(app, cast, clock, grace, client_for):
    arrival = claimed(app, cast, clock, grace)
    priya = client_for(cast.priya)
    assert "Was this you?" in priya.get(f"/arrivals/{arrival.id}").text
    missing = settle(priya, arrival, "confirmation")
    assert (missing.status_code, count(Check)) == (422, 0)
    yes = settle(priya, arrival, "confirmation", service=str(cast.hazel), worker=str(cast.tomasz.id))
    assert yes.status_code == 303
    assert (the_check().author_id, the_check().worker_id) == (cast.priya.id, cast.tomasz.id)


def test_was_this_you_no(app, cast, clock, grace, client_for):
    arrival = claimed(app, cast, clock, grace)
    assert settle(client_for(cast.priya), arrival, "refusal").status_code == 303
    assert (the_arrival().state, count(Check)) == ("set aside", 0)
    assert lines(cast.organisation_id, "arrival", arrival.id)[0].what == "not theirs"


def test_nobody_else_says_yes_for_them(app, cast, clock, grace, client_for):
    arrival = claimed(app, cast, clock, grace)
    refused = settle(client_for(cast.samuel), arrival, "confirmation", service=str(cast.hazel))
    assert (refused.status_code, count(Check)) == (403, 0)
    assert "Whoever captured it says so themselves" in refused.text


def test_a_name_that_nobody_has_is_seen_by_managers_who_say_whom_to_ask(app, cast, clock, grace, client_for):
    arrival = claimed(app, cast, clock, grace, sign_in="pria")
    samuel = client_for(cast.samuel)
    assert "pria" in samuel.get("/arrivals").text
    assert settle(samuel, arrival, "confirmation").status_code == 403
    assert settle(samuel, arrival, "person", person=str(cast.priya.id)).status_code == 303
    assert (the_arrival().author_id, count(Check)) == (cast.priya.id, 0)
    assert "needs a word from you" in client_for(cast.priya).get("/today").text
    yes = settle(client_for(cast.priya), arrival, "confirmation", service=str(cast.hazel), worker=str(cast.tomasz.id))
    assert (yes.status_code, the_check().author_id) == (303, cast.priya.id)


def test_a_draft_that_was_mine_comes_back(app, cast, clock, grace, client_for):
    pocket = grace.phone_pocket
    payload = an_unfinished(cast, pocket, at=clock.now(), claimed={"sign_in": "priya", "whom": "Tomasz"})
    sent(app, pocket.seal(payload))
    assert settle(client_for(cast.priya), the_arrival(), "confirmation").status_code == 303
    assert db.session.scalars(sa.select(Draft)).one().author_id == cast.priya.id


def test_what_a_rule_refused_has_a_way_on(app, cast, clock, grace, client_for):
    payload = a_check(cast, grace.pocket, at=clock.now(), worker=str(cast.leila.id))
    sent(app, grace.pocket.seal(payload))
    page = client_for(cast.grace).get(f"/arrivals/{the_arrival().id}").text
    assert "This colleague does not work at this service now." in page
    again = settle(client_for(cast.grace), the_arrival(), "confirmation")
    assert (again.status_code, count(Check)) == (422, 0)
    assert settle(client_for(cast.grace), the_arrival(), "confirmation", worker=str(cast.tomasz.id)).status_code == 303
    assert the_check().worker_id == cast.tomasz.id


def test_what_the_plan_does_not_take_is_kept_on_its_own(app, cast, clock, grace, client_for):
    wanted = make_checks.waiting_action(
        cast, lead=cast.priya, at=clock.now(), key="prn-interview", standard="prn-recorded"
    )
    db.session.commit()
    sent(app, grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now(), requirement=str(wanted.id))))
    assert the_arrival().state == "refused"
    assert settle(client_for(cast.grace), the_arrival(), "confirmation", on_its_own="yes").status_code == 303
    assert the_check().requirement_id is None


def test_a_message_that_could_not_be_sent_is_raised_by_whoever_sees_it(app, cast, clock, grace, client_for):
    sent(app, grace.pocket.seal(an_alert(cast, grace.pocket, at=clock.now(), service=str(cast.mill))))
    assert the_arrival().state == "refused"
    assert "She fell in the hall." in client_for(cast.joseph).get(f"/arrivals/{the_arrival().id}").text
    assert settle(client_for(cast.grace), the_arrival(), "confirmation", service=str(cast.hazel)).status_code == 303
    assert db.session.scalars(sa.select(Alert)).one().service_id == cast.hazel


def test_what_could_not_be_read_is_shown_as_it_came_and_can_be_set_aside(app, cast, clock, grace, client_for):
    sent(app, grace.pocket.seal({**a_check(cast, grace.pocket, at=clock.now()), "sequence": "first"}))
    page = client_for(cast.grace).get(f"/arrivals/{the_arrival().id}").text
    assert "This is how it came" in page
    assert "Waited for a yes." in page
    assert settle(client_for(cast.grace), the_arrival(), "refusal", reason="I did it again.").status_code == 303


def test_an_empty_list_says_so(cast, client_for):
    assert "Nothing from a phone waits" in client_for(cast.tomasz).get("/arrivals").text
    assert count(Arrival) == 0


def a_file(*sealed, **other):
    saved = {"spotcheck": "sealed envelopes", "format": 1, "envelopes": list(sealed), **other}
    return io.BytesIO(json.dumps(saved).encode()), "spotcheck-sealed-2026-11-02.json"


def test_an_administrator_brings_in_a_file_of_sealed_envelopes(app, cast, clock, grace, client_for):
    payloads = [a_check(cast, grace.pocket, at=clock.now()) for _ in range(52)]
    sealed = [grace.pocket.seal(one) for one in payloads]
    admin = client_for(cast.admin)
    first = admin.post("/envelopes/files", {"file": a_file(*sealed, {**sealed[0], "format": 2})})
    assert "52 were taken in." in first.text
    assert "Number 53: This phone has a newer version than the server." in " ".join(first.text.split())
    again = admin.post("/envelopes/files", {"file": a_file(*sealed)})
    assert ("52 were here already." in again.text, count(Check)) == (True, 52)
    assert {one.carrier_id for one in db.session.scalars(sa.select(Arrival))} == {cast.admin.id}


@pytest.mark.parametrize("content", [b"", b"{}", b"[", b'{"spotcheck":"sealed envelopes","envelopes":7}', b"\xff"])
def test_another_file_is_said_to_be_another(cast, client_for, content):
    answer = client_for(cast.admin).post("/envelopes/files", {"file": (io.BytesIO(content), "holiday.json")})
    assert (answer.status_code, "not a file that a phone of Spotcheck saved" in answer.text) == (422, True)
