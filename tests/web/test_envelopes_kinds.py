"""What else comes in envelopes: a draft goes back to its author, and that someone is at risk is said at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.operations.finishing import finish_draft
from spotcheck.checks.rules.drafting import Page
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.ids import new_id
from spotcheck.messages.models import Alert
from spotcheck.messages.operations import take_alert
from tests.delivering import count, grace, send, sent, the_arrival
from tests.make_drafts import OBSERVATION, SAMPLE, an_own_draw
from tests.make_letters import an_alert, an_unfinished
from tests.phones import is_received

__all__ = ["grace"]


def test_an_unfinished_draft_comes_back_to_its_author_and_goes_on(app, cast, clock, grace, client_for):
    payload = an_unfinished(cast, grace.pocket, at=clock.now())
    clock.move(hours=1)
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("stored", True)
    assert answer["says"] == ["It waits for you under Today, to go on with."]
    draft = db.session.scalars(sa.select(Draft)).one()
    assert (str(draft.id), draft.author_id, draft.touched_at) == (payload["id"], cast.grace.id, clock.now())
    assert (draft.answers, draft.words) == (payload["answers"], payload["words"])
    assert client_for(cast.grace).get(f"/drafts/{draft.id}").status_code == 200
    assert client_for(cast.priya).get(f"/drafts/{draft.id}").status_code == 404


def test_a_draft_that_comes_twice_is_one_also_after_it_was_finished(app, cast, clock, grace):
    payload = an_unfinished(cast, grace.pocket, at=clock.now())
    sent(app, grace.pocket.seal(payload))
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["already"]
    draft = db.session.scalars(sa.select(Draft)).one()
    finish_draft(draft.id, Page(), by=cast.grace.standing(), at=clock.now(), anyway=True)
    db.session.commit()
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["already"]
    assert (count(Draft), count(Check)) == (0, 1)


@pytest.mark.parametrize("gone", ["worker", "requirement"])
def test_what_a_draft_names_and_is_not_here_is_chosen_again(app, cast, clock, grace, gone):
    payload = an_unfinished(cast, grace.pocket, at=clock.now(), **{gone: str(new_id())})
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    draft = db.session.scalars(sa.select(Draft)).one()
    assert (draft.worker_id, draft.requirement_id) == (None if gone == "worker" else cast.tomasz.id, None)


def test_a_sample_begun_on_the_phone_goes_on_with_its_draw(app, cast, clock, grace):
    draw = an_own_draw(cast, cast.grace, at=clock.now())
    db.session.commit()
    payload = an_unfinished(cast, grace.pocket, SAMPLE, at=clock.now(), draw=draw)
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    assert db.session.scalars(sa.select(Draft)).one().draw_id == draw.id


def test_somebody_is_at_risk_since_it_was_said_on_the_phone(app, cast, clock, grace, client_for):
    said_at = clock.now()
    payload = an_alert(cast, grace.pocket, at=said_at)
    clock.move(minutes=40)
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("stored", True)
    alert = db.session.scalars(sa.select(Alert)).one()
    assert (alert.raised_by_id, alert.raised_at, alert.words) == (cast.grace.id, said_at, "She fell in the hall.")
    line = lines(cast.organisation_id, "alert", alert.id)[0]
    assert (line.at, line.device_at) == (clock.now(), said_at)
    assert (
        "Nobody has answered" in client_for(cast.samuel).get("/today").text
        or "Still nobody" in client_for(cast.samuel).get("/today").text
    )


def test_a_message_that_comes_twice_is_one(app, cast, clock, grace):
    payload = an_alert(cast, grace.pocket, at=clock.now())
    sent(app, grace.pocket.seal(payload))
    take_alert(db.session.scalars(sa.select(Alert)).one(), by=cast.samuel.standing(), at=clock.now())
    db.session.commit()
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["already"]
    assert count(Alert) == 1


def test_a_message_is_never_kept_waiting_for_a_clock(app, cast, clock, grace):
    payload = an_alert(cast, grace.pocket, at=clock.now() + timedelta(days=400), contact=clock.now())
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], count(Alert)) == ("stored", 1)
    assert db.session.scalars(sa.select(Alert)).one().raised_at == clock.now()


@pytest.mark.parametrize(
    ("sign_in", "said_by", "words"),
    [
        ("PRIYA", "priya", "She fell in the hall."),
        ("nobody.here", "grace", "Written on a phone as “nobody.here”: She fell in the hall."),
    ],
)
def test_somebody_who_is_not_signed_in_is_heard_too(app, cast, clock, grace, sign_in, said_by, words):
    pocket = grace.phone_pocket
    payload = an_alert(cast, pocket, at=clock.now(), claimed={"sign_in": sign_in, "whom": ""})
    assert [one["state"] for one in sent(app, pocket.seal(payload))] == ["stored"]
    alert = db.session.scalars(sa.select(Alert)).one()
    assert (alert.raised_by_id, alert.words) == (getattr(cast, said_by).id, words)


def test_a_message_from_a_service_that_is_not_there_is_kept(app, cast, clock, grace):
    payload = an_alert(cast, grace.pocket, at=clock.now(), service=str(new_id()))
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("refused", True)
    assert the_arrival().content["message"]["words"] == "She fell in the hall."


def test_what_only_a_newer_version_knows_stays_on_the_phone(app, cast, clock, grace):
    payload = grace.pocket.payload("drawing", at=clock.now())
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["state"] == "keep"
    assert "newer version" in answer["says"][0]
    assert "receipt" not in answer


def test_an_observation_cannot_hold_answers_to_what_was_not_asked(app, cast, clock, grace):
    payload = an_unfinished(cast, grace.pocket, OBSERVATION, at=clock.now())
    strange = {**payload["answers"], f"0/{new_id()}": {"outcome": "well"}}
    finished = {**payload, "kind": "check", "finished_at": clock.now().isoformat(), "answers": strange}
    answer = send(app, grace.pocket.seal(finished)).get_json()["answers"][0]
    assert (answer["state"], answer["says"]) == (
        "refused",
        ["Some answers belong to another version of this checklist."],
    )
