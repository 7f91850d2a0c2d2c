"""Somebody leaves: what they could do ends at once, what they did stays, and they may come back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role
from spotcheck.core.refusals import Why
from spotcheck.organisation.invitations import invite_person
from spotcheck.organisation.leaving import come_back, end_work
from spotcheck.organisation.models import Account, Person, RoleHeld, Service
from spotcheck.organisation.operations import end_role, give_role
from spotcheck.organisation.people_queries import LEFT, people
from spotcheck.organisation.queries import signed_in, standing_of
from spotcheck.organisation.sign_in import places_of, start_session
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.lists import Filters
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast, Member
from tests.refused import refused


def leaves(who: Member, by: Member, clock: FixedClock) -> None:
    end_work(who.person, by=by.standing(), at=clock.now())


def account(who: Member) -> Account:
    return db.session.get_one(Account, who.person.account_id)


def test_every_session_ends_at_once(cast: Cast, clock: FixedClock) -> None:
    tokens = [start_session(account(cast.grace), cast.grace.person, at=clock.now()) for _ in range(2)]
    leaves(cast.grace, cast.samuel, clock)
    assert [signed_in(token, at=clock.now()) for token in tokens] == [None, None]
    assert places_of(account(cast.grace), at=clock.now()) == []


def test_roles_end_and_the_history_says_each(cast: Cast, clock: FixedClock) -> None:
    leaves(cast.grace, cast.samuel, clock)
    assert standing_of(cast.organisation_id, cast.grace.id, at=clock.now()).roles == frozenset()
    told = [line.what for line in history.lines(cast.organisation_id, "person", cast.grace.id)]
    assert told[:2] == ["left", "role ended"]


def test_twice_is_once(cast: Cast, clock: FixedClock) -> None:
    leaves(cast.grace, cast.samuel, clock)
    clock.move(hours=1)
    leaves(cast.grace, cast.samuel, clock)
    told = [line.what for line in history.lines(cast.organisation_id, "person", cast.grace.id)]
    assert told.count("left") == 1
    assert cast.grace.person.ended_at == cast.grace.made_at


def test_a_link_that_waits_opens_nothing(cast: Cast, clock: FixedClock) -> None:
    by = cast.samuel.standing()
    made = invite_person("Zofia", Role.CARE_WORKER, cast.hazel_court, by=by, at=clock.now()).invitation
    end_work(db.session.get_one(Person, (made.organisation_id, made.person_id)), by=by, at=clock.now())
    db.session.refresh(made)
    assert made.ended_at == clock.now()


def test_an_account_stays_somebody_elsewhere(cast: Cast, clock: FixedClock) -> None:
    person = cast.outsider.person
    there = start_session(account(cast.outsider), person, at=clock.now())
    here = invite_person("Otto", Role.CARE_WORKER, cast.hazel_court, by=cast.samuel.standing(), at=clock.now())
    ours = db.session.get_one(Person, (cast.organisation_id, here.invitation.person_id))
    ours.account_id = person.account_id
    end_work(ours, by=cast.samuel.standing(), at=clock.now())
    assert signed_in(there, at=clock.now()) is not None


def test_the_only_administrator_stays(cast: Cast, clock: FixedClock) -> None:
    give_role(cast.ruth.person, Role.ADMINISTRATOR, None, by=cast.admin.standing(), at=clock.now())
    leaves(cast.admin, cast.ruth, clock)
    assert "You cannot end your own" in refused(leaves, cast.ruth, cast.ruth, clock)
    held = db.session.scalars(
        sa.select(RoleHeld).where(RoleHeld.person_id == cast.ruth.id, RoleHeld.role == Role.ADMINISTRATOR.value)
    ).one()
    assert "only administrator" in refused(end_role, held, by=cast.ruth.standing(), at=clock.now())


def test_an_administrator_without_a_sign_in_does_not_count(cast: Cast, clock: FixedClock) -> None:
    una = invite_person("Una", Role.ADMINISTRATOR, None, by=cast.admin.standing(), at=clock.now()).invitation
    by = standing_of(cast.organisation_id, una.person_id, at=clock.now())
    assert "only administrator" in refused(end_work, cast.admin.person, by=by, at=clock.now())


@pytest.mark.parametrize(
    ("who", "by"), [("leila", "samuel"), ("joseph", "samuel"), ("ruth", "samuel"), ("admin", "ruth")]
)
def test_nobody_ends_the_work_of_somebody_they_could_not_have_invited(
    who: str, by: str, cast: Cast, clock: FixedClock
) -> None:
    told = refused(leaves, getattr(cast, who), getattr(cast, by), clock, why=Why.NOT_YOU)
    assert "a role that is not yours to give" in told


def test_somebody_who_works_in_two_services_is_an_administrator_s(cast: Cast, clock: FixedClock) -> None:
    mill = db.session.get_one(Service, (cast.organisation_id, cast.mill))
    give_role(cast.grace.person, Role.SUPERVISOR, mill, by=cast.admin.standing(), at=clock.now())
    refused(leaves, cast.grace, cast.samuel, clock, why=Why.NOT_YOU)
    leaves(cast.grace, cast.admin, clock)


def test_whoever_left_is_listed_where_they_worked(cast: Cast, clock: FixedClock) -> None:
    leaves(cast.grace, cast.samuel, clock)

    def left(by: Member) -> list[str]:
        return [one.name for one in people(by.standing(), at=clock.now(), service=LEFT).people]

    assert left(cast.samuel) == left(cast.admin) == ["Grace"]
    assert left(cast.joseph) == left(cast.outsider) == []
    assert "Grace" not in [one.name for one in people(cast.samuel.standing(), at=clock.now()).people]


def test_they_come_back_with_a_role_and_their_sign_in(cast: Cast, clock: FixedClock) -> None:
    leaves(cast.grace, cast.samuel, clock)
    clock.move(days=30)
    by = cast.samuel.standing(clock.now())
    come_back(cast.grace.person, Role.CARE_WORKER, cast.hazel_court, by=by, at=clock.now())
    assert [place.person.id for place in places_of(account(cast.grace), at=clock.now())] == [cast.grace.id]
    now = standing_of(cast.organisation_id, cast.grace.id, at=clock.now())
    assert now.roles == {Held(Role.CARE_WORKER, cast.hazel)}


def test_they_come_back_only_to_what_the_asker_may_give(cast: Cast, clock: FixedClock) -> None:
    leaves(cast.grace, cast.samuel, clock)
    told = {"by": cast.samuel.standing(), "at": clock.now(), "why": Why.INVALID}
    assert "ask an administrator" in refused(come_back, cast.grace.person, Role.MANAGER, cast.hazel_court, **told)


def test_the_actions_they_lead_are_shown_as_left(cast: Cast, clock: FixedClock) -> None:
    agreed = make.an_action(cast, State.AGREED, at=clock.now())
    done = make.an_action(cast, State.DONE, at=clock.now())
    make.an_action(cast, State.CLOSED, at=clock.now())
    make.an_action(cast, State.AGREED, at=clock.now(), lead=cast.grace)

    def left(by: Member) -> set[str]:
        standing = by.standing()
        page = lists.page(standing, View.LEFT, Filters(), at=clock.now())
        assert lists.counts(standing, Filters(), at=clock.now())[View.LEFT] == len(page.rows)
        return {str(row.action.id) for row in page.rows if row.lead_left}

    assert left(cast.samuel) == set()
    leaves(cast.priya, cast.samuel, clock)
    assert left(cast.samuel) == left(cast.nadia) == {str(agreed.id), str(done.id)}
    assert left(cast.joseph) == set()
