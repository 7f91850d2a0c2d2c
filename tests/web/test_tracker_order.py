"""The tracker's rows stand in the order of the days they show, across pages, in the database as in the rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import lists
from spotcheck.tracker.rules.order import place, stands_on
from spotcheck.tracker.rules.story import last_day
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION, Asks
from tests.matrix.reading import elements
from tests.web.test_tracker_list import link, titles

ClientFor = Callable[..., Client]


@pytest.fixture
def mixed(cast: Cast, clock: FixedClock) -> list[Action]:
    """Twenty-eight open actions of every kind, made over four weeks; some days are shared."""
    made = []
    for week in range(4):
        at = clock.now()
        for number, due in enumerate((0, 3, 21)):
            action = make.an_action(cast, at=at, plan=[AN_OBSERVATION], title=f"agreed {week} {number}")
            action.due_on = local_date(at) + timedelta(days=due)
            made.append(action)
        made.append(make.an_action(cast, State.PROPOSED, at=at, title=f"proposed {week}"))
        for weeks in (1, 6):
            plan = [Asks(AN_INTERVIEW.look, 2, 0, weeks), A_SAMPLE]
            action = make.an_action(cast, State.DONE, at=at, plan=plan, title=f"done {week} {weeks}")
            make.evidence_for(queries.plan_of(action)[0], cast.grace, at=at + timedelta(hours=1), of=cast.tomasz)
            made.append(action)
        ready = make.an_action(cast, State.DONE, at=at, plan=[AN_OBSERVATION], title=f"ready {week}")
        make.looks(cast, queries.plan_of(ready)[0], at=at + timedelta(hours=1))
        made.append(ready)
        clock.move(days=7)
    db.session.commit()
    return made


def by_rule(actions: list[Action], clock: FixedClock) -> list[str]:
    today = local_date(clock.now())

    def stands(action: Action) -> tuple[object, ...]:
        told = {"due_on": action.due_on, "look_by": action.look_by, "missing": action.missing}
        day = stands_on(State(action.state), **told)
        assert day is not None, "only open ones stand on a day"
        return (place(day, today), action.id)

    return [action.title for action in sorted(actions, key=stands)]


@pytest.mark.parametrize("view", [View.OPEN, View.WAITING, View.READY, View.OVERDUE, View.PROPOSED])
@pytest.mark.parametrize("a_page", [3, 5, 30])
def test_the_order_is_the_rules_on_every_page(
    mixed: list[Action], cast: Cast, clock: FixedClock, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch,
    view: View, a_page: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(lists, "A_PAGE", a_page)
    samuel, found, address = client_for(cast.samuel), [], f"/actions?view={view}"
    while address:
        page = samuel.get(address).text
        found += titles(page)
        address = link(page, "More") if ">More<" in page else ""
    assert found == by_rule([one for one in mixed if one.title in found], clock)
    assert len(found) == lists.counts(cast.samuel.standing(), lists.Filters(), at=clock.now())[view]


def test_what_is_late_comes_before_what_is_not(mixed: list[Action], cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.samuel).get("/actions").text
    rows = [one for one in elements(page) if one.tag == "li" and "act" in (one.get("class") or "").split()]
    late = ["late" in "".join(row.itertext()) for row in rows]
    assert any(late)
    assert late == sorted(late, reverse=True)


def test_the_day_that_is_kept_is_the_day_of_the_rule(mixed: list[Action], cast: Cast, clock: FixedClock) -> None:
    for action in db.session.scalars(sa.select(Action).where(Action.state == State.DONE.value)):
        assert action.look_by == last_day(queries.closing_of(action, at=clock.now())), action.title
    assert {action.look_by is None for action in mixed if action.state == State.DONE.value} == {True, False}
