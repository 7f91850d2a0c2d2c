"""R9 in the tracker: what comes again is linked, flagged, and rises once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal
from spotcheck.organisation.operations import open_service
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.raising import tell_from
from spotcheck.tracker.operations.rising import acknowledge, rise
from spotcheck.tracker.queries.lists import Filters, counts, page
from spotcheck.tracker.queries.repeats import others_about
from spotcheck.tracker.queries.rising import raised_about, risen_to
from spotcheck.tracker.rising_models import RepeatFlag, Rise
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import Cause, Rung
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_OBSERVATION


def kinds(action: Action, cast: Cast) -> list[Repeat]:
    return [Repeat(one.flag.kind) for one in raised_about(action, cast.ruth.standing()).flags]


def rose(cast: Cast) -> list[tuple[str, str]]:
    names = {cast.samuel.id: "Samuel", cast.ruth.id: "Ruth", cast.joseph.id: "Joseph"}
    query = sa.select(Rise).where(Rise.organisation_id == cast.organisation_id).order_by(Rise.raised_at, Rise.id)
    return [(one.why, names[one.to_id]) for one in db.session.scalars(query)]


def test_the_same_standard_after_closing_is_linked_and_rises_to_the_manager(cast: Cast, clock: FixedClock) -> None:
    earlier = make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,), title="The first one")
    again = make.an_action(cast, at=clock.move(days=30), plan=(AN_OBSERVATION,))
    [flag] = raised_about(again, cast.samuel.standing()).flags
    assert (flag.flag.kind, flag.earlier) == (Repeat.AFTER_CLOSING.value, earlier)
    assert rose(cast) == [(Cause.REPEATED.value, "Samuel")]
    [(waits, action)] = risen_to(cast.samuel.standing(), at=clock.now())
    assert action is again
    acknowledge(waits, reason="Nights see it too.", new_on=None, by=cast.samuel.standing(), at=clock.now())
    assert (risen_to(cast.samuel.standing(), at=clock.now()), waits.moved, waits.new_on) == ([], False, None)


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


def test_a_topic_is_told_on_one_action_which_names_the_others(cast: Cast, clock: FixedClock) -> None:
    for _ in range(2):
        make.a_finding(cast, at=MORNING, source_id=new_id())
    first = make.an_action(cast, at=clock.now(), plan=(AN_OBSERVATION,))
    others = [make.an_action(cast, at=clock.move(days=1), plan=(AN_OBSERVATION,)) for _ in range(3)]
    assert [kinds(one, cast) for one in (first, *others)] == [[Repeat.TWICE_HERE], [], [], []]
    assert rose(cast) == [(Cause.REPEATED.value, "Samuel")]
    named = others_about(first, here=True, standing=cast.samuel.standing(), most=9)
    assert set(named) == set(others)
    assert others_about(first, here=True, standing=cast.joseph.standing(), most=9) == []


def test_while_it_goes_on_only_the_count_grows(cast: Cast, clock: FixedClock) -> None:
    for _ in range(2):
        make.a_finding(cast, at=MORNING, source_id=new_id())
    first = make.an_action(cast, at=clock.now(), plan=(AN_OBSERVATION,))
    second = make.an_action(cast, at=clock.move(days=1), plan=(AN_OBSERVATION,))
    make.a_finding(cast, at=clock.move(days=1), source_id=new_id())
    [flag] = raised_about(first, cast.ruth.standing()).flags
    assert (flag.flag.n, kinds(second, cast), len(rose(cast))) == (3, [], 1)


def test_when_the_action_that_tells_of_it_ended_another_does(cast: Cast, clock: FixedClock) -> None:
    for _ in range(2):
        make.a_finding(cast, at=MORNING, source_id=new_id())
    make.an_action(cast, State.WITHDRAWN, at=clock.now(), plan=(AN_OBSERVATION,))
    second = make.an_action(cast, at=clock.move(days=1), plan=(AN_OBSERVATION,))
    assert kinds(second, cast) == [Repeat.TWICE_HERE]


def test_a_topic_in_many_services_rises_once_for_all_of_them(cast: Cast, clock: FixedClock) -> None:
    for service_id, by in ((cast.hazel, cast.samuel), (cast.mill, cast.joseph)):
        make.a_finding(cast, at=MORNING, source_id=new_id(), by=by, service_id=service_id)
    third = open_service("Elm House", "extra care", by=cast.admin.standing(), at=MORNING).id
    make.a_finding(cast, at=MORNING, source_id=new_id(), by=cast.ruth, service_id=third)
    here = make.an_action(cast, at=clock.now(), plan=(AN_OBSERVATION,))
    there = make.an_action(
        cast, State.PROPOSED, at=clock.move(days=1), by=cast.joseph, service_id=cast.mill, plan=(AN_OBSERVATION,)
    )
    assert (kinds(here, cast), kinds(there, cast)) == ([Repeat.IN_MANY], [])
    assert rose(cast) == [(Cause.IN_MANY.value, "Ruth")]
    assert others_about(here, here=False, standing=cast.ruth.standing(), most=9) == [there]


def test_where_many_were_flagged_before_one_keeps_it_and_the_others_wait_for_nobody(
    cast: Cast, clock: FixedClock
) -> None:
    actions = [make.an_action(cast, at=clock.move(days=1), plan=(AN_OBSERVATION,)) for _ in range(3)]
    for action in actions:
        flagged_as_before(action, at=clock.move(days=1))
    standing = cast.samuel.standing()
    assert len(risen_to(standing, at=clock.now())) == 3
    rise(cast.organisation_id, at=clock.now())
    assert [action for _, action in risen_to(standing, at=clock.now())] == [actions[-1]]
    assert [row.action for row in page(standing, View.REPEATED, Filters(), at=clock.now()).rows] == [actions[-1]]
    told = sa.select(sa.func.count()).select_from(Rise).where(Rise.why == Cause.REPEATED.value)
    assert db.session.scalar(told) == 3  # what was told stays told


def flagged_as_before(action: Action, *, at: datetime) -> None:
    kind = Repeat.TWICE_HERE.value
    add(
        RepeatFlag(
            organisation_id=action.organisation_id, id=new_id(), action_id=action.id, kind=kind, n=2, noticed_at=at
        )
    )
    tell_from(action, Cause.REPEATED, Rung.MANAGER, at=at)


def test_a_repeat_that_is_late_too_asks_for_a_day_and_moves_it(cast: Cast, clock: FixedClock) -> None:
    make.an_action(cast, State.CLOSED, at=MORNING, plan=(AN_OBSERVATION,))
    again = make.an_action(cast, at=clock.move(days=30), plan=(AN_OBSERVATION,))
    [(waits, _)] = risen_to(cast.samuel.standing(), at=clock.now())
    now = clock.move(days=40)
    with pytest.raises(Refusal) as refused:
        acknowledge(waits, reason="Nights see it too.", new_on=None, by=cast.samuel.standing(), at=now)
    assert set(refused.value.fields) == {"new_on"}
    new = local_date(now + timedelta(days=7))
    acknowledge(waits, reason="Nights see it too.", new_on=new, by=cast.samuel.standing(), at=now)
    assert (waits.reason, waits.new_on, waits.moved, again.due_on) == ("Nights see it too.", new, True, new)


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
