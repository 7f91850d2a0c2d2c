"""Ways round R6 that a phone could try: looks from before, clocks that lie, and another story under the same name."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from spotcheck.checks.models import Check
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client
from tests.delivering import grace, sent
from tests.make_letters import a_check
from tests.make_phones import Ready, ready
from tests.walking.naive import why_open
from tests.walking.rows import one, rows
from tests.web.test_going_round_by_page import Round, home, newest

__all__ = ["grace", "home"]

ClientFor = Callable[..., Client]


@pytest.fixture
def wanted(cast: Cast, clock: FixedClock) -> Requirement:
    """What Priya's action waits for since yesterday: one observation."""
    found = make_checks.waiting_action(cast, lead=cast.priya, at=clock.now())
    db.session.commit()
    return found


def action_of(wanted: Requirement) -> Action:
    return db.session.get_one(Action, (wanted.organisation_id, wanted.action_id))


def judged(home: Round, check_id: str) -> None:
    """Ruth finds that it stands, whatever it is."""
    check = db.session.get_one(Check, (home.cast.organisation_id, uuid.UUID(check_id)))
    make_checks.reviewed(check, home.cast.ruth, at=home.clock.now(), stands=True)


def test_the_straight_way_closes(app: Flask, home: Round, grace: Ready, wanted: Requirement) -> None:
    payload = a_check(home.cast, grace.pocket, at=home.clock.move(minutes=20), requirement=str(wanted.id))
    assert sent(app, grace.pocket.seal(payload))[0]["state"] == "stored"
    judged(home, payload["id"])
    assert queries.closing_of(action_of(wanted), at=home.clock.now()).met
    assert why_open(one("action", id=wanted.action_id)) == []


def test_a_look_from_before_it_was_done_that_arrives_after(app: Flask, home: Round, grace: Ready) -> None:
    action = make.an_action(home.cast, State.AGREED, at=home.clock.now(), plan=[make.AN_OBSERVATION])
    [part] = queries.plan_of(action)
    payload = a_check(home.cast, grace.pocket, at=home.clock.move(minutes=20), requirement=str(part.id))
    make.done(action, at=home.clock.move(minutes=1))
    db.session.commit()
    home.clock.move(minutes=10)
    assert sent(app, grace.pocket.seal(payload))[0]["state"] == "stored"
    judged(home, payload["id"])
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action)
    page = home.client_for(home.cast.samuel).get(f"/actions/{action.id}").text
    assert "It was captured before the action was reported done." in page


@pytest.mark.parametrize("off", [timedelta(days=2), timedelta(days=-2)], ids=["set on", "set back"])
def test_a_clock_that_was_changed_since_sign_in(
    app: Flask, home: Round, grace: Ready, wanted: Requirement, off: timedelta
) -> None:
    at = home.clock.move(minutes=20)
    heard = {"server": at.isoformat(), "device": (at + off).isoformat()}
    payload = {**a_check(home.cast, grace.pocket, at=at + off, requirement=str(wanted.id)), "contact": heard}
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["says"][1] == "The clock of this phone was changed between sign-in and this."
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action_of(wanted))
    assert rows("evidence", action_id=wanted.action_id) == []


def test_a_look_that_says_it_is_from_tomorrow(app: Flask, home: Round, grace: Ready, wanted: Requirement) -> None:
    at = home.clock.now() + timedelta(hours=5)
    payload = a_check(home.cast, grace.pocket, at=at, contact=home.clock.now(), requirement=str(wanted.id))
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["state"] == "stored" and answer["says"]
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action_of(wanted))


def test_a_better_story_under_the_name_of_a_miss(app: Flask, home: Round, grace: Ready, wanted: Requirement) -> None:
    payload = a_check(home.cast, grace.pocket, at=home.clock.move(minutes=20), requirement=str(wanted.id))
    missed = {item: {"outcome": "follow_up"} for item in payload["answers"]}
    assert sent(app, grace.pocket.seal({**payload, "answers": missed}))[0]["state"] == "stored"
    before = home.kept()["evidence"]
    [answer] = sent(app, grace.pocket.seal(payload))
    assert answer["state"] == "refused"
    assert home.kept()["evidence"] == before
    assert {one["state"] for one in rows("arrival", organisation_id=home.cast.organisation_id)} == {"taken", "refused"}
    judged(home, payload["id"])
    action = action_of(wanted)
    assert (action.state, newest(action)) == (State.AGREED, "sent back")
    assert "It has not been reported done yet." in home.not_closed(home.cast.samuel, action)
    assert "refused" in {line["what"] for line in rows("history", kind="arrival")}


def test_the_lead_seals_a_look_of_their_own(
    app: Flask, home: Round, wanted: Requirement, client_for: ClientFor
) -> None:
    priya = ready(home.cast.priya, at=home.clock.now())
    db.session.commit()
    payload = a_check(home.cast, priya.pocket, at=home.clock.move(minutes=20), requirement=str(wanted.id))
    sent(app, priya.pocket.seal(payload))
    assert rows("evidence", action_id=wanted.action_id) == []
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action_of(wanted))
