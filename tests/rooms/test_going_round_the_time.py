"""Ways round R6 through time: looks from before, looks from after, looks of an earlier round, clocks that are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from spotcheck.core.refusals import Why
from spotcheck.tracker import queries
from spotcheck.tracker.operations import (
    bring_evidence,
    give_new_window,
    send_back,
)
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import AN_OBSERVATION
from tests.refused import not_closed, refused

DONE = MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER, MUCH_LATER = DONE + DAY, DONE + 3 * DAY


@pytest.mark.parametrize("before", [timedelta(0), HOUR, 30 * DAY], ids=["in the same moment", "an hour", "a month"])
def test_a_look_from_before_it_was_done(cast: Cast, before: timedelta) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=DONE - before, of=cast.tomasz)
    bring_evidence(brought, by=cast.grace.standing(), at=LATER)
    make.review(brought, cast.ruth, at=LATER)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_look_that_was_brought_before_it_was_done(cast: Cast) -> None:
    action = make.an_action(cast, State.AGREED, at=DONE, plan=[AN_OBSERVATION])
    (requirement,) = queries.plan_of(action)
    brought = make.looked(requirement, cast.grace, at=DONE, of=cast.tomasz)
    bring_evidence(brought, by=cast.grace.standing(), at=DONE)
    make.done(action, at=DONE + HOUR)
    make.review(replace(brought, began_at=LATER), cast.ruth, at=LATER)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_look_that_says_it_was_made_tomorrow(cast: Cast) -> None:
    action = make.an_action(cast, State.DONE, at=DONE + 2 * HOUR, plan=[AN_OBSERVATION])
    (requirement,) = queries.plan_of(action)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    bring_evidence(brought, by=cast.grace.standing(), at=DONE + HOUR)
    make.review(brought, cast.ruth, at=LATER)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_clock_that_was_set_back(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=DONE - HOUR, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=DONE - HOUR)


def test_a_look_after_the_window(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    too_late = DONE + 29 * DAY
    make.evidence_for(requirement, cast.grace, at=too_late, of=cast.tomasz, reviewed_by=cast.ruth)
    assert "did not come by 30 November 2026" in not_closed(action, cast.samuel, at=too_late)
    assert queries.capture_refused(cast.grace.standing(), requirement, at=too_late)


def test_a_later_last_day_lets_every_look_of_that_time_count_for_and_against(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    too_late = DONE + 29 * DAY
    make.evidence_for(requirement, cast.grace, at=too_late, of=cast.amina, misses=1, reviewed_by=cast.ruth)
    until = (too_late + 7 * DAY).date()
    give_new_window(requirement, until_on=until, reason="Leave.", by=cast.samuel.standing(), at=too_late + HOUR)
    assert (action.state, action.sent_back) == (State.AGREED, 1)


def test_a_last_day_years_away(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    told = {"until_on": (DONE + 3650 * DAY).date(), "reason": "No hurry.", "by": cast.samuel.standing(), "at": LATER}
    refused(give_new_window, requirement, why=Why.INVALID, **told)


def test_a_shorter_window(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    told = {"until_on": (DONE + 7 * DAY).date(), "reason": "Enough seen.", "by": cast.samuel.standing(), "at": LATER}
    assert "Choose a day after the last day" in refused(give_new_window, requirement, why=Why.INVALID, **told)


def test_a_later_last_day_does_not_outlive_its_round(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    until = (DONE + 180 * DAY).date()
    give_new_window(requirement, until_on=until, reason="Leave.", by=cast.samuel.standing(), at=LATER)
    send_back(action, reason="Not yet on nights.", by=cast.samuel.standing(), at=LATER)
    make.done(action, at=MUCH_LATER)
    assert queries.closing_of(action, at=MUCH_LATER).weighed[0].last_day == (MUCH_LATER + 28 * DAY).date()


def test_evidence_of_an_earlier_round(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    send_back(action, reason="Not yet on nights.", by=cast.samuel.standing(), at=LATER + HOUR)
    make.done(action, at=LATER + 2 * HOUR)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)


def test_a_review_that_comes_in_the_next_round(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    brought = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    bring_evidence(brought, by=cast.grace.standing(), at=LATER)
    send_back(action, reason="Not yet on nights.", by=cast.samuel.standing(), at=LATER + HOUR)
    make.done(action, at=LATER + 2 * HOUR)
    make.review(brought, cast.ruth, at=MUCH_LATER)
    assert "Still to come: 1 observation" in not_closed(action, cast.samuel, at=LATER)
