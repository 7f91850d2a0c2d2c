"""Whether a closed action still holds, on its page, in the tracker and on Today; and what is seen when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import close
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast, Member
from tests.client import Client
from tests.html import audit
from tests.pages import words

ClientFor = Callable[..., Client]
WEEKS_12 = timedelta(weeks=12)


@pytest.fixture
def closed(cast: Cast, clock: FixedClock) -> Action:
    """Closed this morning; twelve weeks have passed since."""
    found = make.a_closed_action(cast, at=clock.now())
    clock.move(days=84, hours=3)
    db.session.commit()
    return found


def page(client_for: ClientFor, who: Member, address: str) -> str:
    db.session.commit()
    found = client_for(who).get(address)
    audit(found.text)
    return words(found)


def seen(cast: Cast, action: Action, clock: FixedClock, misses: int = 0) -> None:
    make.looks(cast, make.steps_of(action)[0], at=clock.now(), misses=misses)
    db.session.commit()


def test_the_page_of_a_closed_action_says_what_is_looked_at_again_and_when(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    told = page(client_for, cast.grace, f"/actions/{closed.id}")
    assert "Does it still hold? Does it still hold after 12 weeks? Look at 5 records drawn at random." in told
    assert "Read the records" in told
    assert "After 12 weeks Look by 8 February" in told
    assert "After 26 weeks From 3 May" in told
    assert "found holding 93 times in 100" in told


def test_the_lead_is_not_asked_to_look(cast: Cast, client_for: ClientFor, closed: Action) -> None:
    assert "Read the records" not in page(client_for, cast.priya, f"/actions/{closed.id}")
    assert "still hold" not in page(client_for, cast.priya, "/today")


def test_a_reader_sees_the_same_without_names(cast: Cast, client_for: ClientFor, closed: Action) -> None:
    told = page(client_for, cast.nadia, f"/actions/{closed.id}")
    assert "Does it still hold?" in told
    assert "Read the records" not in told
    assert "Grace" not in told


def test_today_asks_on_the_day_and_says_when_it_is_late(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    told = page(client_for, cast.grace, "/today")
    assert f"5 records to read: does “{closed.title}” still hold? By 8 February 2027." in told
    clock.move(days=20)
    assert "still hold? Late since 8 February 2027." in page(client_for, cast.grace, "/today")


def test_the_look_begins_like_any_other_and_its_records_are_drawn_on_a_page(
    cast: Cast, client_for: ClientFor, closed: Action
) -> None:
    first, second = make.steps_of(closed)
    told = page(client_for, cast.grace, f"/checks/new?requirement={first.id}")
    assert "5 records" in told or "How many records" in told or "sheet" in told
    not_yet = client_for(cast.grace).get(f"/checks/new?requirement={second.id}")
    assert "not asked for now" in words(not_yet)


def test_holding_is_said_on_the_page_in_the_tracker_and_with_its_day(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    seen(cast, closed, clock)
    told = page(client_for, cast.samuel, f"/actions/{closed.id}")
    assert "Holding at 12 weeks." in told
    assert "The first look · 25 January: 0 of 5 missed" in told
    listed = page(client_for, cast.samuel, "/actions?view=closed")
    assert "It held at 12 weeks. We look again from 3 May." in listed
    assert "Holding at 12 weeks" in listed


def test_mixed_asks_for_five_more(cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action) -> None:
    seen(cast, closed, clock, misses=1)
    told = page(client_for, cast.grace, f"/actions/{closed.id}")
    assert "Mixed: look again by 1 February" in told
    assert "The first look · 25 January: 1 of 5 missed" in told


def test_what_did_not_hold_is_on_today_of_who_closed_it_and_of_its_lead(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    seen(cast, closed, clock, misses=2)
    assert "You closed this. It did not hold: look again" in page(client_for, cast.samuel, "/today")
    assert "You lead this. It did not hold: look again" in page(client_for, cast.priya, "/today")
    assert "did not hold" not in page(client_for, cast.joseph, "/today")


def test_the_page_of_what_did_not_hold_keeps_the_earlier_story_and_says_what_is_next(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    seen(cast, closed, clock, misses=2)
    told = page(client_for, cast.samuel, f"/actions/{closed.id}")
    assert "It did not hold: look again" in told
    assert "Agree a new day" in told
    assert "What later looks showed After 12 weeks Not yet holding" in told
    assert "The first look · 25 January: 2 of 5 missed" in told
    assert "Due To be agreed" in told
    assert "It did not hold 12 weeks after closing." in told
    assert "It did not hold: look again" in page(client_for, cast.priya, f"/actions/{closed.id}")


def test_the_tracker_has_a_view_of_what_drifted_until_it_closes_again(
    cast: Cast, clock: FixedClock, client_for: ClientFor, closed: Action
) -> None:
    seen(cast, closed, clock, misses=2)
    told = page(client_for, cast.samuel, "/actions?view=drifted")
    assert "One action did not hold" in told
    assert "It did not hold. Next: look again, and agree a new day." in told
    make.done(closed, at=clock.now() + timedelta(days=1))
    clock.move(days=2)
    make.looks(cast, queries.plan_of(closed)[0], at=clock.now())
    close(closed, words="It holds.", by=cast.samuel.standing(), at=clock.now() + timedelta(hours=1))
    assert closed.state == State.CLOSED
    assert "Everything that closed holds so far" in page(client_for, cast.samuel, "/actions?view=drifted")
