"""The whole made-up provider: six services, about sixty people, six months, and the three stories of the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Reply, Review
from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.demo import PROVIDER
from spotcheck.organisation.models import Organisation, Person, Service
from spotcheck.organisation.rules import SERVICE_KINDS
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.rules.weighing import Verdict
from spotcheck.tracker.rules.words import Look, State
from tests.demo_home import Told, told_home

OPENED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with told_home(tmp_path_factory.mktemp("provider"), at=OPENED, telling=PROVIDER) as told:
        yield told


def test_its_history_holds(demo: Told) -> None:
    assert history.broken_at(db.session.scalars(sa.select(Organisation.id)).one()) is None


def test_there_is_a_service_of_each_kind_and_about_sixty_people(demo: Told) -> None:
    assert Counter(db.session.scalars(sa.select(Service.kind))) == Counter(SERVICE_KINDS)
    assert 55 <= len(demo.people) <= 65


def test_no_two_people_share_a_name_or_a_sign_in(demo: Told) -> None:
    assert len({one["name"] for one in demo.people}) == len({one["sign_in"] for one in demo.people}) == len(demo.people)


def test_every_service_has_looked_in_each_of_six_months(demo: Told) -> None:
    months = Counter[tuple[Any, int]](
        (service, (OPENED - at).days // 30)
        for service, at in db.session.execute(sa.select(Check.service_id, Check.finished_at))
    )
    services = list(db.session.scalars(sa.select(Service.id)))
    assert [(one, month) for one in services for month in range(6) if not months[one, month]] == []


def test_actions_are_in_every_state_and_some_are_late(demo: Told) -> None:
    today = local_date(demo.at)
    assert set(_states()) == set(State)
    assert _states()[State.CLOSED] >= 8
    due = [one.due_on for one in _actions() if one.state == State.AGREED and one.due_on]  # none: it came back
    assert min(due) < today - timedelta(days=1)


def test_whatever_is_closed_meets_its_whole_plan_when_it_is_worked_out_again(demo: Told) -> None:
    for one in _actions():
        if one.state == State.CLOSED:
            assert all(part.settled for part in queries.closing_of(one, at=demo.at).weighed), one.title


def test_care_plans_went_from_11_of_20_to_10_of_10_at_the_second_try(demo: Told) -> None:
    action = _action("The first page of each plan says what helps today")
    (found,) = queries.findings_of(action)
    weighed = {one.requirement.look: one for one in queries.closing_of(action, at=demo.at).weighed}

    assert (action.state, action.sent_back, found.met, found.seen) == (State.CLOSED, 1, 11, 20)
    assert (weighed[Look.SAMPLE].usable, weighed[Look.SAMPLE].misses) == (10, 0)
    assert (weighed[Look.INTERVIEW].verdict, weighed[Look.INTERVIEW].usable) == (Verdict.MET, 3)


def test_speaking_up_is_closed_by_what_people_could_name(demo: Told) -> None:
    action = _action("What we heard, what we changed: told every Friday")
    weighed = {one.requirement.look: one for one in queries.closing_of(action, at=demo.at).weighed}

    assert action.state == State.CLOSED
    assert (weighed[Look.INTERVIEW].usable, weighed[Look.SAMPLE].usable, weighed[Look.SAMPLE].misses) == (3, 10, 1)


def test_one_action_waits_for_another_lead(demo: Told) -> None:
    action = _action("Letters are read with the person, and never for them")
    assert action.state == State.AGREED
    assert db.session.scalars(sa.select(Person.ended_at).where(Person.id == action.lead_id)).one() is not None


def test_strengths_weigh_as_much_as_gaps(demo: Told) -> None:
    kinds = Counter(db.session.scalars(sa.select(Finding.kind)))
    assert kinds["strength"] > kinds["gap"] > 20


def test_nobody_is_named_in_what_a_reader_may_read(demo: Told) -> None:
    written = [
        *db.session.scalars(sa.select(Finding.text)),
        *db.session.scalars(sa.select(Review.commentary)),
        *(str(words) for words in db.session.scalars(sa.select(Check.words))),
        *db.session.scalars(sa.select(Reply.text).where(Reply.text.is_not(None))),
        *(f"{a.title} {a.change} {a.support} {a.criteria} {a.done_text} {a.closing_text}" for a in _actions()),
    ]
    assert [(text, one["name"]) for text in written for one in demo.people if one["name"] in text] == []


@pytest.mark.one_database
@pytest.mark.parametrize("opened", ["2026-03-30T00:02", "2026-10-25T01:20", "2028-02-29T23:58"])
def test_it_can_be_opened_at_any_hour_of_any_day(opened: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    with told_home(tmp_path_factory.mktemp("opened"), at=at, telling=PROVIDER):
        assert history.broken_at(db.session.scalars(sa.select(Organisation.id)).one()) is None


def _actions() -> list[Action]:
    return list(db.session.scalars(sa.select(Action)))


def _action(title: str) -> Action:
    return db.session.scalars(sa.select(Action).where(Action.title == title)).one()


def _states() -> Counter[str]:
    return Counter(one.state for one in _actions())
