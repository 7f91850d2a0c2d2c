"""R9 in the tracker: what comes again is linked, flagged, and rises once."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.rising import acknowledge
from spotcheck.tracker.queries.lists import Filters, counts, page
from spotcheck.tracker.queries.repeats import flags_of
from spotcheck.tracker.queries.rising import risen_to
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import Cause
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_OBSERVATION


def kinds(action: Action, cast: Cast) -> list[Repeat]:
    return [Repeat(one.flag.kind) for one in flags_of(action, cast.ruth.standing())]


def rose(cast: Cast) -> list[tuple[str, str]]:
    names = {cast.samuel.id: "Samuel", cast.ruth.id: "Ruth", cast.joseph.id: "Joseph"}
    query = sa.select(Rise).where(Rise.organisation_id == cast.organisation_id).order_by(Rise.raised_at, Rise.id)
    return [(one.why, names[one.to_id]) for one in db.session.scalars(query)]


def test_the_same_standard_after_closing_is_linked_and_rises_to_the_manager(cast: Cast, clock: FixedClock) -> None:
    earlier = make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,), title="The first one")
    again = make.an_action(cast, at=clock.move(days=30), plan=(AN_OBSERVATION,))
    [flag] = flags_of(again, cast.samuel.standing())
    assert (flag.flag.kind, flag.earlier) == (Repeat.AFTER_CLOSING.value, earlier)
    assert rose(cast) == [(Cause.REPEATED.value, "Samuel")]
    [(waits, action)] = risen_to(cast.samuel.standing(), at=clock.now())
    assert action is again
    acknowledge(
        waits, reason="Two new nurses.", new_on=local_date(clock.now()), by=cast.samuel.standing(), at=clock.now()
    )
    assert (risen_to(cast.samuel.standing(), at=clock.now()), waits.moved) == ([], False)


def test_a_year_later_it_is_no_repeat(cast: Cast, clock: FixedClock) -> None:
    make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,))
    again = make.an_action(cast, State.PROPOSED, at=clock.move(days=366), plan=(AN_OBSERVATION,))
    assert (kinds(again, cast), rose(cast)) == ([], [])


def test_another_service_is_no_repeat(cast: Cast, clock: FixedClock) -> None:
    make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,))
    there = make.an_action(cast, State.PROPOSED, at=clock.move(days=3), by=cast.joseph, service_id=cast.mill)
    assert kinds(there, cast) == []


def test_a_second_gap_flags_the_action_that_is_open_already(cast: Cast, clock: FixedClock) -> None:
    make.a_finding(cast, at=MORNING, source_id=new_id())
    action = make.an_action(cast, at=MORNING, plan=(AN_OBSERVATION,))
    assert kinds(action, cast) == []
    for _ in range(3):
        make.a_finding(cast, at=clock.move(days=5), source_id=new_id())
    assert kinds(action, cast) == [Repeat.TWICE_HERE]
    assert rose(cast) == [(Cause.REPEATED.value, "Samuel")]


def test_two_gaps_of_one_look_are_one(cast: Cast) -> None:
    look = new_id()
    for _ in range(2):
        make.a_finding(cast, at=MORNING, source_id=look)
    assert kinds(make.an_action(cast, State.PROPOSED, at=MORNING), cast) == []


def test_a_gap_that_was_taken_back_does_not_count(cast: Cast) -> None:
    first, second = new_id(), new_id()
    for look in (first, second):
        make.a_finding(cast, at=MORNING, source_id=look)
    operations.take_back_findings(source_id=first, reason="Passed to HR.", by=cast.samuel.standing(), at=MORNING)
    assert kinds(make.an_action(cast, State.PROPOSED, at=MORNING), cast) == []


def test_a_verification_missed_twice_rises_the_second_time(cast: Cast, clock: FixedClock) -> None:
    action, _ = make.a_done_action(cast, A_SAMPLE, at=MORNING)
    operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=clock.move(days=1))
    assert rose(cast) == []
    operations.report_done(action, words="Now.", by=cast.priya.standing(), at=clock.move(days=1))
    operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=clock.move(days=1))
    assert rose(cast) == [(Cause.MISSED_TWICE.value, "Samuel")]


def test_both_views_show_and_count_them(cast: Cast, clock: FixedClock) -> None:
    make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,))
    late, _ = make.a_done_action(cast, AN_OBSERVATION, at=clock.move(days=1))
    clock.move(weeks=4, days=1)
    standing, at = cast.samuel.standing(), clock.now() + timedelta(0)
    for view in (View.REPEATED, View.VERIFICATION_LATE):
        shown = page(standing, view, Filters(), at=at)
        assert [row.action for row in shown.rows] == [late]
        assert counts(standing, Filters(), at=at)[view] == 1
    assert counts(cast.joseph.standing(), Filters(), at=at)[View.REPEATED] == 0
