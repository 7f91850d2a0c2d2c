"""R12, R13: the worker sees their own at once and can reply; somebody outside the check may hold it back for a time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Hold, Reply
from spotcheck.checks.operations.holding import end_holding, hold_back
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.queries.check import opened
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Refusal, Why
from tests import make_checks as make

WHY = "A colleague is being spoken to first."


@pytest.fixture
def check(cast, clock):
    return make.observation(cast, cast.grace, cast.tomasz, at=clock.now())


def sees(person, check, at):
    return opened(person.standing(), check.id, at=at) is not None


def hold(check, by, at, *, days=7, reason=WHY):
    return hold_back(check, until=(at + timedelta(days=days)).date(), reason=reason, by=by.standing(), at=at)


def history(check):
    return [line.what for line in lines(check.organisation_id, "check", check.id)]


def test_r12_the_worker_sees_it_at_once_and_no_other_worker_does(cast, clock, check):
    assert sees(cast.tomasz, check, clock.now())
    assert not sees(cast.amina, check, clock.now())


def test_r12_held_back_it_does_not_exist_for_the_worker_until_its_day(cast, clock, check):
    made = hold(check, cast.samuel, clock.now())
    assert not sees(cast.tomasz, check, clock.now())
    assert not sees(cast.tomasz, check, made.until_at - timedelta(seconds=1))
    assert sees(cast.tomasz, check, made.until_at)
    assert sees(cast.grace, check, clock.now())


def test_holding_back_can_end_before_and_twice_is_once(cast, clock, check):
    hold(check, cast.samuel, clock.now())
    for _ in range(2):
        end_holding(check, by=cast.ruth.standing(), at=clock.now())
    assert sees(cast.tomasz, check, clock.now())
    assert history(check) == ["shown again", "held back", "captured"]


@pytest.mark.parametrize(("days", "reason"), [(29, WHY), (0, WHY), (7, " ")])
def test_r12_beyond_28_days_or_without_a_reason_it_is_not_held_back(cast, clock, check, days, reason):
    with pytest.raises(Refusal) as refused:
        hold(check, cast.samuel, clock.now(), days=days, reason=reason)
    assert refused.value.why is Why.INVALID
    assert sees(cast.tomasz, check, clock.now())


def test_r12_whoever_captured_it_does_not_hold_it_back(cast, clock):
    check = make.observation(cast, cast.samuel, cast.tomasz, at=clock.now())
    with pytest.raises(Refusal, match="outside it"):
        hold(check, cast.samuel, clock.now())
    assert db.session.scalar(sa.select(Hold)) is None


def test_one_holding_back_at_a_time(cast, clock, check):
    hold(check, cast.samuel, clock.now())
    with pytest.raises(Refusal, match="held back already"):
        hold(check, cast.ruth, clock.now())


def said(check, person, kind, text, at):
    return reply(check, kind=kind, text=text, by=person.standing(), at=at)


def test_r13_the_worker_replies_more_than_once(cast, clock, check):
    said(check, cast.tomasz, "thanks", "", clock.now())
    said(check, cast.tomasz, "disagree", "I had read it before.", clock.now() + timedelta(hours=1))
    rows = db.session.scalars(sa.select(Reply).order_by(Reply.at)).all()
    assert [(row.kind, row.text) for row in rows] == [("thanks", ""), ("disagree", "I had read it before.")]


def test_the_same_tap_twice_is_one_reply(cast, clock, check):
    first = said(check, cast.tomasz, "thanks", "", clock.now())
    assert said(check, cast.tomasz, "thanks", "", clock.now()) is first
    assert history(check).count("replied") == 1


@pytest.mark.parametrize("who", ["amina", "grace", "samuel", "ruth"])
def test_nobody_else_replies(cast, clock, check, who):
    with pytest.raises(Refusal) as refused:
        said(check, getattr(cast, who), "thanks", "", clock.now())
    assert refused.value.why is Why.NOT_YOU
