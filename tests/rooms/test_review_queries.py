"""Lists of checks: who sees which, what waits for whom. What SQL asks and what the rules say is the same."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.check import action_of, opened, took_part
from spotcheck.checks.queries.mine import captured_by, noted_about, unanswered_count
from spotcheck.checks.queries.pairs import watched_with
from spotcheck.checks.queries.review import independent, queue, waiting_count
from spotcheck.checks.queries.sight import visible_to
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.checks.rules.review import reviewing_refused
from spotcheck.core.database import db
from tests import make, make_checks

WHO = ["tomasz", "amina", "grace", "priya", "samuel", "ruth", "nadia", "admin", "joseph", "leila", "outsider", "vera"]


@pytest.fixture
def checks(cast, clock):
    """One of each, in the order they were finished."""
    at = clock.move(hours=6)
    wanted = make_checks.waiting_action(cast, lead=cast.samuel, at=at)
    look = make_checks.observation
    found = {
        "plain": look(cast, cast.grace, cast.tomasz, at=at - timedelta(hours=5)),
        "held": look(cast, cast.grace, cast.tomasz, at=at - timedelta(hours=4)),
        "passed": look(cast, cast.grace, cast.tomasz, at=at - timedelta(hours=3)),
        "evidence": look(cast, cast.grace, cast.amina, at=at - timedelta(hours=2), requirement_id=wanted.id),
        "evidence passed": look(cast, cast.grace, cast.amina, at=at - timedelta(hours=2), requirement_id=wanted.id),
        "of Samuel": look(cast, cast.grace, cast.samuel, at=at - timedelta(hours=1)),
        "by Samuel": look(cast, cast.samuel, cast.amina, at=at - timedelta(minutes=50)),
        "sample": make_checks.sample(cast, cast.grace, at=at - timedelta(minutes=40), size=2),
        "elsewhere": look(cast, cast.leila, cast.joseph, at=at - timedelta(minutes=30), service_id=cast.mill),
    }
    hold_back(found["held"], until=date(2026, 11, 9), reason="Wait.", by=cast.samuel.standing(), at=at)
    for name in ("passed", "evidence passed"):
        passed_on(found[name], cast.ruth, at)
    return found


def passed_on(check, by, at):
    judgement = Judgement(
        corrections_seen=0, risk="high", commentary="Passed on.", not_for_coaching=True, passed_to="safeguarding",
        passed_on=date(2026, 11, 2),
    )  # fmt: skip
    review(check, judgement, by=by.standing(), at=at)


@pytest.fixture
def standing(cast, checks, clock):
    """Anybody's standing, Vera's too: she comes from outside to verify the action of the evidence."""
    vera = make.a_verifier(action_of(checks["evidence"]), by=cast.ruth, at=clock.now())
    return lambda who: (vera if who == "vera" else getattr(cast, who)).standing(clock.now())


def test_r12_every_list_starts_from_the_checks_that_open(checks, standing, clock):
    def listed(who):
        return set(db.session.scalars(sa.select(Check.id).where(visible_to(standing(who), at=clock.now()))))

    def opens(who):
        return {check.id for check in checks.values() if opened(standing(who), check.id, at=clock.now())}

    assert {who: listed(who) for who in WHO} == {who: opens(who) for who in WHO}


def test_r3_independence_is_the_same_in_sql_and_in_the_rule(checks, standing):
    def by_sql(who):
        return set(db.session.scalars(sa.select(Check.id).where(independent(standing(who)))))

    def by_rule(who):
        person_id = standing(who).person_id
        return {
            one.id
            for one in checks.values()
            if not reviewing_refused(person_id, took_part(one, action_of(one), watched_with(one)))
        }

    assert {who: by_sql(who) for who in WHO} == {who: by_rule(who) for who in WHO}


def named(checks, waiting):
    return [next(name for name, check in checks.items() if check.id == one.check.id) for one in waiting]


def test_the_queue_shows_evidence_first_and_then_the_oldest(checks, standing, clock):
    found = queue(standing("ruth"), at=clock.now())
    assert named(checks, found.theirs) == [
        "evidence", "plain", "held", "of Samuel", "by Samuel", "sample", "elsewhere",
    ]  # fmt: skip
    assert found.waiting == waiting_count(standing("ruth")) == 7


def test_what_somebody_else_has_to_review_is_listed_with_why(checks, standing, clock):
    found = queue(standing("samuel"), at=clock.now())
    assert named(checks, found.theirs) == ["plain", "held", "sample"]
    assert named(checks, found.others) == ["evidence", "of Samuel", "by Samuel"]
    assert [str(why) for one in found.others for why in one.refused] == [
        "You lead the action that this is evidence for, so somebody else reviews it.",
        "This check is about your own practice, so somebody else reviews it.",
        "You captured this check, so somebody else reviews it.",
    ]


@pytest.mark.parametrize("who", ["tomasz", "grace", "nadia", "admin", "outsider"])
def test_nothing_waits_for_whoever_does_not_review(checks, standing, clock, who):
    found = queue(standing(who), at=clock.now())
    assert (list(found.theirs), list(found.others), waiting_count(standing(who))) == ([], [], 0)


def test_a_verifier_reviews_the_evidence_of_their_action_only(checks, standing, clock):
    assert named(checks, queue(standing("vera"), at=clock.now()).theirs) == ["evidence"]
    assert waiting_count(standing("vera")) == 1


def test_r13_what_was_passed_on_never_waits_for_a_verifier_even_corrected(cast, checks, standing, clock):
    passed = checks["evidence passed"]
    item = make_checks.item(cast, passed, "mar-first")
    correct(passed, item_id=item.id, to="support", reason="I was told.", by=standing("grace"), at=clock.now())
    assert waiting_count(standing("vera")) == 1
    assert "evidence passed" in named(checks, queue(standing("ruth"), at=clock.now()).theirs)


def test_a_reviewed_check_leaves_the_queue_and_comes_back_corrected(cast, checks, standing, clock):
    judgement = Judgement(corrections_seen=0, risk="low", commentary="Clear.")
    review(checks["plain"], judgement, by=standing("samuel"), at=clock.now())
    assert "plain" not in named(checks, queue(standing("ruth"), at=clock.now()).theirs)
    item = make_checks.item(cast, checks["plain"], "mar-first")
    correct(checks["plain"], item_id=item.id, to="support", reason="I was told.", by=standing("grace"), at=clock.now())
    back = [one for one in queue(standing("ruth"), at=clock.now()).theirs if one.check.id == checks["plain"].id]
    assert [one.corrected for one in back] == [True]


def test_mine_shows_what_was_noted_about_me_and_nothing_held_back_or_passed_on(checks, standing, clock):
    noted, more = noted_about(standing("tomasz"), at=clock.now())
    assert (named(checks, noted), more) == (["plain"], False)
    assert unanswered_count(standing("tomasz"), at=clock.now()) == 1


def test_what_was_answered_waits_no_longer(checks, standing, clock):
    reply(checks["plain"], kind="thanks", text="", by=standing("tomasz"), at=clock.now())
    noted, _ = noted_about(standing("tomasz"), at=clock.now())
    assert [(str(says), text) for says, text in noted[0].answers] == [("said thank you", "")]
    assert unanswered_count(standing("tomasz"), at=clock.now()) == 0


def test_after_four_weeks_a_reply_is_welcome_and_not_waited_for(checks, standing, clock):
    tomasz = standing("tomasz")
    later = clock.move(days=29)
    assert unanswered_count(tomasz, at=later) == 0
    assert not any(one.waits for one in noted_about(tomasz, at=later)[0])


def test_mine_comes_page_by_page(checks, standing, clock):
    first, more = noted_about(standing("amina"), at=clock.now(), most=1)
    second, last = noted_about(standing("amina"), at=clock.now(), page=2, most=1)
    assert (named(checks, first), more, named(checks, second), last) == (["by Samuel"], True, ["evidence"], False)


def test_mine_shows_what_i_captured_and_whether_it_was_reviewed(checks, standing):
    found = captured_by(standing("grace"))
    reviewed = [name for name, one in zip(named(checks, found), found, strict=True) if not one.waits]
    assert (len(found), sorted(reviewed)) == (7, ["evidence passed", "passed"])
