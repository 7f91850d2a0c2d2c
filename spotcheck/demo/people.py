"""Who works in the made-up home and in the made-up branch, and who is invited from outside. None of them exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from flask import current_app

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.permissions import Role, Thing, Verb
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.organisation.operations import add_person, end_role, found_organisation, give_role, open_service
from spotcheck.organisation.other_numbers import add_other_number
from spotcheck.organisation.people_queries import roles_of
from spotcheck.organisation.queries import service
from spotcheck.organisation.sign_in import hasher, open_account

ORGANISATION = "Hazel Group (made up)"
PASSWORD = "quiet morning tea"
HAZEL, MILL = "Hazel Court", "Mill Lane"
VERIFIER = "verifier"
FIRST_DAY = Ago(400, "09:00")


class Place(NamedTuple):
    """A service, of one of the kinds, and the number that somebody on call answers."""

    name: str
    kind: str
    number: str


class Member(NamedTuple):
    """`role` is the one held now; `at` is the service, or None across the organisation. No `sign_in`: no account."""

    name: str
    role: str
    at: str | None
    sign_in: str | None

    @property
    def key(self) -> str:
        return self.name.casefold()


PLACES = (Place(HAZEL, "care home", "01632 960016"), Place(MILL, "home-care branch", "01632 960048"))
# In the order in which somebody new may like to be each of them.
PEOPLE = (
    Member("Grace", Role.SUPERVISOR, HAZEL, "grace"),  # senior, days and lates
    Member("Samuel", Role.MANAGER, HAZEL, "samuel"),  # registered manager
    Member("Tomasz", Role.CARE_WORKER, HAZEL, "tomasz"),
    Member("Priya", Role.SUPERVISOR, HAZEL, "priya"),  # deputy; leads the PRN action
    Member("Ruth", Role.QUALITY_LEAD, None, "ruth@example.org"),
    Member("Nadia", Role.READER, None, "nadia@example.org"),  # for the board
    Member("Alex", Role.ADMINISTRATOR, None, "alex@example.org"),
    Member("Daniel", Role.SUPERVISOR, HAZEL, "daniel.nights"),  # senior on nights
    Member("Amina", Role.CARE_WORKER, HAZEL, "07700 900142"),
    Member("Sunita", Role.CARE_WORKER, HAZEL, "sunita"),
    Member("Helen", Role.CARE_WORKER, HAZEL, "helen.h"),
    Member("Bronagh", Role.CARE_WORKER, HAZEL, "bronagh"),
    Member("Marek", Role.CARE_WORKER, HAZEL, "marek"),
    Member("Yusuf", Role.CARE_WORKER, HAZEL, "yusuf"),
    Member("Kofi", Role.CARE_WORKER, HAZEL, "07700 900187"),  # nights
    Member("Blessing", Role.CARE_WORKER, HAZEL, "blessing"),  # nights
    Member("Ewa", Role.CARE_WORKER, HAZEL, "ewa.nights"),
    Member("Joseph", Role.MANAGER, MILL, "joseph"),
    Member("Leila", Role.SUPERVISOR, MILL, "leila"),
    Member("Chloe", Role.CARE_WORKER, MILL, "chloe"),
    Member("Ibrahim", Role.CARE_WORKER, MILL, "ibrahim"),
    Member("Femi", Role.CARE_WORKER, MILL, "07700 900121"),
    Member("Olwen", VERIFIER, MILL, "olwen@example.org"),  # from the council, for one action
)
LEFT = Member("Darren", Role.CARE_WORKER, HAZEL, None)  # worked here once, and never had a sign-in
BEGAN_AS = {"grace": Role.CARE_WORKER}
ON_NIGHTS = {"daniel", "petra"}  # come at eight in the evening, when most people are still on the late shift


def gather(at: datetime, places: Sequence[Place], members: Sequence[Member]) -> Home:
    """The organisation on its first day: services, standards, checklists, and everybody in the role they began with."""
    home = Home(at)
    opened = home.moment(FIRST_DAY)
    alex = next(one for one in PEOPLE if one.role == Role.ADMINISTRATOR)
    account = open_account(alex.sign_in or "", PASSWORD, at=opened)
    founder = found_organisation(ORGANISATION, administrator=alex.name, account_id=account.id, at=opened)
    home.organisation_id, home.people[alex.key] = founder.organisation_id, founder.id
    by = home.standing(alex.key, opened)
    adopt_starters(home.organisation_id, by=by, at=opened)
    home.learn_what_is_asked()
    for name, kind, number in places:
        made = open_service(name, kind, by=by, at=opened, on_call_name="the manager on call", on_call_number=number)
        home.services[name] = made.id
    for name, number in (("The quality lead", "01632 960027"), ("The council's safeguarding team", "01632 960300")):
        add_other_number(made, name=name, number=number, everywhere=True, by=by, at=opened)
    for member in (*members, LEFT):
        if member is not alex:
            _join(home, member, opened)
    return home


def change_roles(home: Home) -> Story:
    """Somebody grows into a role, somebody covers for a holiday, somebody leaves."""
    at = yield Ago(301, "10:20")
    _give(home, "grace", Role.SUPERVISOR, HAZEL, at)
    _end(home, "grace", Role.CARE_WORKER, at)
    at = yield Ago(203, "16:30")
    _give(home, "priya", Role.MANAGER, HAZEL, at)
    at = yield Ago(189, "09:05")
    _end(home, "priya", Role.MANAGER, at)
    at = yield Ago(84, "11:45")
    _end(home, LEFT.key, Role.CARE_WORKER, at)


def listed(members: Sequence[Member]) -> list[dict[str, str | None]]:
    """Everybody who can sign in, as the command line shows them. `service` None: across the organisation."""
    return [
        {"role": str(one.role), "name": one.name, "sign_in": one.sign_in, "password": PASSWORD, "service": one.at}
        for one in members
    ]


@contextmanager
def hashed_once() -> Iterator[None]:
    """Everybody here has the same made-up password. Hashing is slow on purpose, so it is done once."""
    usual = hasher()
    current_app.extensions["hasher"] = _Once(usual)
    try:
        yield
    finally:
        current_app.extensions["hasher"] = usual


class _Once(PasswordHasher):
    def __init__(self, usual: PasswordHasher) -> None:
        super().__init__()
        self.hash = cache(usual.hash)  # type: ignore[method-assign]  # for as long as the people are made


def _join(home: Home, member: Member, at: datetime) -> None:
    by = home.allowed("alex", Verb.CHANGE_ROLES, Thing(home.organisation_id), at)
    account = open_account(member.sign_in, PASSWORD, at=at) if member.sign_in else None
    outside = member.role == VERIFIER
    person = add_person(member.name, account_id=account.id if account else None, outside=outside, by=by, at=at)
    home.people[member.key] = person.id
    if not outside:
        _give(home, member.key, BEGAN_AS.get(member.key, Role(member.role)), member.at, at)


def _give(home: Home, who: str, role: Role, at_service: str | None, at: datetime) -> None:
    by = home.allowed("alex", Verb.CHANGE_ROLES, Thing(home.organisation_id), at)
    held_at = service(home.organisation_id, home.services[at_service]) if at_service else None
    give_role(home.person(who), role, held_at, by=by, at=at)


def _end(home: Home, who: str, role: Role, at: datetime) -> None:
    by = home.allowed("alex", Verb.CHANGE_ROLES, Thing(home.organisation_id), at)
    for held, _ in roles_of(home.person(who), at=at):
        if held.role == role.value:
            end_role(held, by=by, at=at)
