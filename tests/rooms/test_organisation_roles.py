"""Roles are given and ended by the verbs, each with its line in history."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role, Verb
from spotcheck.core.refusals import Why
from spotcheck.organisation.models import Account, Person, RoleHeld
from spotcheck.organisation.operations import add_person, end_role, give_role
from spotcheck.organisation.people_queries import people, person_thing, roles_of
from tests.cast import Cast, Member
from tests.refused import refused


def role_of(member: Member) -> RoleHeld:
    query = sa.select(RoleHeld).where(RoleHeld.person_id == member.id, RoleHeld.ended_at.is_(None))
    return db.session.scalars(query).one()


def test_a_role_that_is_given_counts_from_now_and_is_in_history(cast: Cast, clock: FixedClock) -> None:
    at = clock.move(days=1)
    give_role(cast.grace.person, Role.MANAGER, cast.hazel_court, by=cast.admin.standing(), at=at)
    assert Held(Role.MANAGER, cast.hazel) in cast.grace.standing(at).roles
    assert Held(Role.MANAGER, cast.hazel) not in cast.grace.standing(at - timedelta(minutes=1)).roles
    newest = history.lines(cast.organisation_id, "person", cast.grace.id)[0]
    assert (newest.what, newest.by_id, newest.at) == ("role given", cast.admin.id, at)


def test_given_twice_is_once(cast: Cast, clock: FixedClock) -> None:
    by, at = cast.admin.standing(), clock.now()
    first = give_role(cast.grace.person, Role.MANAGER, cast.hazel_court, by=by, at=at)
    lines = len(history.lines(cast.organisation_id, "person", cast.grace.id))
    assert give_role(cast.grace.person, Role.MANAGER, cast.hazel_court, by=by, at=at) is first
    assert len(history.lines(cast.organisation_id, "person", cast.grace.id)) == lines


def test_a_role_that_ended_gives_nothing_any_more_and_is_kept(cast: Cast, clock: FixedClock) -> None:
    at = clock.move(days=1)
    end_role(role_of(cast.grace), by=cast.admin.standing(), at=at)
    assert cast.grace.standing(at).roles == frozenset()
    assert cast.grace.standing(at - timedelta(minutes=1)).roles == {Held(Role.SUPERVISOR, cast.hazel)}
    assert [line.what for line in history.lines(cast.organisation_id, "person", cast.grace.id)][:2] == [
        "role ended",
        "role given",
    ]


def test_ended_twice_is_once(cast: Cast, clock: FixedClock) -> None:
    held = role_of(cast.grace)
    end_role(held, by=cast.admin.standing(), at=clock.now())
    ended = held.ended_at
    end_role(held, by=cast.admin.standing(), at=clock.move(hours=1))
    assert held.ended_at == ended


def test_somebody_from_outside_gets_no_role(cast: Cast, clock: FixedClock) -> None:
    by, at = cast.admin.standing(), clock.now()
    verifier = add_person("Olwen", by=by, at=at, outside=True)
    assert "outside" in refused(give_role, verifier, Role.MANAGER, cast.hazel_court, by=by, at=at)


def test_a_service_that_closed_gives_no_role(cast: Cast, clock: FixedClock) -> None:
    cast.hazel_court.ended_at = clock.now()
    told = refused(
        give_role, cast.grace.person, Role.MANAGER, cast.hazel_court, by=cast.admin.standing(), at=clock.now()
    )
    assert "closed" in told


def test_a_role_in_the_wrong_place_is_refused(cast: Cast, clock: FixedClock) -> None:
    told = refused(
        give_role, cast.grace.person, Role.QUALITY_LEAD, cast.hazel_court,
        by=cast.admin.standing(), at=clock.now(), why=Why.INVALID,
    )  # fmt: skip
    assert "across the organisation" in told


def test_the_only_administrator_stays(cast: Cast, clock: FixedClock) -> None:
    assert "only administrator" in refused(end_role, role_of(cast.admin), by=cast.admin.standing(), at=clock.now())


@pytest.mark.parametrize("gone", ["person", "account", "no account"])
def test_an_administrator_who_cannot_sign_in_does_not_count(gone: str, cast: Cast, clock: FixedClock) -> None:
    by, at = cast.admin.standing(), clock.now()
    give_role(cast.ruth.person, Role.ADMINISTRATOR, None, by=by, at=at)
    ruth = db.session.get_one(Person, (cast.organisation_id, cast.ruth.id))
    if gone == "person":
        ruth.ended_at = at
    elif gone == "account":
        db.session.get_one(Account, ruth.account_id).ended_at = at
    else:
        ruth.account_id = None
    db.session.flush()
    refused(end_role, role_of(cast.admin), by=by, at=at)


def test_with_a_second_administrator_the_first_may_go(cast: Cast, clock: FixedClock) -> None:
    by, at = cast.admin.standing(), clock.now()
    give_role(cast.ruth.person, Role.ADMINISTRATOR, None, by=by, at=at)
    end_role(role_of(cast.admin), by=by, at=at)
    assert cast.admin.standing(at).roles == frozenset()


def names(member: Member, at: FixedClock, **narrowed: str) -> list[str]:
    return [one.name for one in people(member.standing(), at=at.now(), **narrowed).people]


def test_an_administrator_sees_everybody_service_by_service(cast: Cast, clock: FixedClock) -> None:
    add_person("Zoë", by=cast.admin.standing(), at=clock.now())
    page = people(cast.admin.standing(), at=clock.now())
    assert [(str(one.place), one.name) for one in page.people] == [
        ("Hazel Court", "Amina"),
        ("Hazel Court", "Grace"),
        ("Hazel Court", "Priya"),
        ("Hazel Court", "Samuel"),
        ("Hazel Court", "Tomasz"),
        ("Mill Lane", "Joseph"),
        ("Mill Lane", "Leila"),
        ("Across the organisation", "Alex"),
        ("Across the organisation", "Nadia"),
        ("Across the organisation", "Ruth"),
        ("No role now", "Zoë"),
    ]


def test_a_manager_sees_their_own_service_and_those_with_a_role_across(cast: Cast, clock: FixedClock) -> None:
    assert names(cast.samuel, clock) == ["Amina", "Grace", "Priya", "Samuel", "Tomasz", "Alex", "Nadia", "Ruth"]
    assert names(cast.outsider, clock) == ["Outsider", "Otto"]


def test_the_list_is_narrowed_by_service_and_by_name(cast: Cast, clock: FixedClock) -> None:
    assert names(cast.admin, clock, service=str(cast.mill)) == ["Joseph", "Leila"]
    assert names(cast.admin, clock, service="across") == ["Alex", "Nadia", "Ruth"]
    assert names(cast.admin, clock, search="RA") == ["Grace"]
    assert names(cast.admin, clock, search="%") == []
    assert names(cast.samuel, clock, service=str(cast.mill)) == []


def test_somebody_with_roles_in_two_places_is_listed_in_both(cast: Cast, clock: FixedClock) -> None:
    give_role(cast.leila.person, Role.SUPERVISOR, cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    found = [one for one in people(cast.admin.standing(), at=clock.now()).people if one.name == "Leila"]
    assert [(str(one.place), *map(str, (*one.here, *one.also))) for one in found] == [
        ("Hazel Court", "supervisor", "supervisor at Mill Lane"),
        ("Mill Lane", "supervisor", "supervisor at Hazel Court"),
    ]


def test_a_long_list_comes_a_page_at_a_time_and_nobody_is_left_out_or_twice(
    cast: Cast, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, statements: list[str]
) -> None:
    monkeypatch.setattr("spotcheck.organisation.people_queries.PAGE", 3)
    add_person("älva", by=cast.admin.standing(), at=clock.now())
    add_person("Ärla", by=cast.admin.standing(), at=clock.now())
    standing = cast.admin.standing()
    seen, after, pages = [], None, 0
    while after is not None or not pages:
        before = len(statements)
        page = people(standing, at=clock.now(), after=after)
        assert len(statements) - before <= 5
        seen += [one.name for one in page.people]
        after, pages = page.after, pages + 1
    assert (len(seen), len(set(seen)), pages) == (12, 12, 4)


@pytest.mark.parametrize("after", ["", "x", "across.x", "x.across", ".", "nowhere."])
def test_an_address_that_somebody_typed_starts_from_the_beginning(after: str, cast: Cast, clock: FixedClock) -> None:
    assert names(cast.admin, clock, after=after)[0] == "Amina"


def test_a_manager_meets_somebody_where_both_are(cast: Cast, clock: FixedClock) -> None:
    give_role(cast.leila.person, Role.SUPERVISOR, cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    assert person_thing(cast.samuel.standing(), cast.leila.person, at=clock.now()).service_id == cast.hazel
    assert person_thing(cast.joseph.standing(), cast.leila.person, at=clock.now()).service_id == cast.mill


def test_somebody_without_a_role_is_met_only_by_those_who_reach_everything(cast: Cast, clock: FixedClock) -> None:
    somebody = add_person("Zoë", by=cast.admin.standing(), at=clock.now())
    thing = person_thing(cast.samuel.standing(), somebody, at=clock.now())
    assert thing.service_id not in (cast.samuel.standing().services_for(Verb.SEE_PEOPLE) or ())


def test_roles_have_their_words_oldest_first(cast: Cast, clock: FixedClock) -> None:
    give_role(cast.grace.person, Role.READER, None, by=cast.admin.standing(), at=clock.move(days=1))
    words = [str(said) for _held, said in roles_of(cast.grace.person, at=clock.now())]
    assert words == ["supervisor at Hazel Court", "reader across the organisation"]
