"""The page of one action asks the database twelve times at most, in every state, for everybody, whatever is on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.messages.operations import raise_alert
from spotcheck.organisation.leaving import end_work
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Measure, WeeklyCount
from spotcheck.tracker.operations.comments import comment
from spotcheck.tracker.operations.raising import tell_from
from spotcheck.tracker.queries.repeats import kinds_on
from spotcheck.tracker.rising_models import RepeatFlag
from spotcheck.tracker.rules.measures import WEEK, Direction, monday
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import Cause, Rung
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION

Browser = Callable[..., Client]
MOST = 12
PLAN = (A_SAMPLE, AN_OBSERVATION, AN_INTERVIEW)


def proposed(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, State.PROPOSED, at=clock.now(), plan=PLAN)


def agreed(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, at=clock.now(), plan=PLAN)


def done(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, State.DONE, at=clock.now(), plan=PLAN)


def looked_at(cast: Cast, clock: FixedClock, misses: int = 1) -> Action:
    action = done(cast, clock)
    for one in queries.plan_of(action):
        make.looks(cast, one, at=clock.move(hours=1), misses=misses if one.kind == Look.SAMPLE.value else 0)
    return action


def sent_back(cast: Cast, clock: FixedClock) -> Action:
    action = looked_at(cast, clock, misses=2)
    assert (action.state, action.sent_back) == (State.AGREED.value, 1)
    return action


def closed(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, State.CLOSED, at=clock.now(), plan=PLAN)


def held(cast: Cast, clock: FixedClock) -> Action:
    action = closed(cast, clock)
    clock.move(weeks=12)
    for one in queries.drift_of(action):
        if one.drift_weeks == 12 and one.after_id is None:
            make.looks(cast, one, at=clock.move(hours=1), misses=1)
    return action


def reopened(cast: Cast, clock: FixedClock) -> Action:
    action = closed(cast, clock)
    clock.move(weeks=12)
    for one in queries.drift_of(action):
        if action.state == State.CLOSED.value and one.drift_weeks == 12 and one.after_id is None:
            make.looks(cast, one, at=clock.move(hours=1), misses=3)
    assert action.state == State.AGREED.value
    return action


def withdrawn(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, State.WITHDRAWN, at=clock.now(), plan=PLAN)


def furnish(cast: Cast, clock: FixedClock, action: Action) -> None:
    """Much of everything that can be on its page."""
    at = clock.now()
    others = [make.an_action(cast, at=at, plan=(AN_OBSERVATION,), title=f"Another {n}") for n in range(7)]
    make.a_verifier(others[0], by=cast.samuel, at=at, name="Uma")
    for _ in range(4):
        make.a_finding(cast, at=at, source_id=new_id()).action_id = action.id
    for n in range(5):
        comment(action, comment_id=new_id(), words=f"Said {n} times.", by=cast.amina.standing(), at=at)
    for kind in set(Repeat) - kinds_on(action):
        before = others[1].id if kind is Repeat.AFTER_CLOSING else None
        add(
            RepeatFlag(
                organisation_id=action.organisation_id, id=new_id(), action_id=action.id, kind=kind.value, n=3,
                earlier_id=before, noticed_at=at,
            )
        )  # fmt: skip
    for why, lowest in ((Cause.REPEATED, Rung.MANAGER), (Cause.IN_MANY, Rung.QUALITY_LEAD)):
        tell_from(action, why, lowest, at=at)
    counts(cast, action)
    raise_alert(new_id(), cast.hazel, "Somebody fell.", by=cast.grace.standing(), at=at)
    end_work(cast.amina.person, by=cast.admin.standing(), at=at)  # named in the story, and works here no more


def counts(cast: Cast, action: Action) -> None:
    """Two counts beside the plan, eight weeks each."""
    first = monday(local_date(MORNING)) - 8 * WEEK
    of, org = cast.samuel.id, {"organisation_id": cast.organisation_id}
    for what in ("Entries without a reason", "Rounds that were interrupted"):
        one = add(
            Measure(
                **org, id=new_id(), action_id=action.id, what=what, source="MAR charts", baseline_from=first,
                direction=Direction.LOWER.value, baseline_weeks=8, made_at=MORNING, made_by_id=of,
            )
        )  # fmt: skip
        for n in range(8):
            add(
                WeeklyCount(
                    **org, id=new_id(), measure_id=one.id, week_on=first + n * WEEK, revision=1, count=n,
                    counted_from="MAR charts", counted_by_id=cast.grace.id, counted_at=MORNING,
                )
            )  # fmt: skip


@pytest.mark.parametrize(
    "begin", [proposed, agreed, done, looked_at, sent_back, closed, held, reopened, withdrawn], ids=lambda f: f.__name__
)
def test_in_every_state_the_page_asks_twelve_times_at_most(
    begin: Callable[[Cast, FixedClock], Action],
    cast: Cast,
    clock: FixedClock,
    client_for: Browser,
    statements: list[str],
) -> None:
    action = begin(cast, clock)
    furnish(cast, clock, action)
    action_id, vera = action.id, make.a_verifier(action, by=cast.samuel, at=clock.now())
    db.session.commit()
    asked = {}
    for who in (cast.samuel, cast.ruth, cast.priya, cast.grace, cast.nadia, vera):
        client = client_for(who)
        db.session.expunge_all()
        statements.clear()
        page = client.get(f"/actions/{action_id}")
        assert page.status_code == 200, who.name
        asked[who.name] = sum(1 for one in statements if one.lstrip().upper().startswith(("SELECT", "WITH")))
    assert {name: n for name, n in asked.items() if n > MOST} == {}
