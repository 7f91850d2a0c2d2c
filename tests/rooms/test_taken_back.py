"""R13: a check that is not for coaching after all takes back what an earlier review recorded from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.check import opened
from spotcheck.checks.queries.reviewing import reviewing
from spotcheck.checks.rules.judgement import Judged, Judgement
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Why
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.rules.words import FindingKind
from tests import make, make_checks
from tests.cast import Cast
from tests.refused import refused


@pytest.fixture
def check(cast: Cast, clock: FixedClock) -> Check:
    """Observed, reviewed with a strength and a gap that started an action, then corrected: it waits again."""
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now(), outcomes={"mar-first": "follow_up"})
    gap, strength = (
        Judged(standard_id=make_checks.item(cast, check, key).standard_id, kind=kind, text=f"Seen: {kind.value}.",
               start=kind is FindingKind.GAP, title="The chart comes first", change="It lies on top.")
        for key, kind in (("mar-first", FindingKind.GAP), ("right-person", FindingKind.STRENGTH))
    )  # fmt: skip
    judgement = Judgement(corrections_seen=0, risk="high", commentary="One thing stood out.", findings=(gap, strength))
    review(check, judgement, by=cast.samuel.standing(), at=clock.now())
    clock.move(days=1)
    item = make_checks.item(cast, check, "right-person")
    correct(check, item_id=item.id, to="follow_up", reason="I wrote the wrong line.", by=cast.grace.standing(),
            at=clock.now())  # fmt: skip
    return check


def pass_on(check: Check, cast: Cast, clock: FixedClock) -> None:
    judgement = Judgement(
        corrections_seen=1, risk="high", commentary="It is with safeguarding.", not_for_coaching=True,
        passed_to="safeguarding", passed_on=date(2026, 11, 3),
    )  # fmt: skip
    review(check, judgement, by=cast.ruth.standing(), at=clock.now())


def findings() -> list[Finding]:
    return list(db.session.scalars(sa.select(Finding).order_by(Finding.kind)))


def the_action() -> Action:
    return db.session.scalars(sa.select(Action)).one()


def test_r13_passing_it_on_takes_its_findings_back(cast: Cast, clock: FixedClock, check: Check) -> None:
    pass_on(check, cast, clock)
    assert [(row.taken_back_at, row.taken_back_by_id) for row in findings()] == [(clock.now(), cast.ruth.id)] * 2
    for row in findings():
        line = lines(cast.organisation_id, "finding", row.id)[0]
        assert (line.what, line.by_id) == ("taken back", cast.ruth.id)


def test_r13_the_action_stays_and_its_history_says_so_without_saying_why(
    cast: Cast, clock: FixedClock, check: Check
) -> None:
    version = the_action().version
    pass_on(check, cast, clock)
    action = the_action()
    assert (action.state, action.version) == ("proposed", version + 1)
    line = lines(cast.organisation_id, "action", action.id)[0]
    assert line.what == "finding taken back"
    assert "coaching" not in str(line.payload)


def test_r13_no_action_starts_from_what_was_taken_back(cast: Cast, clock: FixedClock, check: Check) -> None:
    pass_on(check, cast, clock)
    strength = findings()[1]
    said = refused(
        operations.propose_action, service_id=cast.hazel, standard_id=strength.standard_id, title="More of it",
        change="As it was seen.", finding_ids=[strength.id], by=cast.samuel.standing(), at=clock.now(),
    )  # fmt: skip
    assert said == "This finding was taken back, so no action starts from it."


def test_taking_back_twice_is_once(cast: Cast, clock: FixedClock, check: Check) -> None:
    pass_on(check, cast, clock)
    version, told = the_action().version, len(lines(cast.organisation_id, "finding", findings()[0].id))
    again = operations.take_back_findings(
        source_id=check.id, reason="Again.", by=cast.samuel.standing(), at=clock.now() + timedelta(days=1)
    )
    assert again == []
    assert (the_action().version, len(lines(cast.organisation_id, "finding", findings()[0].id))) == (version, told)


def test_the_findings_of_other_checks_stay(cast: Cast, clock: FixedClock, check: Check) -> None:
    other = make.a_finding(cast, at=clock.now())
    pass_on(check, cast, clock)
    assert queries.finding(cast.organisation_id, other.id) is other
    assert other.taken_back_at is None


def test_what_was_taken_back_can_be_recorded_again_by_a_later_review(
    cast: Cast, clock: FixedClock, check: Check
) -> None:
    standing = cast.samuel.standing()
    seen = opened(standing, check.id, at=clock.now())
    assert seen is not None
    assert any(one.already for one in reviewing(seen, standing, at=clock.now()).proposals)
    pass_on(check, cast, clock)
    assert not any(one.already for one in reviewing(seen, standing, at=clock.now()).proposals)


def test_a_review_that_is_refused_takes_nothing_back(cast: Cast, clock: FixedClock, check: Check) -> None:
    judgement = Judgement(corrections_seen=1, risk="high", commentary="It is with HR.", not_for_coaching=True)
    refused(review, check, judgement, by=cast.ruth.standing(), at=clock.now(), why=Why.INVALID)
    assert [row.taken_back_at for row in findings()] == [None, None]
