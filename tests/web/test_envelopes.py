"""The door of envelopes: what is sealed on a phone arrives once, as its author's, at its moment, whoever carries it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, CheckAnswer, SampledRecord
from spotcheck.checks.queries.contents import content_of
from spotcheck.checks.rules.content import digest
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival
from tests.delivering import count, grace, send, sent
from tests.make_drafts import INTERVIEW, OBSERVATION, SAMPLE, an_own_draw
from tests.make_letters import a_check
from tests.phones import batch, is_received

__all__ = ["grace"]


@pytest.mark.parametrize("key", [OBSERVATION, INTERVIEW, SAMPLE])
def test_a_sealed_check_becomes_the_check_that_a_page_would_have_made(app, cast, clock, grace, key):
    draw = an_own_draw(cast, cast.grace, at=clock.now()) if key == SAMPLE else None
    db.session.commit()
    finished_at = clock.move(minutes=10)
    payload = a_check(cast, grace.pocket, key, at=finished_at, draw=draw)
    clock.move(hours=2)
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("stored", True)
    check = db.session.scalars(sa.select(Check)).one()
    assert (str(check.id), check.author_id) == (payload["id"], cast.grace.id)
    assert (check.opened_at, check.finished_at) == (finished_at - timedelta(minutes=8), finished_at)
    assert check.received_at == clock.now()
    assert digest(content_of(check)) == check.digest
    assert count(CheckAnswer) == len(payload["answers"])
    assert count(SampledRecord) == (10 if key == SAMPLE else 0)
    line = lines(cast.organisation_id, "check", check.id)[0]
    assert (line.what, line.by_id, line.at, line.device_at) == ("captured", cast.grace.id, clock.now(), finished_at)
    assert broken_at(cast.organisation_id) is None


def test_sent_again_it_changes_nothing_and_the_phone_can_let_go(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now())
    sent(app, grace.pocket.seal(payload))
    first_at = clock.now()
    clock.move(days=3)
    [again] = sent(app, grace.pocket.seal(payload))  # sealed anew: the same inside
    assert (again["state"], is_received(again, payload)) == ("already", True)
    assert again["at"] == first_at.isoformat()
    assert (count(Check), count(Arrival)) == (1, 1)


def test_twice_in_one_request_is_once(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now())
    sealed = grace.pocket.seal(payload)
    assert [one["state"] for one in sent(app, sealed, sealed)] == ["stored", "already"]


def test_other_content_under_the_same_name_is_refused_and_both_are_kept(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now())
    other = {**payload, "words": {"strength": "Something else."}}
    sent(app, grace.pocket.seal(payload))
    [answer] = sent(app, grace.pocket.seal(other))
    assert (answer["state"], is_received(answer, other)) == ("refused", True)
    assert "Both are kept" in answer["says"][0]
    kept = db.session.scalars(sa.select(Arrival).where(Arrival.state == "refused")).one()
    assert kept.content["kept"]["words"] == {"strength": "Something else."}
    assert content_of(db.session.scalars(sa.select(Check)).one()).words.strength == "Waited for a yes."
    [again] = sent(app, grace.pocket.seal(other))
    assert (again["state"], is_received(again, other), count(Arrival)) == ("already", True, 2)


def test_the_answer_is_the_same_with_a_cookie_and_without(app, cast, clock, grace, client_for):
    payload = a_check(cast, grace.pocket, at=clock.now())
    sealed = grace.pocket.seal(payload)
    first = send(app, sealed)
    without = send(app, sealed)
    browser = client_for(cast.samuel)
    with app.app_context():
        with_cookie = browser.flask.post("/envelopes", json=batch([sealed]))
    broken = send(app, sealed, Cookie="spotcheck=not-a-session; remember_token=x")
    for answer in (with_cookie, broken):
        assert (answer.status_code, answer.data) == (without.status_code, without.data)
    for answer in (first, without, with_cookie, broken):
        assert "Set-Cookie" not in answer.headers


def test_it_arrives_after_sign_out_and_a_year_later(app, cast, clock, grace):
    finished_at = clock.move(minutes=30)
    payload = a_check(cast, grace.pocket, at=finished_at)
    clock.move(minutes=5)
    with app.app_context():
        app.test_client().post("/sign-outs", json={"token": grace.token})
    clock.move(days=365)
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["state"] == "stored"
    assert db.session.scalars(sa.select(Check)).one().finished_at == finished_at


def test_a_bad_one_never_stands_in_the_way_of_the_rest(app, cast, clock, grace):
    good = [a_check(cast, grace.pocket, at=clock.now()) for _ in range(2)]
    nobody = {**good[0], "worker": str(cast.grace.id), "id": str(new_id()), "sequence": 3}
    answers = sent(
        app,
        "no envelope",
        grace.pocket.seal(good[0]),
        {"id": good[1]["id"]},
        grace.pocket.seal(nobody),
        grace.pocket.seal(good[1]),
    )
    assert [one["state"] for one in answers] == ["keep", "stored", "keep", "refused", "stored"]
    assert answers[3]["says"] == ["Nobody checks their own practice. Ask somebody else to look."]


def test_every_answer_is_json_and_keeps_to_the_contract(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now())
    answer = send(app, grace.pocket.seal(payload))
    assert answer.mimetype == "application/json"
    body = json.loads(answer.text)
    assert set(body) == {"format", "at", "answers"}
    assert (body["format"], body["at"]) == (1, clock.now().isoformat())
    assert set(body["answers"][0]) == {"id", "state", "receipt", "at"}
