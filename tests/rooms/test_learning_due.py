"""What is due of sign-off and supervision, in numbers: asked of the database as the rules and the lists say it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.queries.competence_due import Waits, ready_to_sign, waits_of
from spotcheck.learning.queries.competence_places import of_service
from spotcheck.learning.queries.competence_signed import to_look_at_again
from spotcheck.learning.queries.supervision import supervised_at
from spotcheck.learning.queries.supervision_due import talks_due
from spotcheck.learning.rules.competence import State
from spotcheck.learning.rules.supervision import State as Talked
from spotcheck.learning.supervision_models import Supervision
from spotcheck.standards.models import Topic
from tests import make_competence
from tests.cast import Cast, Member


@pytest.fixture
def topic(cast: Cast, clock: FixedClock) -> Topic:
    made = make_competence.ready_made(cast, at=clock.now())
    clock.move(days=30)
    return made


def a_talk(cast: Cast, who: Member, clock: FixedClock, *, days_ago: int, looks: int) -> None:
    held_on = local_date(clock.now()) - timedelta(days=days_ago)
    row = Supervision(
        organisation_id=cast.organisation_id, id=new_id(), worker_id=who.id, service_id=cast.hazel,
        by_id=cast.samuel.id, at=clock.now(), held_on=held_on, looks=looks, practice="Calm.", reflection=None,
        step="Go on.", step_on=held_on, asked_concerns=True,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


@pytest.mark.parametrize("days_ago", [10, 74, 75, 76, 77, 78, 79, 80, 92, 93, 200])
@pytest.mark.parametrize("looks", [0, 1])
def test_a_talk_is_due_in_numbers_when_the_list_says_so(
    cast: Cast, clock: FixedClock, days_ago: int, looks: int
) -> None:
    for whom in (cast.tomasz, cast.priya, cast.samuel):
        a_talk(cast, whom, clock, days_ago=days_ago, looks=looks)
    a_talk(cast, cast.amina, clock, days_ago=5, looks=1)
    for standing in (cast.samuel.standing(clock.now()), cast.grace.standing(clock.now())):
        found = {one.service_id: one for one in talks_due(standing, at=clock.now())}
        listed = supervised_at(cast.hazel_court, standing, at=clock.now())
        due = sum(one.state in {Talked.LATE, Talked.DUE_SOON} for one in listed)
        assert (found[cast.hazel].others if cast.hazel in found else 0) == due


def test_ones_own_talk_is_told_by_its_day_and_to_nobody_else(cast: Cast, clock: FixedClock) -> None:
    a_talk(cast, cast.tomasz, clock, days_ago=85, looks=2)
    (own,) = talks_due(cast.tomasz.standing(clock.now()), at=clock.now())
    assert (own.own, own.others, own.service) == (True, 0, "Hazel Court")
    assert own.by is not None
    for somebody in (cast.amina, cast.joseph, cast.nadia, cast.admin):
        assert talks_due(somebody.standing(clock.now()), at=clock.now()) == []


def test_who_left_or_works_elsewhere_now_waits_for_no_talk(cast: Cast, clock: FixedClock) -> None:
    a_talk(cast, cast.tomasz, clock, days_ago=85, looks=2)
    cast.tomasz.person.ended_at = clock.now()
    db.session.flush()
    assert talks_due(cast.samuel.standing(clock.now()), at=clock.now()) == []


def ready(cast: Cast, who: Member, clock: FixedClock) -> list[Waits]:
    standing = who.standing(clock.now())
    again = to_look_at_again(standing, at=clock.now())
    return ready_to_sign(standing, [cast.hazel_court], again, at=clock.now())


def listed(cast: Cast, clock: FixedClock, state: State) -> int:
    found = of_service(cast.hazel_court, at=clock.now())
    return sum(one.place.state is state for of_topic in found for one in of_topic.learners)


def test_who_is_ready_is_counted_as_the_list_says_and_only_for_who_can_sign(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    make_competence.three_looks(cast, cast.amina, at=clock.now())
    assert ready(cast, cast.samuel, clock) == []
    make_competence.everything(cast, cast.tomasz, at=clock.now())
    (one,) = ready(cast, cast.samuel, clock)
    assert (one.service, one.topic, one.counts) == ("Hazel Court", "Medication", {State.READY: 1})
    assert listed(cast, clock, State.READY) == 1
    assert ready(cast, cast.grace, clock) == []
    assert ready(cast, cast.joseph, clock) == []


def test_a_fresh_sign_off_is_not_counted_and_one_with_fresh_looks_when_due_is(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    assert ready(cast, cast.samuel, clock) == []
    clock.move(days=345)
    assert ready(cast, cast.samuel, clock) == []
    make_competence.everything(cast, cast.tomasz, at=clock.now())
    assert (
        ready(cast, cast.samuel, clock)[0].counts == {State.READY: 1} == {State.READY: listed(cast, clock, State.READY)}
    )


def test_what_waits_is_counted_by_topic_and_place_the_most_pressing_first(
    cast: Cast, topic: Topic, clock: FixedClock
) -> None:
    make_competence.a_sign_off(cast, cast.amina, at=clock.now())
    clock.move(days=30)
    make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=340)
    (one,) = waits_of(to_look_at_again(cast.samuel.standing(clock.now()), at=clock.now()))
    assert list(one.counts.items()) == [(State.LAPSED, 1), (State.DUE_SOON, 1)]
