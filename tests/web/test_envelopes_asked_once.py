"""No question to one person twice in 90 days, whichever of two phones arrives first: the credit is given once (R6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.core.database import db
from spotcheck.tracker.models import Evidence
from tests import make_checks
from tests.delivering import count, grace, sent
from tests.make_drafts import INTERVIEW
from tests.make_letters import a_check

__all__ = ["grace"]


@pytest.fixture
def wanted(cast, clock):
    """Two interviews that show why, for an action that Priya leads."""
    made = make_checks.waiting_action(
        cast, lead=cast.priya, at=clock.now(), key=INTERVIEW, standard="prn-recorded", size=2
    )
    db.session.commit()
    return made


def asked(cast, grace, wanted, at, **other):
    return a_check(cast, grace.pocket, INTERVIEW, at=at, requirement=str(wanted.id), **other)


def test_the_same_again_from_a_phone_is_kept_and_is_no_evidence(app, cast, clock, grace, wanted):
    first = asked(cast, grace, wanted, clock.now())
    clock.move(hours=2)
    second = asked(cast, grace, wanted, clock.now())
    assert [one["state"] for one in sent(app, grace.pocket.seal(first))] == ["stored"]
    assert [one["state"] for one in sent(app, grace.pocket.seal(second))] == ["refused"]
    assert (count(Check), count(Evidence)) == (1, 1)


def test_the_other_way_round_only_one_of_the_two_is_evidence_too(app, cast, clock, grace, wanted):
    first = asked(cast, grace, wanted, clock.now())
    clock.move(hours=2)
    second = asked(cast, grace, wanted, clock.now())
    assert [one["state"] for one in sent(app, grace.pocket.seal(second))] == ["stored"]
    assert [one["state"] for one in sent(app, grace.pocket.seal(first))] == ["refused"]
    assert (count(Check), count(Evidence)) == (1, 1)
    assert [one["state"] for one in sent(app, grace.pocket.seal(second))] == ["already"]


def test_a_miss_that_arrives_late_still_counts(app, cast, clock, grace, wanted):
    first = asked(cast, grace, wanted, clock.now())
    for one in first["answers"].values():
        one["said"] |= {"points": dict.fromkeys(one["said"]["points"], "not_yet"), "reason": False}
    clock.move(hours=2)
    second = asked(cast, grace, wanted, clock.now())
    assert [one["state"] for one in sent(app, grace.pocket.seal(second), grace.pocket.seal(first))] == ["stored"] * 2
    assert sorted(db.session.scalars(sa.select(Evidence.misses))) == [0, 1]
    assert count(CheckAnswer) == 2 * len(first["answers"])


def test_after_90_days_both_are_evidence(app, cast, clock, grace, wanted):
    wanted.weeks = 20
    first = asked(cast, grace, wanted, clock.now())
    later = make_checks.interview(
        cast, cast.ruth, cast.tomasz, at=clock.now() + timedelta(days=91), requirement_id=wanted.id
    )
    clock.move(days=92)
    assert [one["state"] for one in sent(app, grace.pocket.seal(first))] == ["stored"]
    assert later is not None and count(Evidence) == 2
