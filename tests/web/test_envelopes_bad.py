"""Whatever is sent to the door of envelopes, the answer is a sentence: nothing is lost and nothing breaks."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from spotcheck.checks.models import Check
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival, OrganisationKey, Quarantined
from spotcheck.delivery.operations import arriving, delivering
from spotcheck.delivery.rules import quarantine
from spotcheck.delivery.rules.envelope import from_text, to_text
from spotcheck.organisation.models import SignInAttempt
from spotcheck.organisation.rules import TRIES, TRIES_PER_ADDRESS
from tests.delivering import count, grace, send, sent, the_arrival
from tests.make_letters import a_check, an_alert
from tests.make_phones import ready
from tests.phones import Pocket, new_key

__all__ = ["grace"]

STATES = {"stored", "already", "refused", "again", "keep"}
APART = "It could not be opened, so it stays on this phone. An administrator can see that it came."
UNKNOWN = "The server does not know the sign-in this was captured under. It stays on this phone."
NO_KEY = "The server no longer has the key that this was sealed for. It stays on this phone."
NOT_OURS = "This is not something that Spotcheck sealed. It stays on this phone."
NEWER = "This phone has a newer version than the server. Keep it here, and try again later."


def cut(sealed):
    return {**sealed, "box": to_text(from_text(sealed["box"])[:-9])}


def renamed(pocket, payload):
    return pocket.seal(payload, envelope_id=str(new_id()))


def sealed_by_another(pocket, payload):
    return pocket.seal(payload, key=new_key())


@pytest.mark.parametrize(
    ("spoil", "says", "apart"),
    [
        (lambda pocket, payload: cut(pocket.seal(payload)), APART, "it does not open with its key"),
        (lambda pocket, payload: {**pocket.seal(payload), "id": str(new_id())}, APART, "it does not open with its key"),
        (renamed, APART, "what is inside cannot be read"),
        (sealed_by_another, APART, "it was not signed by the phone it names"),
        (lambda pocket, payload: pocket.seal({**payload, "secret": 7}), APART, "what is inside cannot be read"),
        (lambda pocket, payload: pocket.seal({**payload, "secret": "\ud800"}), APART, "what is inside cannot be read"),
        (lambda pocket, payload: {**pocket.seal(payload), "key": str(new_id())}, NO_KEY, None),
        (lambda pocket, payload: {**pocket.seal(payload), "grant": str(new_id())}, UNKNOWN, None),
        (lambda pocket, payload: {**pocket.seal(payload), "format": 2}, NEWER, None),
        (lambda pocket, payload: pocket.seal({**payload, "format": 2}), NEWER, None),
        (lambda pocket, payload: {**pocket.seal(payload), "more": 1}, NOT_OURS, None),
        (lambda pocket, payload: {"id": payload["id"]}, NOT_OURS, None),
        (lambda pocket, payload: None, NOT_OURS, None),
        (lambda pocket, payload: [["deep"]], NOT_OURS, None),
    ],
    ids=[
        "cut off", "outer id swapped", "another id inside", "signed by another key", "no secret", "half a letter",
        "unknown key", "unknown grant", "newer outside", "newer inside", "more outside", "almost nothing", "nothing",
        "a list",
    ],
)  # fmt: skip
def test_what_cannot_be_opened_stays_on_the_phone(app, cast, clock, grace, spoil, says, apart):
    payload = a_check(cast, grace.pocket, at=clock.now())
    sealed = spoil(grace.pocket, payload)
    for _ in range(2):
        [answer] = sent(app, sealed)
        assert (answer["state"], answer["says"], "receipt" in answer) == ("keep", [says], False)
    assert (count(Check), count(Arrival)) == (0, 0)
    assert [one.why for one in db.session.scalars(sa.select(Quarantined))] == ([apart] if apart else [])


def test_a_copied_grant_is_worth_nothing(app, cast, clock, grace):
    copied = Pocket(grace.pocket.grant_id, grace.pocket.organisation_key_id, grace.pocket.organisation_public)
    [answer] = sent(app, copied.seal(a_check(cast, copied, at=clock.now())))
    assert (answer["state"], answer["says"], count(Check)) == ("keep", [APART], 0)


def test_a_key_of_another_organisation_opens_nothing_here(app, cast, clock, grace):
    theirs = ready(cast.outsider, at=clock.now())
    db.session.commit()
    mixed = Pocket(grace.pocket.grant_id, theirs.pocket.organisation_key_id, theirs.pocket.organisation_public)
    mixed.key = grace.pocket.key
    [answer] = sent(app, mixed.seal(a_check(cast, mixed, at=clock.now())))
    assert (answer["state"], answer["says"]) == ("keep", [NO_KEY])


def test_a_key_that_is_retired_is_not_there_any_more(app, cast, clock, grace):
    key = db.session.get_one(OrganisationKey, (cast.organisation_id, grace.pocket.organisation_key_id))
    key.retired_at, key.private = clock.now(), ""
    db.session.commit()
    assert sent(app, grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now())))[0]["says"] == [NO_KEY]


def test_under_another_secret_the_phone_tries_again_later(app, cast, clock, grace, monkeypatch):
    monkeypatch.setattr(app, "secret_key", "another one")
    [answer] = sent(app, grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now())))
    assert (answer["state"], count(Quarantined)) == ("again", 0)


def test_what_cannot_be_opened_is_kept_only_up_to_a_number(app, cast, clock, grace, monkeypatch):
    monkeypatch.setattr(quarantine, "MOST", 2)
    payload = a_check(cast, grace.pocket, at=clock.now())
    answers = sent(app, *(cut(grace.pocket.seal(payload)) for _ in range(3)))
    assert [one["says"][0] == APART for one in answers] == [True, True, False]
    assert "Tell an administrator" in answers[2]["says"][0]
    assert count(Quarantined) == 2


@pytest.mark.parametrize(
    ("number", "size", "more", "room"),
    [(0, 0, 1, True), (199, 0, 1, True), (200, 0, 1, False), (1, 19_999_999, 1, True), (1, 20_000_000, 1, False)],
)
def test_quarantine_is_bounded_by_number_and_by_bytes(number, size, more, room):
    assert quarantine.has_room(number, size, more) is room


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answers": {"0/x": {}}}, "Part of it could not be read."),
        ({"answers": []}, "Part of it could not be read."),
        ({"sequence": 0}, "Part of it could not be read."),
        ({"sequence": 2**70}, "Part of it could not be read."),
        ({"finished_at": "yesterday"}, "Part of it could not be read."),
        ({"finished_at": "0001-01-01T00:00:00+00:00"}, "Part of it could not be read."),
        ({"finished_at": "2026-11-02T09:00:00"}, "Part of it could not be read."),
        ({"contact": None}, "Part of it could not be read."),
        ({"words": {"strength": 7}}, "Part of it could not be read."),
        ({"words": {"strength": "\ud800"}}, "Part of it could not be read."),
        ({"words": {"secret plan": "x"}}, "Part of it could not be read."),
        ({"words": {"strength": "x" * 2001}}, "Part of it could not be read."),
        ({"version": str(new_id())}, "This checklist is not one of this organisation."),
        ({"service": str(new_id())}, "The service it names is not one of this organisation."),
        ({"service": None}, "It does not say at which service it was captured."),
        ({"worker": str(new_id())}, "This colleague does not work at this service now."),
        ({"worker": None}, "Choose the colleague this is about."),
        ({"draw": str(new_id())}, "Only a sample has records."),
        ({"requirement": str(new_id())}, "The plan this was for is not there."),
        ({"answers": {}, "words": {}}, None),
    ],
)
def test_what_is_opened_and_cannot_be_taken_is_kept_and_says_why(app, cast, clock, grace, change, says):
    payload = {**a_check(cast, grace.pocket, at=clock.now()), **change}
    [answer] = sent(app, grace.pocket.seal(payload))
    if says is None:  # everything open: not seen this time, as on a page
        assert answer["state"] == "stored"
        return
    assert answer["state"] == "refused"
    assert answer["says"][0].startswith(says)
    arrival = the_arrival()
    assert (arrival.state, arrival.author_id, count(Check)) == ("refused", cast.grace.id, 0)
    assert payload["secret"] not in json.dumps(arrival.content)
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["already"]


def test_something_of_ours_breaks_and_the_rest_goes_its_way(app, cast, clock, grace, monkeypatch, caplog):
    broken, good = (a_check(cast, grace.pocket, at=clock.now()) for _ in range(2))
    takes = arriving.bring_in

    def breaks(captured, *, at):
        if str(captured.envelope_id) == broken["id"]:
            raise RuntimeError("the roof")
        return takes(captured, at=at)

    monkeypatch.setattr(arriving, "bring_in", breaks)
    answers = sent(app, grace.pocket.seal(broken), grace.pocket.seal(good))
    assert [one["state"] for one in answers] == ["again", "stored"]
    assert (count(Check), count(Arrival)) == (1, 1)
    assert "the roof" in caplog.text


def test_while_the_database_is_away_everything_stays_on_the_phone(app, cast, clock, grace, monkeypatch):
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(delivering, "arrive", away)
    answer = send(app, grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now())))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.get_json() == {"says": ["Nothing was changed. Wait a few seconds and try again."]}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"<!doctype html>", "application/json", 400),
        (b'{"format":1,"envelopes":[', "application/json", 400),
        (b'{"format":1,"envelopes":[NaN]}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"format":1}', "application/json", 400),
        (b'{"format":2,"envelopes":[{}]}', "application/json", 400),
        (b'{"format":1,"envelopes":[]}', "application/json", 400),
        (b'{"format":1,"envelopes":{}}', "application/json", 400),
        (json.dumps({"format": 1, "envelopes": [None] * 51}).encode(), "application/json", 413),
        (b" " * 50_000_000, "application/json", 413),
        (b"format=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"\xff\xfe", "application/json", 400),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_request_that_is_not_ours_gets_its_status_and_a_sentence(app, body, kind, status):
    with app.app_context():
        answer = app.test_client(use_cookies=False).post("/envelopes", data=body, content_type=kind)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert [isinstance(one, str) and one != "" for one in answer.get_json()["says"]] == [True]


def test_grants_that_nobody_knows_are_counted_and_stored_nowhere(app, cast, clock, grace):
    stranger = Pocket(new_id(), new_id(), grace.pocket.organisation_public)
    sealed = stranger.seal(an_alert(cast, stranger, at=clock.now()))
    for _ in range(TRIES):
        assert send(app, sealed).status_code == 200
    answer = send(app, sealed)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert answer.get_json() == {
        "says": ["Many came from here that are not known. Wait a quarter of an hour, then try again."]
    }
    assert (count(Arrival), count(Quarantined), count(SignInAttempt)) == (0, 0, 2 * TRIES)
    known = grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now()))
    assert [one["state"] for one in sent(app, sealed, known)] == ["keep", "stored"]
    clock.move(minutes=16)
    assert send(app, sealed).status_code == 200


def test_tries_from_one_address_are_counted_apart_from_signing_in(app, cast, clock, grace, client_for):
    def a_stranger():
        return Pocket(new_id(), new_id(), grace.pocket.organisation_public)

    answers = []
    for _ in range(TRIES_PER_ADDRESS + 1):
        stranger = a_stranger()
        answers.append(send(app, stranger.seal(stranger.payload("check", at=clock.now()))).status_code)
    assert answers == [200] * TRIES_PER_ADDRESS + [429]
    client_for(cast.samuel)  # signs in


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ODD_ENVELOPE = st.fixed_dictionaries(
    {"format": st.sampled_from([1, True, "1", 2]) | JSON},
    optional={name: JSON | st.uuids().map(str) | st.text("AQgw-_=", max_size=90) for name in
              ("key", "id", "grant", "epk", "iv", "box")},
)  # fmt: skip
ODD = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
BODY = st.fixed_dictionaries(
    {"format": st.just(1), "envelopes": st.lists(ODD_ENVELOPE | JSON, max_size=5)}, optional={"carrier": JSON}
)


@ODD
@given(JSON | BODY)
def test_no_body_breaks_anything(app, body):
    with app.app_context():
        answer = app.test_client(use_cookies=False).post(
            "/envelopes", data=json.dumps(body), content_type="application/json"
        )
    assert answer.status_code in {200, 400, 413, 429}
    if answer.status_code == 200:
        assert {one["state"] for one in answer.get_json()["answers"]} <= STATES


FIELDS = (
    "kind", "sequence", "sealed_at", "contact", "claimed", "version", "service", "worker", "requirement", "draw",
    "shift", "announced", "setting", "answered_by", "opened_at", "finished_at", "raised_at", "answers", "words",
    "on_its_own",
)  # fmt: skip
NEARLY = JSON | st.sampled_from(
    ["check", "draft", "alert", "early", "\x00", "2026-11-02T09:00:00+00:00", "9999-12-31T23:59:59+00:00",
     "00000000-0000-0000-0000-000000000000", "early\ud800", "1e400"]
)  # fmt: skip


@ODD
@given(
    kind=st.sampled_from(["check", "draft", "alert"]),
    change=st.dictionaries(st.sampled_from(FIELDS), NEARLY, max_size=4),
)
def test_nothing_inside_breaks_anything(app, cast, clock, grace, kind, change):
    payload = {
        **a_check(cast, grace.pocket, at=clock.now()),
        "raised_at": clock.now().isoformat(),
        "kind": kind,
        **change,
    }
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["state"] in {"stored", "refused", "keep"}, answer
