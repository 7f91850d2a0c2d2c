"""R1: a correction stands beside the check; the check, and the evidence it gave, wait for a review again."""

import pytest
import sqlalchemy as sa

from spotcheck.checklists.rules import Heard, Observation
from spotcheck.checks.models import Check, CheckAnswer, Correction
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Refusal, Why
from spotcheck.tracker.models import Action, Evidence
from tests import make_checks as make

WHY = "I mixed up two lines."


@pytest.fixture
def check(cast, clock):
    return make.observation(
        cast,
        cast.grace,
        cast.tomasz,
        at=clock.now(),
        outcomes={"mar-first": "follow_up"},
        notes={"mar-first": "Later."},
    )


def stored(check):
    query = sa.select(CheckAnswer).where(CheckAnswer.check_id == check.id)
    return {(row.item_id, row.position): row.outcome for row in db.session.scalars(query)}


def test_r1_the_check_itself_does_not_change(cast, clock, check):
    item, before = make.item(cast, check, "mar-first"), stored(check)
    correct(check, item_id=item.id, to="well", reason=WHY, by=cast.grace.standing(), at=clock.now())
    assert stored(check) == before
    answer = answers_of(check).of(item.id)
    assert (answer.outcome, answer.note) == (Observation.WELL, "Later.")


def test_history_says_from_what_to_what_and_why(cast, clock, check):
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="well", reason=WHY, by=cast.grace.standing(), at=clock.now())
    payload = lines(cast.organisation_id, "check", check.id)[0].payload
    assert (payload["before"]["outcome"], payload["after"]["outcome"], payload["reason"]) == ("follow_up", "well", WHY)


def test_corrections_are_numbered_and_the_last_one_counts(cast, clock, check):
    item = make.item(cast, check, "mar-first")
    for to in ("not_seen", "well"):
        correct(check, item_id=item.id, to=to, reason=WHY, by=cast.samuel.standing(), at=clock.now())
    rows = db.session.scalars(sa.select(Correction).order_by(Correction.number)).all()
    assert [(row.number, row.outcome_before, row.outcome) for row in rows] == [
        (1, "follow_up", "not_seen"),
        (2, "not_seen", "well"),
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"to": "well", "reason": " "}, "reason"),
        ({"to": "follow_up", "reason": WHY}, "outcome"),
        ({"to": "in_place", "reason": WHY}, "outcome"),
    ],
)
def test_a_correction_without_a_reason_or_without_a_change_is_refused(cast, clock, check, sent, field):
    item = make.item(cast, check, "mar-first")
    with pytest.raises(Refusal) as refused:
        correct(check, item_id=item.id, **sent, by=cast.grace.standing(), at=clock.now())
    assert list(refused.value.fields) == [field]
    assert db.session.scalar(sa.select(Correction)) is None


def test_the_person_observed_replies_and_does_not_correct(cast, clock, check):
    item = make.item(cast, check, "mar-first")
    with pytest.raises(Refusal, match="in a reply") as refused:
        correct(check, item_id=item.id, to="well", reason=WHY, by=cast.tomasz.standing(), at=clock.now())
    assert refused.value.why is Why.NOT_YOU


def test_one_record_of_a_sample_is_corrected(cast, clock):
    check = make.sample(cast, cast.grace, at=clock.now(), size=3, missed={"prn-effect": [2]})
    item = make.item(cast, check, "prn-effect")
    correct(check, item_id=item.id, position=2, to="partly", reason=WHY, by=cast.grace.standing(), at=clock.now())
    standing = [answer.outcome.value for answer in answers_of(check).standing if answer.item_id == item.id]
    assert standing == ["in_place", "partly", "in_place"]


def test_an_interview_answer_follows_from_what_was_said(cast, clock):
    check = make.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    item = make.item(cast, check, "before-giving")
    said = Said(points={"plan": Heard.ASKED, "limits": Heard.NOT_YET, "other-help": Heard.UNPROMPTED})
    made = correct(check, item_id=item.id, said=said, reason=WHY, by=cast.grace.standing(), at=clock.now())
    assert (made.outcome_before, made.outcome, made.detail["points"]["limits"]) == ("clear", "partly", "not_yet")


