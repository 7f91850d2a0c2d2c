"""A review judges a finished check, once for each state of its corrections, by somebody who took no part in it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Review
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.review import review
from spotcheck.checks.rules.judgement import Judged, Judgement
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Refusal, Why
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.rules.words import FindingKind
from tests import make_checks as make


@pytest.fixture
def check(cast, clock):
    return make.observation(cast, cast.grace, cast.tomasz, at=clock.now(), outcomes={"mar-first": "follow_up"})


def said(**changed):
    return Judgement(**{"corrections_seen": 0, "risk": "low", "commentary": "Calm and clear.", **changed})


def finding(cast, check, key, kind, **changed):
    standard_id = make.item(cast, check, key).standard_id
    return Judged(**{"standard_id": standard_id, "kind": kind, "text": "The chart was read afterwards.", **changed})


def test_a_review_keeps_who_judged_when_and_what(cast, clock, check):
    made = review(check, said(risk="medium"), by=cast.samuel.standing(), at=clock.now())
    assert (made.by_id, made.at, made.risk, made.commentary) == (
        cast.samuel.id,
        clock.now(),
        "medium",
        "Calm and clear.",
    )
    line = lines(cast.organisation_id, "check", check.id)[0]
    assert (line.what, line.by_id, line.payload["after"]["risk"]) == ("reviewed", cast.samuel.id, "medium")


@pytest.mark.parametrize("who", ["samuel", "tomasz"])
def test_r3_whoever_took_part_is_refused_and_told_who_can(cast, clock, who):
    by = getattr(cast, who)
    other = cast.amina if who == "tomasz" else cast.tomasz
    check = make.observation(cast, cast.samuel, other, at=clock.now())
    if who == "tomasz":
        check = make.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    with pytest.raises(Refusal, match="somebody else reviews it") as refused:
        review(check, said(), by=by.standing(), at=clock.now())
    assert refused.value.why is Why.NOT_YOU
    assert str(refused.value.sentences[-1]) == (
        "Ruth can review it." if who == "samuel" else "Ruth or Samuel can review it."
    )
    assert db.session.scalar(sa.select(Review)) is None


def test_findings_are_recorded_with_their_counts_and_risk(cast, clock, check):
    findings = (
        finding(cast, check, "right-person", FindingKind.STRENGTH, text="Every check of the person was done."),
        finding(cast, check, "mar-first", FindingKind.GAP),
    )
    review(check, said(risk="high", findings=findings), by=cast.samuel.standing(), at=clock.now())
    kept = db.session.scalars(sa.select(Finding).order_by(Finding.kind)).all()
    assert [(row.kind, row.risk, row.source_id) for row in kept] == [
        ("gap", "high", check.id),
        ("strength", None, check.id),
    ]
    assert (kept[0].met, kept[0].seen) == (0, 1)


def test_an_action_starts_from_a_gap(cast, clock, check):
    gap = finding(
        cast, check, "mar-first", FindingKind.GAP, start=True, title="The chart comes first", change="It lies on top."
    )
    review(check, said(findings=(gap,)), by=cast.samuel.standing(), at=clock.now())
    action = db.session.scalars(sa.select(Action)).one()
    assert (action.title, action.state, action.service_id) == ("The chart comes first", "proposed", cast.hazel)
    assert db.session.scalars(sa.select(Finding)).one().action_id == action.id


def test_nothing_is_kept_when_something_is_missing(cast, clock, check):
    gap = finding(cast, check, "mar-first", FindingKind.GAP, start=True)
    with pytest.raises(Refusal) as refused:
        review(check, said(risk=None, findings=(gap,)), by=cast.samuel.standing(), at=clock.now())
    assert sorted(refused.value.fields) == [f"change-{gap.standard_id}", "risk", f"title-{gap.standard_id}"]
    assert db.session.scalar(sa.select(Finding)) is None


def test_of_two_reviewers_one_wins_and_the_other_is_told(cast, clock, check):
    review(check, said(), by=cast.samuel.standing(), at=clock.now())
    with pytest.raises(Refusal, match="Samuel reviewed this check on 2 November 2026 at 09:00") as refused:
        review(check, said(), by=cast.ruth.standing(), at=clock.now() + timedelta(minutes=1))
    assert refused.value.why is Why.STALE


def test_a_review_of_what_was_corrected_meanwhile_is_refused(cast, clock, check):
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="well", reason="I mixed up two lines.", by=cast.grace.standing(), at=clock.now())
    with pytest.raises(Refusal, match="corrected while you were looking"):
        review(check, said(), by=cast.samuel.standing(), at=clock.now())
    assert review(check, said(corrections_seen=1), by=cast.samuel.standing(), at=clock.now()).corrections_seen == 1


def test_r13_what_is_not_for_coaching_is_kept_with_to_whom_and_when(cast, clock, check):
    gap = finding(cast, check, "mar-first", FindingKind.GAP)
    judgement = said(findings=(gap,), not_for_coaching=True, passed_to="safeguarding", passed_on=date(2026, 11, 2))
    made = review(check, judgement, by=cast.samuel.standing(), at=clock.now())
    assert (made.passed_to, made.passed_on, made.by_id) == ("safeguarding", date(2026, 11, 2), cast.samuel.id)
    assert db.session.scalar(sa.select(Finding)) is None
    line = lines(cast.organisation_id, "check", check.id)[0]
    assert (line.what, line.payload["after"]) == ("passed on", {"to": "safeguarding", "on": "2026-11-02"})


def test_r12_a_check_of_another_organisation_cannot_be_reviewed(cast, clock, check):
    with pytest.raises(LookupError):
        review(check, said(), by=cast.outsider.standing(), at=clock.now())
