"""Today: what a supervisor, a manager, a worker, and a verifier each see there, and what they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.messages.operations import raise_alert
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client
from tests.html import audit
from tests.pages import words

ClientFor = Callable[..., Client]
STARTS = "Observe practice Ask staff Sample records Listen people"


def today(client_for: ClientFor, person: object) -> str:
    db.session.commit()
    page = client_for(person).get("/today")
    audit(page.text)
    return words(page)


def test_a_supervisor_sees_the_looks_that_are_due_and_the_three_ways_to_start(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_OBSERVATION, make.A_SAMPLE), title="Quiet rounds")
    page = today(client_for, cast.grace)
    assert "2 looks are due" in page
    assert STARTS in page
    assert "Observe: Medicines round 1 more for “Quiet rounds”, by 30 November 2026." in page
    assert "10 records to read for “Quiet rounds”" in page
    assert "For you to decide" not in page


def test_a_supervisor_sees_no_look_at_an_action_they_lead(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, State.DONE, at=clock.now(), lead=cast.grace, title="Quiet rounds")
    page = today(client_for, cast.grace)
    assert "Nothing is due right now" in page
    assert "Quiet rounds" not in page


def test_a_supervisor_sees_what_they_lead_and_by_when(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, at=clock.now(), lead=cast.grace, title="Prompt at each round")
    page = today(client_for, cast.grace)
    assert "You lead one action" in page
    assert "Prompt at each round You lead this. Due by 2 November 2026." in page


def test_a_manager_sees_what_waits_for_their_decision(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, State.PROPOSED, at=clock.now(), title="Gloves hang by the door")
    ready = make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_OBSERVATION,), title="Quiet rounds")
    make.looks(cast, make.queries.plan_of(ready)[0], at=clock.now() + timedelta(hours=1))
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    clock.move(hours=2)
    page = today(client_for, cast.samuel)
    assert "One check waits for your review" in page
    assert "1 check waits for your review The oldest comes first." in page
    assert "Quiet rounds Ready to close: everything is met." in page
    assert "Gloves hang by the door Proposed: agree who leads it, and by when." in page
    assert page.index("waits for your review The") < page.index("Ready to close") < page.index("Proposed: agree")


def test_a_manager_of_another_service_sees_nothing_of_it(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, State.PROPOSED, at=clock.now(), title="Gloves hang by the door")
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    for somebody in (cast.joseph, cast.outsider):
        page = today(client_for, somebody)
        assert "Nothing is due right now" in page
        assert "Gloves" not in page
        assert "waits for your review" not in page


def test_a_worker_sees_what_was_noted_about_their_work_and_how_to_get_help(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    assert "Nothing is due right now" in today(client_for, cast.tomasz)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    page = today(client_for, cast.tomasz)
    assert "Something was noted about your work" in page
    assert "One thing was noted about your work Read it, and reply if you like." in page
    assert "Someone is at risk now" in page
    for not_theirs in (STARTS, "Due now", "For you to decide"):
        assert not_theirs not in page


def test_a_verifier_sees_the_looks_of_their_one_action_only(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_OBSERVATION,), title="Quiet rounds")
    make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_OBSERVATION,), title="Clean hands")
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    page = today(client_for, vera)
    assert "One look is due" in page
    assert "1 more for “Quiet rounds”" in page
    assert "Clean hands" not in page
    assert STARTS not in page


def test_a_verifier_whose_action_waits_for_nothing_is_not_told_to_start_something(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, at=clock.now(), title="Quiet rounds")
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    page = today(client_for, vera)
    assert "The action you were asked about waits for no look now." in page
    assert "at any time" not in page


def test_a_message_that_nobody_has_seen_comes_before_everything_else(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make.an_action(cast, State.DONE, at=clock.now(), title="Quiet rounds")
    raise_alert(new_id(), cast.hazel, "She fell in the hall.", by=cast.grace.standing(), at=clock.now())
    assert "Nobody has seen your message yet" in today(client_for, cast.grace)
