"""Before somebody looks: who and what was seen for a plan whose looks must differ, on pages and on the phone (R6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.queries import action as action_of
from spotcheck.tracker.queries import closing_of
from spotcheck.tracker.rules.conditions import Conditions, Differ
from tests import make_checks
from tests.cast import Cast, Member
from tests.client import Client
from tests.make_drafts import OBSERVATION, a_draft
from tests.pages import words

ClientFor = Callable[..., Client]
EVERYTHING = Conditions(frozenset(Differ), observers=2)
SEEN = "Seen for this already. A look of somebody else would count."
TODAY = "Today was seen already. A look on another day would count."
TO_COME = "2 more observations, each of another worker, on another day, on another shift, one of them by somebody else"


@pytest.fixture
def asked(cast: Cast, clock: FixedClock) -> Requirement:
    """Three looks that differ in everything; Grace has seen Tomasz on an early shift, and nobody has reviewed it."""
    found = make_checks.waiting_action(cast, lead=cast.priya, at=clock.now(), size=3, asks=EVERYTHING)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now(), requirement_id=found.id)
    db.session.commit()
    return found


def start(client: Client, one: Requirement) -> str:
    return words(client.get(f"/checks/new?requirement={one.id}"))


def test_the_list_of_colleagues_says_who_was_seen_and_lets_them_be_chosen(
    asked: Requirement, cast: Cast, client_for: ClientFor
) -> None:
    page = start(client_for(cast.ruth), asked)
    assert f"Still to come: {TO_COME}." in page
    assert f"Tomasz {SEEN}" in page and page.count(SEEN) == 1
    assert TODAY in page and "If something is missed, that counts in any case." in page


def test_the_next_day_the_day_is_free_again(
    asked: Requirement, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    clock.move(days=1)
    page = start(client_for(cast.grace), asked)
    assert TODAY not in page and f"Tomasz {SEEN}" in page


def test_where_looks_need_not_differ_nothing_is_said(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    one = make_checks.waiting_action(cast, lead=cast.priya, at=clock.now(), size=3)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now(), requirement_id=one.id)
    db.session.commit()
    page = start(client_for(cast.grace), one)
    assert "Still to come" not in page and SEEN not in page


@pytest.mark.parametrize(("worker", "said"), [("tomasz", True), ("amina", False)])
def test_the_page_of_a_draft_says_what_it_would_repeat(
    asked: Requirement, cast: Cast, clock: FixedClock, client_for: ClientFor, worker: str, said: bool
) -> None:
    clock.move(days=1)
    of: Member = getattr(cast, worker)
    draft = a_draft(cast, cast.grace, OBSERVATION, at=clock.now(), requirement_id=asked.id, worker_id=of.id)
    db.session.commit()
    page = words(client_for(cast.grace).get(f"/drafts/{draft.id}"))
    assert f"Still to come: {TO_COME}." in page
    assert (SEEN in page) is said


def test_today_names_what_the_looks_must_differ_in(asked: Requirement, cast: Cast, client_for: ClientFor) -> None:
    assert f"{TO_COME}, for “The chart comes first”, by" in words(client_for(cast.ruth).get("/today"))


def test_a_phone_takes_along_whom_and_what_was_seen(
    asked: Requirement, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    (due,) = client_for(cast.grace).get("/phone/pack").json["due"]
    assert due["seen"] == {
        "workers": [str(cast.tomasz.id)],
        "worker_says": SEEN,
        "days": [clock.now().date().isoformat()],
        "day_says": TODAY,
        "says": ["Seen already: Early shift. Another shift would count."],
    }
    assert due["says"].startswith(TO_COME)


def test_a_look_that_repeats_is_taken_and_set_aside_and_a_miss_counts(
    asked: Requirement, cast: Cast, clock: FixedClock
) -> None:
    clock.move(days=1)
    again = make_checks.observation(cast, cast.ruth, cast.tomasz, at=clock.now(), requirement_id=asked.id)
    make_checks.reviewed(again, cast.samuel, at=clock.now(), stands=True)
    action = action_of(cast.organisation_id, asked.action_id)
    assert action is not None
    (one,) = closing_of(action, at=clock.now()).weighed
    assert [len(one.counted), len(one.waiting), one.left] == [1, 1, 2]
    clock.move(hours=1)
    missed = make_checks.observation(
        cast, cast.ruth, cast.tomasz, at=clock.now(), requirement_id=asked.id, outcomes={"mar-first": "follow_up"}
    )
    make_checks.reviewed(missed, cast.samuel, at=clock.now() + timedelta(hours=1), stands=True)
    assert action.sent_back == 1
