"""Signing somebody off: what counts, who signs, what is kept, and what asks for a second look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.queries.answers import answers_of
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal
from spotcheck.learning.competence_models import Competence, SignOff
from spotcheck.learning.operations.competence_needed import adopt_ready_made, ask_for, ask_no_more
from spotcheck.learning.operations.competence_signing import sign_off, still_stands, take_back
from spotcheck.learning.queries.competence_needed import current, versions
from spotcheck.learning.queries.competence_places import Learner, of_person, of_service, who_signs
from spotcheck.learning.queries.competence_signed import came_since, looks_of, to_look_at_again
from spotcheck.learning.rules.competence import State, signed_state
from spotcheck.learning.rules.competence_signing import Came
from spotcheck.standards.models import Topic
from tests import make_checks, make_competence
from tests.cast import Cast, Member

GIVEN = {"observations": 1, "interviews": 0, "assessors": 1, "weeks": 8, "months": 12}


@pytest.fixture
def topic(cast: Cast, clock: FixedClock) -> Topic:
    made = make_competence.ready_made(cast, at=clock.now())
    clock.move(days=30)
    return made


def learner(cast: Cast, who: Member, clock: FixedClock) -> Learner:
    found = of_person(cast.hazel_court, who.person, at=clock.now())
    return next(one for one in found if one.topic.key == "medication")


def test_ready_made_ones_are_adopted_once_with_their_must_be_met_items(cast: Cast, clock: FixedClock) -> None:
    by = cast.admin.standing()
    made = adopt_ready_made(by=by, at=clock.now())
    assert {topic.key for _, topic in current(cast.organisation_id).values()} == {
        "medication", "moving-and-handling", "infection-control", "dignity",
    }  # fmt: skip
    assert adopt_ready_made(by=by, at=clock.now()) == []
    medicines = make_competence.medicines(cast)
    asked = next(one for one in made if one.topic_id == medicines.id)
    assert "medicines-observation/mar-first" in asked.items


def test_what_is_asked_is_replaced_with_a_reason_and_never_edited(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    by = cast.ruth.standing()
    with pytest.raises(Refusal, match="Say why it changes"):
        ask_for(topic.id, GIVEN, by=by, at=clock.now())
    made = ask_for(topic.id, GIVEN, reason="A small team.", by=by, at=clock.now())
    assert ask_for(topic.id, GIVEN, by=by, at=clock.now()) == made
    assert [one.number for one in versions(cast.organisation_id, topic.id)] == [2, 1]
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(sa.update(Competence).values(observations=9))


def test_a_topic_that_is_not_asked_any_more_has_nobody_on_its_way(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    ask_no_more(current(cast.organisation_id)[topic.id][0], reason="Next year.", by=cast.ruth.standing(),
                at=clock.now())  # fmt: skip
    assert topic.id not in {one.topic.id for one in of_service(cast.hazel_court, at=clock.now())}
    ask_for(topic.id, GIVEN, by=cast.ruth.standing(), at=clock.now())
    assert current(cast.organisation_id)[topic.id][0].number == 2


def test_reviewed_looks_count_and_what_waits_for_its_review_does_not(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    make_competence.three_looks(cast, cast.tomasz, at=clock.now())
    make_checks.interview(cast, cast.priya, cast.tomasz, at=clock.now() - timedelta(hours=2))
    found = learner(cast, cast.tomasz, clock)
    assert (found.place.state, len(found.looks)) == (State.ON_THE_WAY, 4)
    assert (found.place.progress.observations, found.place.progress.interviews) == (3, 0)


def test_a_corrected_look_counts_as_it_stands_once_it_was_reviewed_again(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    looks = make_competence.everything(cast, cast.tomasz, at=clock.now())
    assert learner(cast, cast.tomasz, clock).place.state is State.READY
    corrected(cast, looks[0], clock)
    make_checks.reviewed(looks[0], cast.samuel, at=clock.now(), corrections_seen=1)
    assert learner(cast, cast.tomasz, clock).place.progress.observations == 2


def test_what_is_held_back_does_not_count_while_it_is(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    looks = make_competence.everything(cast, cast.tomasz, at=clock.now())
    hold_back(looks[1], until=local_date(clock.now()) + timedelta(days=5), reason="On leave.",
              by=cast.ruth.standing(), at=clock.now())  # fmt: skip
    assert learner(cast, cast.tomasz, clock).place.progress.observations == 2
    clock.move(days=6)
    assert learner(cast, cast.tomasz, clock).place.state is State.READY


def test_a_sign_off_keeps_what_it_stands_on_and_sent_twice_is_one(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    looks = make_competence.everything(cast, cast.tomasz, at=clock.now())
    wanted, by, at = new_id(), cast.samuel.standing(clock.now()), clock.now()
    made = sign_off(cast.tomasz.person, cast.hazel_court, topic.id, sign_off_id=wanted, note="Calm.", by=by, at=at)
    again = sign_off(cast.tomasz.person, cast.hazel_court, topic.id, sign_off_id=wanted, by=by, at=at)
    assert made is again
    assert set(looks_of(made)) == {look.id for look in looks}
    assert made.again_on == date(2027, 12, 2)
    assert [line.what for line in lines(cast.organisation_id, "sign_off", made.id)] == ["signed off"]
    assert learner(cast, cast.tomasz, clock).place.state is State.SIGNED
    assert broken_at(cast.organisation_id) is None
    with pytest.raises(Refusal, match="Not everything is there yet"):
        sign_off(cast.tomasz.person, cast.hazel_court, topic.id, by=by, at=clock.move(hours=1))
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(sa.update(SignOff).values(again_on=date(2030, 1, 1)))


def test_r3_the_worker_and_whoever_made_every_look_do_not_sign(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    at = clock.now()
    ask_for(topic.id, GIVEN, reason="A small team.", by=cast.ruth.standing(), at=at)
    check = make_checks.observation(cast, cast.samuel, cast.tomasz, at=at - timedelta(hours=2))
    make_checks.reviewed(check, cast.ruth, at=at - timedelta(hours=1))
    with pytest.raises(Refusal, match="You made every one of these looks"):
        sign_off(cast.tomasz.person, cast.hazel_court, topic.id, by=cast.samuel.standing(), at=at)
    assert who_signs(learner(cast, cast.tomasz, clock), cast.hazel_court, at=at) == ["Ruth"]
    check = make_checks.observation(cast, cast.grace, cast.samuel, at=at - timedelta(hours=2))
    make_checks.reviewed(check, cast.ruth, at=at - timedelta(hours=1))
    with pytest.raises(Refusal, match="your own practice"):
        sign_off(cast.samuel.person, cast.hazel_court, topic.id, by=cast.samuel.standing(), at=at)


def test_a_home_with_one_manager_and_one_deputy_can_sign(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    """Each makes one look, the quality lead reviews what the manager saw, and the manager signs."""
    at = clock.now()
    ask_for(topic.id, GIVEN | {"observations": 2, "assessors": 2}, reason="Small.", by=cast.ruth.standing(), at=at)
    for by, reviewer in ((cast.priya, cast.samuel), (cast.samuel, cast.ruth)):
        check = make_checks.observation(cast, by, cast.tomasz, at=at - timedelta(hours=2))
        make_checks.reviewed(check, reviewer, at=at - timedelta(hours=1))
    assert sign_off(cast.tomasz.person, cast.hazel_court, topic.id, by=cast.samuel.standing(), at=at)


def test_evidence_that_is_corrected_asks_for_a_second_look_and_changes_nothing_by_itself(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    made = make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=1)
    check = db.session.get_one(Check, (cast.organisation_id, looks_of(made)[0]))
    corrected(cast, check, clock)
    assert came_since(made, at=clock.now()) == (Came.CORRECTED,)
    assert learner(cast, cast.tomasz, clock).place.state is State.SECOND_LOOK
    assert made.taken_back_at is None
    clock.move(hours=1)
    with pytest.raises(Refusal, match="Say why"):
        still_stands(made, reason="", by=cast.samuel.standing(), at=clock.now())
    with pytest.raises(Refusal, match="your own practice"):
        still_stands(made, reason="Fine.", by=cast.tomasz.standing(), at=clock.now())
    still_stands(made, reason="A slip of the finger.", by=cast.samuel.standing(), at=clock.now())
    assert came_since(made, at=clock.now()) == ()
    assert learner(cast, cast.tomasz, clock).place.state is State.SIGNED


def test_a_review_that_does_not_stand_asks_for_a_second_look(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    made = make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=1)
    check = db.session.get_one(Check, (cast.organisation_id, looks_of(made)[0]))
    corrected(cast, check, clock)
    make_checks.reviewed(check, cast.ruth, at=clock.now(), corrections_seen=1, not_for_coaching=True,
                         passed_to="hr", passed_on=local_date(clock.now()))  # fmt: skip
    assert came_since(made, at=clock.now()) == (Came.CORRECTED, Came.NOT_STANDING)


def test_keeping_someone_safe_asks_for_a_second_look_and_taking_back_needs_a_reason(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    made = make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.move(days=2), outcomes={"mar-first": "stopped"})
    assert came_since(made, at=clock.now()) == (Came.STOPPED,)
    with pytest.raises(Refusal, match="Say why"):
        take_back(made, reason=" ", by=cast.samuel.standing(), at=clock.now())
    take_back(made, reason="Fresh looks first.", by=cast.samuel.standing(), at=clock.now())
    take_back(made, reason="Twice.", by=cast.samuel.standing(), at=clock.now())
    assert made.taken_back_reason == "Fresh looks first."
    found = learner(cast, cast.tomasz, clock)
    assert (found.place.state, found.signed) == (State.NOT_BEGUN, None)
    with pytest.raises(Refusal, match="taken back already"):
        still_stands(made, reason="No.", by=cast.samuel.standing(), at=clock.now())


@pytest.mark.parametrize(
    ("days", "state"),
    [(300, None), (337, State.DUE_SOON), (365, State.DUE_SOON), (366, State.LAPSED)],
)
def test_what_is_due_and_lapsed_is_found_by_who_may_see_it_as_the_rule_says(
    cast: Cast, topic: Topic, clock: FixedClock, days: int, state: State | None
) -> None:
    made = make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=days)
    for who in (cast.samuel, cast.grace, cast.ruth, cast.tomasz):
        found = to_look_at_again(who.standing(), at=clock.now())
        assert [(one.row.id, one.state, one.worker, one.topic) for one in found] == (
            [(made.id, state, "Tomasz", "Medication")] if state else []
        )
    rule = signed_state(learner(cast, cast.tomasz, clock).signed.facts, today=local_date(clock.now()))  # type: ignore[union-attr]
    assert rule is (state or State.SIGNED)
    for who in (cast.amina, cast.nadia, cast.joseph, cast.outsider):
        assert to_look_at_again(who.standing(), at=clock.now()) == []


def test_a_new_sign_off_takes_the_place_of_a_lapsed_one(cast: Cast, topic: Topic, clock: FixedClock) -> None:
    make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=370)
    make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    assert to_look_at_again(cast.samuel.standing(), at=clock.now()) == []
    assert learner(cast, cast.tomasz, clock).place.state is State.SIGNED


def test_one_service_reads_the_same_however_many_people_it_has(
    cast: Cast, topic: Topic, clock: FixedClock, statements: list[str]
) -> None:
    make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    make_competence.three_looks(cast, cast.amina, at=clock.now())
    service = cast.hazel_court
    statements.clear()
    found = of_service(service, at=clock.now())
    assert len(statements) <= 9
    medicines = next(one for one in found if one.topic.key == "medication")
    assert [one.worker.name for one in medicines.learners][:2] == ["Amina", "Tomasz"]


def corrected(cast: Cast, check: Check, clock: FixedClock) -> None:
    answers = answers_of(check)
    item = next(one for one in answers.items if one.key == "mar-first")
    correct(check, item_id=item.id, to="support", reason="A slip.", by=cast.grace.standing(), at=clock.now())
