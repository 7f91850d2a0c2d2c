"""The demo tells a story that obeys every rule, and shows everything that an action or a check can be."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, CheckAnswer, Correction, Draft, Hold, Reply, Review, SampledRecord
from spotcheck.checks.queries import mine
from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Role
from spotcheck.demo.people import PEOPLE, VERIFIER
from spotcheck.desk.today import today
from spotcheck.messages.models import Alert
from spotcheck.organisation.models import Organisation, Person, RoleHeld
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.sign_in import account_of, begin_try, is_right
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.rules.weighing import Verdict
from spotcheck.tracker.rules.words import Look, State
from tests.demo_home import Told, told_home

OPENED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with told_home(tmp_path_factory.mktemp("demo"), at=OPENED) as told:
        yield told


def test_its_history_holds(demo: Told) -> None:
    assert history.broken_at(_organisation_id()) is None


def test_nothing_lies_in_the_future_and_all_is_told_in_the_order_of_time(demo: Told) -> None:
    moments = list(db.session.scalars(sa.select(HistoryLine.at).order_by(HistoryLine.number)))

    assert moments == sorted(moments)
    assert moments[-1] < demo.at


def test_an_action_is_shown_at_every_point_of_its_way(demo: Told) -> None:
    states = Counter(action.state for action in _actions())

    assert set(states) == set(State)
    assert any(action.state == State.AGREED and action.due_on < local_date(demo.at) for action in _actions())
    assert any(action.state == State.AGREED and action.due_on > local_date(demo.at) for action in _actions())


def test_what_is_closed_meets_its_whole_plan_when_it_is_worked_out_again(demo: Told) -> None:
    for action in _actions(State.CLOSED):
        assert all(one.settled for one in queries.closing_of(action, at=demo.at).weighed)


def test_the_closed_one_came_back_once_before(demo: Told) -> None:
    (closed,) = _actions(State.CLOSED)

    told = [line.what for line in history.lines(closed.organisation_id, "action", closed.id)]
    assert (closed.sent_back, closed.round) == (1, 2)
    assert told.index("closed") < told.index("sent back")  # newest first
    assert told.count("records drawn") == 2
    assert "new window" in told


def test_one_action_is_ready_to_close(demo: Told) -> None:
    ready = [action for action in _actions(State.DONE) if queries.closing_of(action, at=demo.at).met]

    assert [action.missing for action in ready] == [0]


def test_prn_recording_went_from_13_of_24_to_9_of_10_and_waits_for_two_things(demo: Told) -> None:
    action = _action("PRN records show the reason and the effect")
    (found,) = queries.findings_of(action)
    weighed = {one.requirement.look: one for one in queries.closing_of(action, at=demo.at).weighed}

    assert (found.met, found.seen) == (13, 24)
    sample, rounds, answers = weighed[Look.SAMPLE], weighed[Look.OBSERVATION], weighed[Look.INTERVIEW]
    assert (sample.verdict, sample.usable, sample.misses) == (Verdict.MET, 10, 1)
    assert (answers.verdict, answers.usable, answers.misses) == (Verdict.MET, 3, 0)
    assert (len(rounds.counted), len(rounds.waiting), rounds.requirement.size) == (1, 1, 3)


def test_the_withdrawn_one_says_why(demo: Told) -> None:
    assert [bool(action.withdrawn_reason) for action in _actions(State.WITHDRAWN)] == [True]


def test_the_monthly_sample_of_last_night_waits_for_a_review(demo: Told) -> None:
    newest = db.session.scalars(sa.select(Check).order_by(Check.finished_at.desc())).first()

    assert (newest.kind, newest.requirement_id) == ("sample", None)
    assert OPENED - newest.finished_at < timedelta(hours=13)
    assert db.session.scalar(sa.select(Review.id).where(Review.check_id == newest.id)) is None


def test_a_draft_is_half_done(demo: Told) -> None:
    (draft,) = db.session.scalars(sa.select(Draft))

    assert len(draft.answers) == 7
    assert draft.opened_at.date() == OPENED.date()


def test_nobody_reviewed_what_they_captured_or_what_was_about_them_or_for_their_own_action(demo: Told) -> None:
    rows = db.session.execute(
        sa.select(Review.by_id, Check.author_id, Check.worker_id, Action.lead_id)
        .join(Check, Check.id == Review.check_id)
        .outerjoin(Requirement, Requirement.id == Check.requirement_id)
        .outerjoin(Action, Action.id == Requirement.action_id)
    ).all()

    assert len(rows) > 20
    assert all(by not in rest for by, *rest in rows)


def test_no_lead_captured_evidence_for_their_own_action(demo: Told) -> None:
    rows = db.session.execute(
        sa.select(Evidence.captured_by_id, Action.lead_id).join(Action, Action.id == Evidence.action_id)
    ).all()

    assert rows
    assert all(author != lead for author, lead in rows)


def test_strengths_weigh_as_much_as_gaps(demo: Told) -> None:
    kinds = Counter(db.session.scalars(sa.select(Finding.kind)))

    assert kinds["strength"] >= kinds["gap"] > 5


def test_workers_answer_in_each_of_the_three_ways(demo: Told) -> None:
    assert set(db.session.scalars(sa.select(Reply.kind))) == {"thanks", "disagree", "support"}


def test_one_check_is_held_back_now_one_was_passed_on_and_one_was_corrected(demo: Told) -> None:
    assert [hold.until_at > demo.at for hold in db.session.scalars(sa.select(Hold))] == [True]
    assert [passed for passed in db.session.scalars(sa.select(Review.passed_to)) if passed] == ["safeguarding"]
    assert [row.number for row in db.session.scalars(sa.select(Correction))] == [1]


def test_the_message_that_someone_was_at_risk_was_taken(demo: Told) -> None:
    (alert,) = db.session.scalars(sa.select(Alert))

    assert alert.taken_at > alert.raised_at


def test_roles_have_a_history(demo: Told) -> None:
    ended = list(db.session.scalars(sa.select(RoleHeld).where(RoleHeld.ended_at.is_not(None))))

    assert len(ended) == 3


def test_everybody_who_is_listed_can_sign_in_and_is_what_the_list_says(demo: Told) -> None:
    for place, listed in enumerate(demo.people):
        tried = begin_try(listed["sign_in"], address=f"192.0.2.{place}", at=demo.at)
        account = account_of(tried, listed["password"], at=demo.at)
        assert is_right(tried, listed["password"])
        person = db.session.scalars(sa.select(Person).where(Person.account_id == account.id)).one()
        standing = standing_of(person.organisation_id, person.id, at=demo.at)
        held = {str(held.role) for held in standing.roles} or {VERIFIER if standing.verifies else ""}
        assert (person.name, held) == (listed["name"], {listed["role"]})
    db.session.rollback()


def test_every_role_is_listed_once_at_least_and_so_is_a_verifier(demo: Told) -> None:
    assert {listed["role"] for listed in demo.people} == {*map(str, Role), VERIFIER}
    assert set(demo.people[0]) == {"role", "name", "sign_in", "password", "service"}


def test_each_list_of_the_manager_holds_something(demo: Told) -> None:
    samuel = today(_standing(demo, "Samuel"), at=demo.at)

    assert (samuel.numbers.reviews, len(samuel.ready), len(samuel.to_agree)) == (2, 1, 2)


def test_the_supervisor_has_a_look_that_is_due_and_a_draft_to_go_on_with(demo: Told) -> None:
    grace = today(_standing(demo, "Grace"), at=demo.at)

    assert (len(grace.due), len(grace.drafts), len(grace.leads)) == (1, 1, 1)


def test_a_worker_with_something_noted_sees_it(demo: Told) -> None:
    assert mine.unanswered_count(_standing(demo, "Amina"), at=demo.at) > 0


def test_no_worker_is_named_in_what_a_reader_may_read(demo: Told) -> None:
    written = [
        *db.session.scalars(sa.select(Finding.text)),
        *db.session.scalars(sa.select(Review.commentary)),
        *db.session.scalars(sa.select(CheckAnswer.note).where(CheckAnswer.note.is_not(None))),
        *(str(words) for words in db.session.scalars(sa.select(Check.words))),
        *(f"{a.title} {a.change} {a.support} {a.criteria} {a.done_text} {a.closing_text}" for a in _actions()),
    ]

    assert [(text, one.name) for text in written for one in PEOPLE if one.name in text] == []


def test_no_page_of_a_sample_holds_entries_of_whoever_read_it(demo: Told) -> None:
    assert db.session.scalar(sa.select(sa.func.count()).where(SampledRecord.set_aside == "own")) == 4


@pytest.mark.one_database
@pytest.mark.slow
def test_told_twice_it_is_the_same_story(demo: Told, tmp_path_factory: pytest.TempPathFactory) -> None:
    first = _story()
    db.session.remove()

    with told_home(tmp_path_factory.mktemp("again"), at=OPENED):
        assert _story() == first


@pytest.mark.one_database
@pytest.mark.slow
@pytest.mark.parametrize("opened", ["2026-03-29T00:02", "2026-10-25T01:20", "2028-02-29T23:58", "2027-01-01T09:00"])
def test_it_can_be_opened_at_any_hour_of_any_day(opened: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    at = datetime.fromisoformat(opened).replace(tzinfo=UTC)

    with told_home(tmp_path_factory.mktemp("opened"), at=at):
        assert history.broken_at(_organisation_id()) is None


def _story() -> list[Any]:
    """The story without what is made by chance: ids, seeds, and the names of drawn records."""
    people = dict(db.session.execute(sa.select(Person.id, Person.name)).all())
    lines = [
        (line.at, line.what, line.kind, people.get(line.by_id))
        for line in db.session.scalars(sa.select(HistoryLine).order_by(HistoryLine.number))
    ]
    answers = db.session.execute(
        sa.select(Check.finished_at, CheckAnswer.position, CheckAnswer.outcome, CheckAnswer.note, sa.func.count())
        .join(CheckAnswer, CheckAnswer.check_id == Check.id)
        .group_by(Check.finished_at, CheckAnswer.position, CheckAnswer.outcome, CheckAnswer.note)
        .order_by(Check.finished_at, CheckAnswer.position, CheckAnswer.outcome, sa.func.coalesce(CheckAnswer.note, ""))
    ).all()
    actions = [(a.number, a.title, a.state, people.get(a.lead_id), a.due_on, a.round, a.missing) for a in _actions()]
    return [lines, [tuple(row) for row in answers], actions]


def _actions(state: State | None = None) -> list[Action]:
    query = sa.select(Action).order_by(Action.number)
    return list(db.session.scalars(query if state is None else query.where(Action.state == state.value)))


def _action(title: str) -> Action:
    return db.session.scalars(sa.select(Action).where(Action.title == title)).one()


def _organisation_id() -> uuid.UUID:
    return db.session.scalars(sa.select(Organisation.id)).one()


def _standing(demo: Told, name: str) -> Any:
    person = db.session.scalars(sa.select(Person).where(Person.name == name)).one()
    return standing_of(person.organisation_id, person.id, at=demo.at)
