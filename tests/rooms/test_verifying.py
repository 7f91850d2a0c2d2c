"""Somebody from outside (R3): invited by name, for one action, for 60 days at most; it ends by itself or sooner."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from spotcheck.core import history
from spotcheck.core.clock import FixedClock, end_of_day, local_date
from spotcheck.core.database import db
from spotcheck.core.refusals import Refusal, Why
from spotcheck.organisation import joining
from spotcheck.organisation.models import Account, Person, Verifier
from spotcheck.organisation.people_queries import came_before
from spotcheck.organisation.queries import digest, signed_in, standing_of
from spotcheck.organisation.sign_in import places_of, start_session
from spotcheck.organisation.verifying import end_verifier, link_of_verifier
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import invite_to_verify
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast, Member
from tests.refused import refused

WORDS = "three quiet words"


@pytest.fixture
def done(cast: Cast, clock: FixedClock) -> Action:
    return make.an_action(cast, State.DONE, at=clock.now())


def invited(action: Action, cast: Cast, clock: FixedClock, *, days: int = 10, **told: Any) -> Verifier:
    until = end_of_day(local_date(clock.now()) + timedelta(days=days))
    told = {"name": "Vera"} | told
    return invite_to_verify(action, until=until, by=cast.samuel.standing(), at=clock.now(), **told)


def joined(verifier: Verifier, cast: Cast, clock: FixedClock) -> tuple[Account, Person]:
    link = link_of_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert link is not None
    return joining.join_with_new_sign_in(digest(link.token), sign_in="vera.out", password=WORDS, at=clock.now())


def test_whoever_joins_verifies_this_one_action_and_holds_no_role(done: Action, cast: Cast, clock: FixedClock) -> None:
    _account, person = joined(invited(done, cast, clock), cast, clock)
    found = standing_of(person.organisation_id, person.id, at=clock.now())
    assert (found.roles, found.verifies) == (frozenset(), {done.id})


def test_it_ends_by_itself_after_the_last_day_and_so_does_the_sign_in(
    done: Action, cast: Cast, clock: FixedClock
) -> None:
    account, person = joined(invited(done, cast, clock, days=0), cast, clock)
    clock.set(end_of_day(local_date(clock.now())) - timedelta(seconds=1))
    token = start_session(account, person, at=clock.now())
    assert signed_in(token, at=clock.now()) is not None
    clock.move(seconds=1)
    assert signed_in(token, at=clock.now()) is None
    assert places_of(account, at=clock.now()) == []


def test_it_can_be_ended_sooner_and_twice_is_once(done: Action, cast: Cast, clock: FixedClock) -> None:
    verifier = invited(done, cast, clock)
    account, person = joined(verifier, cast, clock)
    token = start_session(account, person, at=clock.now())
    for _ in range(2):
        end_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
        clock.move(minutes=1)
    assert signed_in(token, at=clock.now()) is None
    told = [line.what for line in history.lines(cast.organisation_id, "action", done.id)]
    assert told.count("verifier ended") == 1


def test_a_link_that_waits_ends_with_it(done: Action, cast: Cast, clock: FixedClock) -> None:
    verifier = invited(done, cast, clock)
    link = link_of_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert link is not None
    end_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert joining.invited(digest(link.token), at=clock.now()) is None
    assert "This invitation has ended" in refused(link_of_verifier, verifier, by=cast.samuel.standing(), at=clock.now())


def test_a_link_never_outlives_the_invitation(done: Action, cast: Cast, clock: FixedClock) -> None:
    verifier = invited(done, cast, clock, days=1)
    link = link_of_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert link is not None
    assert link.invitation.ends_at == verifier.until_at


def test_sent_twice_it_is_one_person_with_one_invitation(done: Action, cast: Cast, clock: FixedClock) -> None:
    person_id = uuid.uuid4()
    first, second = (invited(done, cast, clock, person_id=person_id) for _ in range(2))
    assert (first.id, first.person_id) == (second.id, person_id)


def test_somebody_who_came_before_keeps_their_sign_in(done: Action, cast: Cast, clock: FixedClock) -> None:
    _account, person = joined(invited(done, cast, clock), cast, clock)
    second = make.an_action(cast, State.DONE, at=clock.now())
    assert came_before(cast.samuel.standing(), action_id=done.id, at=clock.now()) == []
    assert came_before(cast.samuel.standing(), action_id=second.id, at=clock.now()) == [(person.id, "Vera")]
    again = invited(second, cast, clock, name=None, known_id=person.id)
    assert again.person_id == person.id
    assert link_of_verifier(again, by=cast.samuel.standing(), at=clock.now()) is None
    assert standing_of(person.organisation_id, person.id, at=clock.now()).verifies == {done.id, second.id}


def test_whoever_came_to_another_service_is_not_offered(done: Action, cast: Cast, clock: FixedClock) -> None:
    vera = invited(done, cast, clock).person_id
    mill = make.an_action(cast, State.DONE, at=clock.now(), service_id=cast.mill, by=cast.joseph, lead=cast.leila)
    assert came_before(cast.joseph.standing(), action_id=mill.id, at=clock.now()) == []
    until = end_of_day(local_date(clock.now()))
    told = {"known_id": vera, "until": until, "by": cast.joseph.standing(), "at": clock.now(), "why": Why.INVALID}
    assert "one of those on the page" in refused(invite_to_verify, mill, **told)


@pytest.mark.parametrize(
    ("told", "field", "says"),
    [
        ({"name": None}, "name", "Write the name"),
        ({"days": 60}, "until", "at most 60 days"),
        ({"days": -1}, "until", "Choose a later day"),
        ({"name": None, "known_id": uuid.UUID(int=7)}, "person", "one of those on the page"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    told: dict[str, Any], field: str, says: str, done: Action, cast: Cast, clock: FixedClock
) -> None:
    with pytest.raises(Refusal) as no, db.session.begin_nested():
        invited(done, cast, clock, **told)
    assert says in str(no.value.fields[field])


def test_somebody_who_works_here_is_not_invited_from_outside(done: Action, cast: Cast, clock: FixedClock) -> None:
    with pytest.raises(Refusal, match="has a role instead"):
        invited(done, cast, clock, person_id=cast.grace.id)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_nobody_is_invited_to_an_action_that_has_ended(state: State, cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, state, at=clock.now())
    with pytest.raises(Refusal, match="nothing to verify"):
        invited(action, cast, clock)


def test_the_account_they_have_elsewhere_is_not_touched_when_it_ends(
    done: Action, cast: Cast, clock: FixedClock
) -> None:
    verifier = invited(done, cast, clock)
    link = link_of_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert link is not None
    other: Member = cast.outsider
    account = db.session.get_one(Account, other.person.account_id)
    joining.join_with_account(digest(link.token), account, at=clock.now())
    assert len(places_of(account, at=clock.now())) == 2
    end_verifier(verifier, by=cast.samuel.standing(), at=clock.now())
    assert [place.person.id for place in places_of(account, at=clock.now())] == [other.id]
