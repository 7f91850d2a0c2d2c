"""The plan of verification: made, replaced with a reason, given more time, and its records drawn (R7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from spotcheck.core.history import lines
from spotcheck.core.refusals import Why
from spotcheck.sampling.queries import live_draw
from spotcheck.tracker import operations, queries
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION, Asks
from tests.refused import refused

DONE = MORNING
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = DONE + DAY


def by_samuel(cast: Cast, reason: str = "Nights too.") -> dict[str, Any]:
    return {"reason": reason, "by": cast.samuel.standing(), "at": LATER}


def test_a_plan_asks_for_looks_of_each_kind(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE, plan=[A_SAMPLE, AN_OBSERVATION, AN_INTERVIEW])
    assert [one.kind for one in queries.plan_of(action)] == ["sample", "observation", "interview"]
    first = queries.plan_of(action)[0]
    assert (first.size, first.allowed, first.weeks) == (10, 1, 4)


@pytest.mark.parametrize("asks", [Asks(Look.SAMPLE, 0), Asks(Look.SAMPLE, 10, 10), Asks(Look.SAMPLE, 10, 1, 27)])
def test_a_plan_that_could_show_nothing_is_refused(cast: Cast, asks: Asks) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE)
    refused(make.a_requirement, action, asks, by=cast.samuel, at=DONE, why=Why.INVALID)


def test_a_checklist_that_does_not_ask_about_the_standard_is_refused(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    told = {"size": 1, "allowed": 0, "weeks": 4, **by_samuel(cast)}
    asked = {
        "standard_id": make.standard_id(cast.organisation_id, "hands-right-moments"),
        "checklist_id": queries.plan_of(action)[0].checklist_id,
    }
    said = refused(operations.add_requirement, action, why=Why.INVALID, **asked, **told)
    assert said == "This checklist does not ask about this standard. Choose another."


def test_a_part_is_replaced_and_the_old_one_stays_to_be_read(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    (old,) = queries.plan_of(action)
    new = operations.replace_requirement(old, size=19, allowed=2, weeks=6, **by_samuel(cast))
    assert queries.plan_of(action) == [new]
    assert queries.every_requirement(action) == [old, new]
    assert (old.replaced_at, old.replaced_reason, new.standard_id) == (LATER, "Nights too.", old.standard_id)
    line = lines(cast.organisation_id, "action", action.id)[0]
    assert (line.what, line.payload and line.payload["reason"]) == ("plan replaced", "Nights too.")


def test_a_part_grows_and_shrinks_with_a_reason(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    (first,) = queries.plan_of(action)
    added = make.a_requirement(action, AN_OBSERVATION, by=cast.samuel, at=LATER)
    operations.take_away_requirement(first, **by_samuel(cast))
    assert (queries.plan_of(action), action.missing) == ([added], 1)


def test_a_proposal_is_changed_without_a_reason_even_to_nothing(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE)
    (only,) = queries.plan_of(action)
    operations.take_away_requirement(only, **by_samuel(cast, reason=""))
    assert queries.plan_of(action) == []


@pytest.mark.parametrize("asked", ["add", "replace", "take away"])
def test_what_was_agreed_changes_with_a_reason_only(cast: Cast, asked: str) -> None:
    action = make.an_action(cast, at=DONE, plan=[A_SAMPLE, AN_OBSERVATION])
    first = queries.plan_of(action)[0]
    silent = by_samuel(cast, reason=" ")
    terms = {"size": 10, "allowed": 1, "weeks": 4}
    about = {"standard_id": first.standard_id, "checklist_id": first.checklist_id}
    said = {
        "add": lambda: refused(operations.add_requirement, action, **about, **terms, **silent),
        "replace": lambda: refused(operations.replace_requirement, first, **terms, **silent),
        "take away": lambda: refused(operations.take_away_requirement, first, **silent),
    }[asked]()
    assert said.startswith("Give a reason for changing what was agreed.")


def test_after_done_a_plan_that_nobody_used_can_still_change(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    assert not queries.used_in_this_round(action)
    operations.replace_requirement(requirement, size=5, allowed=0, weeks=4, **by_samuel(cast))
    assert (queries.plan_of(action)[0].size, action.state) == (5, State.DONE)


def test_a_new_round_lets_the_plan_change_again(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    make.a_draw(requirement, cast.grace, at=LATER)
    assert queries.used_in_this_round(action)
    operations.send_back(action, reason="Not yet on nights.", by=cast.samuel.standing(), at=LATER)
    operations.replace_requirement(requirement, size=19, allowed=2, weeks=4, **by_samuel(cast))
    make.done(action, at=LATER + HOUR)
    assert not queries.used_in_this_round(action)


def test_a_later_last_day_keeps_what_was_seen(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 2), at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz, reviewed_by=cast.ruth)
    after = DONE + 30 * DAY
    told = {"until_on": (DONE + 40 * DAY).date(), "reason": "Leave.", "by": cast.samuel.standing(), "at": after}
    operations.give_new_window(requirement, **told)
    make.evidence_for(requirement, cast.grace, at=DONE + 40 * DAY, of=cast.amina, reviewed_by=cast.ruth)
    assert queries.closing_of(action, at=DONE + 41 * DAY).met
    line = next(line for line in lines(cast.organisation_id, "action", action.id) if line.what == "new window")
    assert line.payload == {
        "before": {"last day": "2026-11-30"},
        "after": {"last day": "2026-12-12"},
        "reason": "Leave.",
    }


def test_what_came_too_late_counts_once_there_is_a_later_last_day(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, AN_OBSERVATION, at=DONE)
    after = DONE + 30 * DAY
    make.evidence_for(requirement, cast.grace, at=after, of=cast.tomasz, reviewed_by=cast.ruth)
    assert action.missing == 1
    told = {"until_on": (after + DAY).date(), "reason": "Leave.", "by": cast.samuel.standing(), "at": after + HOUR}
    operations.give_new_window(requirement, **told)
    assert action.missing == 0


@pytest.mark.parametrize(
    "verb",
    [
        lambda one, **told: operations.replace_requirement(one, size=5, allowed=0, weeks=4, **told),
        operations.take_away_requirement,
        lambda one, **told: operations.give_new_window(one, until_on=(DONE + 40 * DAY).date(), **told),
    ],
    ids=["replace", "take away", "new window"],
)
def test_a_page_left_open_changes_no_plan(cast: Cast, verb: Any) -> None:
    action, requirement = make.a_done_action(cast, A_SAMPLE, AN_OBSERVATION, at=DONE)
    opened = action.version
    make.a_draw(requirement, cast.grace, at=LATER)
    refused(verb, requirement, seen_version=opened, **by_samuel(cast), why=Why.STALE)


def test_a_draw_fixes_how_many_records_there_are(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER, population=40, counted_by=cast.samuel)
    assert (draw.population, draw.size, draw.round) == (40, 10, 1)
    assert (draw.drawn_by_id, draw.counted_by_id) == (cast.grace.id, cast.samuel.id)
    assert live_draw(cast.organisation_id, requirement.id, 1) is draw
    assert lines(cast.organisation_id, "action", action.id)[0].what == "records drawn"


def test_a_small_service_reads_all_it_has(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    draw = make.a_draw(requirement, cast.grace, at=LATER, population=6)
    make.evidence_for(requirement, cast.grace, at=LATER, draw=draw, reviewed_by=cast.ruth)
    assert (draw.size, action.missing) == (6, 0)
    operations.close(action, words="All six.", by=cast.samuel.standing(), at=LATER)


def test_each_round_has_a_draw_of_its_own(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=DONE)
    first = make.a_draw(requirement, cast.grace, at=LATER)
    operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=LATER)
    make.done(action, at=LATER + HOUR)
    second = make.a_draw(requirement, cast.grace, at=LATER + 2 * HOUR)
    assert [first.number, second.number] == [1, 2]
    assert first.seed != second.seed
