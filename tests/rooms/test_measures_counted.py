"""A count beside a plan, on a real database: it is kept with every correction, and it never closes anything."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Why
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.operations import add_measure, count_week, take_away_measure
from spotcheck.tracker.queries.measures import beside, counted, measures_of, weeks_to_count
from spotcheck.tracker.rules.measures import WEEK, monday
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast, Member
from tests.refused import refused


def given(at: datetime, **change: Any) -> dict[str, Any]:
    return {
        "what": "PRN entries without an effect",
        "source": "MAR charts of all floors",
        "direction": "lower",
        "baseline_from": local_date(at) - timedelta(weeks=8),
        "baseline_weeks": 8,
        "at": at,
        **change,
    }


def a_measure(cast: Cast, action: Action, *, at: datetime, **change: Any) -> Measure:
    return add_measure(action, **given(at, by=cast.samuel.standing(), reason="We want to see it.", **change))


def weeks_before(at: datetime, n: int) -> date:
    return monday(local_date(at)) - WEEK * n


def count(measure: Measure, by: Member, week: date, n: int, *, at: datetime, reason: str = "") -> WeeklyCount:
    return count_week(measure, week=week, count=n, by=by.standing(at), at=at, reason=reason)


def test_an_action_with_counts_alone_cannot_be_agreed(cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=())
    a_measure(cast, action, at=clock.now())
    told = refused(
        operations.agree, action, lead_id=cast.priya.id, due_on=local_date(clock.now()), support="None needed.",
        criteria="We see it.", by=cast.samuel.standing(), at=clock.now(), why=Why.INVALID,
    )  # fmt: skip
    assert "at least one look" in told


def test_a_count_as_good_as_can_be_closes_nothing_and_holds_nothing_up(cast: Cast, clock: FixedClock) -> None:
    action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    measure = a_measure(cast, action, at=clock.now())
    for n in range(8):
        count(measure, cast.grace, weeks_before(clock.now(), 8 - n), 12, at=clock.now())
    clock.move(weeks=2)
    for n in (2, 1):
        count(measure, cast.grace, weeks_before(clock.now(), n), 0, at=clock.now())
    assert len(queries.closing_of(action, at=clock.now()).missing) == 1
    assert action.missing == 1
    refused(operations.close, action, words="The count is down.", by=cast.samuel.standing(), at=clock.now())
    make.looks(cast, requirement, at=clock.now())
    count(measure, cast.grace, weeks_before(clock.now(), 1), 40, at=clock.now(), reason="A floor was left out.")
    operations.close(action, words="Seen.", by=cast.samuel.standing(), at=clock.move(minutes=1))
    assert action.state == State.CLOSED.value


def test_a_correction_keeps_what_it_corrects_with_who_and_why(cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now())
    measure, week = a_measure(cast, action, at=clock.now()), weeks_before(clock.now(), 1)
    first = count(measure, cast.grace, week, 9, at=clock.now())
    assert count(measure, cast.samuel, week, 9, at=clock.move(days=1)) is first
    refused(count_week, measure, week=week, count=7, by=cast.samuel.standing(), at=clock.now(), why=Why.INVALID)
    count(measure, cast.samuel, week, 7, at=clock.now(), reason="Two charts were read twice.")
    found = counted(action, measure)
    assert beside(action) == [found]
    assert (found.weeks[week].count, [row.count for row in found.before[week]]) == (7, [9])
    lines = history.lines(cast.organisation_id, "action", action.id)
    assert [line.what for line in lines[:2]] == ["week corrected", "week counted"]
    assert lines[0].payload is not None
    assert (lines[0].payload["before"], lines[0].payload["after"]["counted"]) == ({"counted": 9}, 7)
    assert lines[0].payload["reason"] == "Two charts were read twice."


def test_any_day_of_a_week_names_the_week(cast: Cast, clock: FixedClock) -> None:
    measure = a_measure(cast, make.an_action(cast, at=clock.now()), at=clock.now())
    week = weeks_before(clock.now(), 1)
    assert count(measure, cast.grace, week + timedelta(days=6), 9, at=clock.now()).week_on == week


@pytest.mark.parametrize("table", [Measure, WeeklyCount])
def test_what_was_fixed_and_what_was_counted_never_change(
    table: type[Measure | WeeklyCount], cast: Cast, clock: FixedClock
) -> None:
    measure = a_measure(cast, make.an_action(cast, at=clock.now()), at=clock.now())
    count(measure, cast.grace, weeks_before(clock.now(), 1), 9, at=clock.now())
    column = "direction" if table is Measure else "count"
    change = sa.update(table).values({column: getattr(table, column)})
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(change)


def test_whoever_leads_the_action_neither_adds_nor_counts(cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now(), lead=cast.samuel, by=cast.ruth)
    told = refused(add_measure, action, **given(clock.now(), by=cast.samuel.standing(), reason="x"), why=Why.NOT_NOW)
    assert "You lead this action" in told
    measure = add_measure(action, **given(clock.now(), by=cast.ruth.standing(), reason="x"))
    week = weeks_before(clock.now(), 1)
    told = refused(count_week, measure, week=week, count=1, by=cast.samuel.standing(), at=clock.now())
    assert "somebody else counts" in told


def test_it_is_taken_away_with_a_reason_until_it_began_to_show_something(cast: Cast, clock: FixedClock) -> None:
    action, _ = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    early, late = a_measure(cast, action, at=clock.now()), a_measure(cast, action, at=clock.now())
    by = cast.samuel.standing()
    refused(take_away_measure, early, reason="", by=by, at=clock.now())
    for _ in range(2):
        take_away_measure(early, reason="It was counted twice.", by=by, at=clock.now())
    assert measures_of(action) == [late]
    refused(count_week, early, week=weeks_before(clock.now(), 1), count=1, by=cast.grace.standing(), at=clock.now())
    clock.move(weeks=2)
    count(late, cast.grace, weeks_before(clock.now(), 1), 30, at=clock.now())
    told = refused(take_away_measure, late, reason="It looks bad.", by=cast.samuel.standing(), at=clock.now())
    assert "counted already" in told
    operations.send_back(action, reason="It is not working.", by=cast.samuel.standing(), at=clock.now())
    take_away_measure(late, reason="Another count fits better.", by=cast.samuel.standing(), at=clock.now())
    assert measures_of(action) == []


def test_once_looking_has_begun_no_count_is_added(cast: Cast, clock: FixedClock) -> None:
    action, requirement = make.a_done_action(cast, make.Asks(Look.OBSERVATION, 3), at=clock.now())
    make.evidence_for(requirement, cast.grace, at=clock.move(hours=1), of=cast.tomasz)
    told = refused(add_measure, action, **given(clock.now(), by=cast.samuel.standing(), reason="Late idea."))
    assert "Looking has begun" in told


def test_the_same_form_sent_twice_is_one_count(cast: Cast, clock: FixedClock) -> None:
    action, measure_id = make.an_action(cast, at=clock.now()), new_id()
    made = a_measure(cast, action, at=clock.now(), measure_id=measure_id)
    assert a_measure(cast, action, at=clock.now(), measure_id=measure_id) is made


def test_another_organisation_counts_nothing_here(cast: Cast, clock: FixedClock) -> None:
    measure = a_measure(cast, make.an_action(cast, at=clock.now()), at=clock.now())
    with pytest.raises(LookupError):
        count(measure, cast.outsider, weeks_before(clock.now(), 1), 1, at=clock.now())


def test_last_week_is_asked_for_of_those_who_can_count_it(cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now(), lead=cast.priya)
    measure, last = a_measure(cast, action, at=clock.now()), weeks_before(clock.now(), 1)

    def asked(*members: Member) -> list[bool]:
        return [bool(weeks_to_count(member.standing(clock.now()), at=clock.now())) for member in members]

    nobody = (cast.priya, cast.tomasz, cast.leila, cast.nadia, cast.outsider)
    assert asked(cast.grace, cast.samuel, cast.ruth, *nobody) == [True] * 3 + [False] * 5
    assert [one.week for one in weeks_to_count(cast.grace.standing(), at=clock.now())] == [last]
    count(measure, cast.grace, last, 9, at=clock.now())
    assert asked(cast.grace) == [False]
    clock.move(weeks=1)
    assert asked(cast.grace) == [True]
    operations.withdraw(action, reason="The home closes.", by=cast.samuel.standing(), at=clock.now())
    assert asked(cast.grace) == [False]


def test_a_week_is_not_asked_for_before_counting_begins(cast: Cast, clock: FixedClock) -> None:
    a_measure(cast, make.an_action(cast, at=clock.now()), at=clock.now(), baseline_from=local_date(clock.now()))
    assert weeks_to_count(cast.grace.standing(), at=clock.now()) == []
    assert len(weeks_to_count(cast.grace.standing(), at=clock.move(weeks=1))) == 1