def test_points_of_another_question_are_refused(cast, clock):
    check = make.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    item, said = make.item(cast, check, "before-giving"), Said(points={"effect": Heard.ASKED})
    with pytest.raises(Refusal):
        correct(check, item_id=item.id, said=said, reason=WHY, by=cast.grace.standing(), at=clock.now())


def judged(check, by, at, *, seen=0, stands=True):
    judgement = Judgement(
        corrections_seen=seen, risk="low", commentary="Clear.", stands=stands, stands_reason="Too short."
    )
    return review(check, judgement, by=by.standing(), at=at)


def newest():
    return db.session.scalars(sa.select(Evidence).where(Evidence.superseded.is_(False))).one()


@pytest.fixture
def evidence(cast, clock):
    """A check that was captured for an action that Priya leads, and that meets what is wanted."""
    wanted = make.waiting_action(cast, lead=cast.priya, at=clock.now())
    return make.observation(cast, cast.grace, cast.tomasz, at=clock.now(), requirement_id=wanted.id)


def test_a_review_brings_the_evidence_as_reviewed(cast, clock, evidence):
    assert newest().reviewed_by_id is None
    judged(evidence, cast.samuel, clock.now())
    brought = newest()
    assert (brought.reviewed_by_id, brought.stands, brought.usable, brought.misses) == (cast.samuel.id, True, 1, 0)
    assert db.session.scalars(sa.select(Action)).one().missing == 0


def test_evidence_that_does_not_stand_leaves_the_action_waiting(cast, clock, evidence):
    judged(evidence, cast.samuel, clock.now(), stands=False)
    assert (newest().stands, db.session.scalars(sa.select(Action)).one().missing) == (False, 1)


def test_r3_the_lead_of_the_action_neither_reviews_nor_corrects_its_evidence(cast, clock):
    wanted = make.waiting_action(cast, lead=cast.samuel, at=clock.now())
    check = make.observation(cast, cast.grace, cast.tomasz, at=clock.now(), requirement_id=wanted.id)
    with pytest.raises(Refusal, match="You lead the action"):
        judged(check, cast.samuel, clock.now())
    item = make.item(cast, check, "mar-first")
    with pytest.raises(Refusal, match="You lead the action"):
        correct(check, item_id=item.id, to="not_seen", reason=WHY, by=cast.samuel.standing(), at=clock.now())


def test_after_a_correction_the_evidence_waits_for_a_review_again(cast, clock, evidence):
    judged(evidence, cast.samuel, clock.now())
    item = make.item(cast, evidence, "mar-first")
    correct(evidence, item_id=item.id, to="follow_up", reason=WHY, by=cast.grace.standing(), at=clock.now())
    brought = newest()
    assert (brought.reviewed_by_id, brought.stands, brought.misses) == (None, False, 1)
    assert db.session.scalars(sa.select(Action)).one().missing == 1


def test_the_second_review_counts_what_was_corrected(cast, clock, evidence):
    judged(evidence, cast.samuel, clock.now())
    item = make.item(cast, evidence, "mar-first")
    correct(evidence, item_id=item.id, to="follow_up", reason=WHY, by=cast.grace.standing(), at=clock.now())
    judged(evidence, cast.ruth, clock.now(), seen=1)
    action = db.session.scalars(sa.select(Action)).one()
    assert (newest().misses, action.state, action.sent_back) == (1, "agreed", 1)


def test_not_for_coaching_is_no_evidence(cast, clock, evidence):
    judgement = Judgement(
        corrections_seen=0, risk="high", commentary="Passed on.", stands=True, not_for_coaching=True, passed_to="hr",
        passed_on=clock.now().date(),
    )  # fmt: skip
    review(evidence, judgement, by=cast.samuel.standing(), at=clock.now())
    assert newest().stands is False


def test_the_database_itself_refuses_to_change_a_finished_check(cast, check):
    db.session.get_one(Check, (check.organisation_id, check.id)).shift = "night"
    with pytest.raises(sa.exc.DBAPIError, match="never changes"):
        db.session.flush()
