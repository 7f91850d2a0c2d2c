"""Somebody is invited, joins once, and only those may invite whose people they would be."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Held, Role
from spotcheck.core.refusals import Refusal, Why
from spotcheck.organisation import invitation_queries, joining
from spotcheck.organisation.invitations import Link, invite_person, make_link, revoke
from spotcheck.organisation.models import Account, Person, Service
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.organisation.queries import digest, standing_of
from tests.cast import Cast, Member
from tests.refused import refused

WORDS = "three quiet words"


def invited(cast: Cast, clock: FixedClock, *, by: Member | None = None) -> Link:
    by = by or cast.samuel
    return invite_person("Zofia", Role.SUPERVISOR, cast.hazel_court, by=by.standing(), at=clock.now())


def join(link: Link, clock: FixedClock, sign_in: str = "zofia") -> Person:
    return joining.join_with_new_sign_in(digest(link.token), sign_in=sign_in, password=WORDS, at=clock.now())[1]


def test_whoever_joins_has_the_role_at_once(cast: Cast, clock: FixedClock) -> None:
    person = join(invited(cast, clock), clock)
    assert standing_of(person.organisation_id, person.id, at=clock.now()).roles == {Held(Role.SUPERVISOR, cast.hazel)}


def test_the_history_says_who_invited_and_that_they_joined(cast: Cast, clock: FixedClock) -> None:
    person = join(invited(cast, clock), clock)
    told = [(line.what, line.by_id) for line in history.lines(cast.organisation_id, "person", person.id)]
    samuel = cast.samuel.id
    assert told == [("joined", person.id), ("invited", samuel), ("role given", samuel), ("added", samuel)]


def test_the_link_itself_is_kept_nowhere(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            assert link.token not in str(row)


def test_looking_at_a_link_spends_nothing(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    for _ in range(3):
        assert joining.invited(digest(link.token), at=clock.now()) is not None
    assert join(link, clock).name == "Zofia"


def test_a_used_link_opens_nothing(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    join(link, clock)
    assert joining.invited(digest(link.token), at=clock.now()) is None
    assert "was used" in refused(join, link, clock, "another.name")


def test_a_link_ends_after_seven_days(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    clock.move(days=7)
    assert "has ended" in refused(join, link, clock)
    clock.move(seconds=-1)
    assert join(link, clock)


def test_a_revoked_link_opens_nothing_and_twice_is_once(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    for _ in range(2):
        revoke(link.invitation, by=cast.samuel.standing(), at=clock.now())
    assert "has ended" in refused(join, link, clock)
    told = [line.what for line in history.lines(cast.organisation_id, "person", link.invitation.person_id)]
    assert told.count("invitation ended") == 1


def test_a_newer_link_takes_the_place_of_the_one_before(cast: Cast, clock: FixedClock) -> None:
    first = invited(cast, clock)
    person = db.session.get_one(Person, (cast.organisation_id, first.invitation.person_id))
    second = make_link(person, by=cast.samuel.standing(), at=clock.now())
    assert "has ended" in refused(join, first, clock)
    assert join(second, clock)


def test_sent_twice_it_is_one_person(cast: Cast, clock: FixedClock) -> None:
    person_id = new_id()
    made = [
        invite_person(
            "Zofia", Role.CARE_WORKER, cast.hazel_court, person_id=person_id, by=cast.samuel.standing(), at=clock.now()
        )
        for _ in range(2)
    ]
    assert {link.invitation.person_id for link in made} == {person_id}
    assert sum(invitation_queries.state_of(link.invitation, clock.now()) == "waiting" for link in made) == 1


def test_a_name_that_is_taken_leaves_the_link_as_it_was(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    with pytest.raises(Refusal), db.session.begin_nested():
        join(link, clock, "grace")
    assert join(link, clock)


def test_one_account_joins_a_second_organisation(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    account = db.session.get_one(Account, cast.outsider.person.account_id)
    person = joining.join_with_account(digest(link.token), account, at=clock.now())[1]
    assert (person.organisation_id, person.account_id) == (cast.organisation_id, account.id)


def test_an_account_joins_one_organisation_once(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    account = db.session.get_one(Account, cast.grace.person.account_id)
    with pytest.raises(Refusal, match="is used here already"), db.session.begin_nested():
        joining.join_with_account(digest(link.token), account, at=clock.now())
    assert joining.invited(digest(link.token), at=clock.now()) is not None


@pytest.mark.parametrize(
    ("who", "role", "at_mill", "says"),
    [
        ("samuel", Role.CARE_WORKER, False, ""),
        ("samuel", Role.CARE_WORKER, True, "your own service"),
        ("samuel", Role.MANAGER, False, "ask an administrator"),
        ("ruth", Role.SUPERVISOR, True, ""),
        ("ruth", Role.MANAGER, True, "ask an administrator"),
        ("admin", Role.MANAGER, True, ""),
        ("grace", Role.CARE_WORKER, False, "your own service"),
    ],
)
def test_who_may_invite_whom(who: str, role: Role, at_mill: bool, says: str, cast: Cast) -> None:
    by: Member = getattr(cast, who)
    told = {"by": by.standing(), "at": by.made_at}
    there = db.session.get_one(Service, (cast.organisation_id, cast.mill if at_mill else cast.hazel))
    if says:
        assert says in refused(invite_person, "Zofia", role, there, why=Why.INVALID, **told)
    else:
        assert invite_person("Zofia", role, there, **told)


def test_a_manager_makes_no_link_for_somebody_who_may_do_more(cast: Cast, clock: FixedClock) -> None:
    link = invite_person("Una", Role.QUALITY_LEAD, None, by=cast.admin.standing(), at=clock.now())
    una = db.session.get_one(Person, (cast.organisation_id, link.invitation.person_id))
    by = cast.samuel.standing()
    assert "not yours to give" in refused(make_link, una, by=by, at=clock.now(), why=Why.NOT_YOU)
    assert "not yours to give" in refused(revoke, link.invitation, by=by, at=clock.now(), why=Why.NOT_YOU)


def test_somebody_who_signs_in_needs_no_link(cast: Cast, clock: FixedClock) -> None:
    told = {"by": cast.samuel.standing(), "at": clock.now()}
    assert "signs in already" in refused(make_link, cast.grace.person, **told)


def test_a_link_for_somebody_who_left_opens_nothing(cast: Cast, clock: FixedClock) -> None:
    link = invited(cast, clock)
    db.session.get_one(Person, (cast.organisation_id, link.invitation.person_id)).ended_at = clock.now()
    db.session.flush()
    assert joining.invited(digest(link.token), at=clock.now()) is None
    with pytest.raises(Refusal), db.session.begin_nested():
        join(link, clock)


def test_everybody_sees_the_invitations_of_their_own_people(cast: Cast, clock: FixedClock) -> None:
    by = cast.admin.standing()
    invited(cast, clock)
    invite_person("Una", Role.QUALITY_LEAD, None, by=by, at=clock.now())
    mill = db.session.get_one(Service, (cast.organisation_id, cast.mill))
    invite_person("Mina", Role.CARE_WORKER, mill, by=by, at=clock.now())

    def seen(member: Member) -> set[str]:
        listed, _ = invitation_queries.invitations(member.standing(), at=clock.now())
        return {one.name for one in listed}

    assert seen(cast.admin) == {"Zofia", "Una", "Mina"}
    assert seen(cast.samuel) == {"Zofia", "Una"}
    assert seen(cast.outsider) == set()


def test_a_long_list_of_invitations_has_pages(cast: Cast, clock: FixedClock) -> None:
    for number in range(60):
        person = add_person(f"Worker {number:02}", by=cast.admin.standing(), at=clock.now())
        give_role(person, Role.CARE_WORKER, cast.hazel_court, by=cast.admin.standing(), at=clock.now())
        make_link(person, by=cast.admin.standing(), at=clock.move(seconds=1))
    first, more = invitation_queries.invitations(cast.samuel.standing(), at=clock.now())
    second, end = invitation_queries.invitations(cast.samuel.standing(), at=clock.now(), after=more)
    assert len({one.person_id for one in (*first, *second)}) == 60
    assert end is None


def test_links_that_are_nobody_s_open_nothing(cast: Cast, clock: FixedClock) -> None:
    for token_digest in (None, "", digest("made up")):
        assert joining.invited(token_digest, at=clock.now()) is None


def test_after_seven_days_the_list_says_so(cast: Cast, clock: FixedClock) -> None:
    invited(cast, clock)
    later = clock.now() + timedelta(days=8)
    listed, _ = invitation_queries.invitations(cast.samuel.standing(), at=later)
    assert str(listed[0].says) == "Not used by 9 November 2026, so it opens nothing now."
