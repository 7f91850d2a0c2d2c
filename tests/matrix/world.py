"""Hazel Court, Mill Lane and Other House with one of everything, made by the product's own operations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import MapAdapter

from spotcheck.checklists.queries import checklist_by_key, current_version
from spotcheck.checks.models import Check
from spotcheck.checks.operations.drafts import open_draft
from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.operations.pairs import make_pair
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.rules.content import AnsweredBy
from spotcheck.checks.rules.drafting import Start
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing, Thing, Tie
from spotcheck.core.sheets import Line, Sheet
from spotcheck.delivery.operations.phones import say_lost
from spotcheck.governance.legal_hold_rules import On
from spotcheck.governance.legal_holds import place_hold
from spotcheck.messages.operations import raise_alert
from spotcheck.organisation.invitations import invite_person
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.models import Invitation, Person, RoleHeld, Service
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.organisation.other_numbers import add_other_number
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.verifying import invite_verifier
from spotcheck.sampling.operations import draw_records
from spotcheck.tracker import operations
from spotcheck.tracker import queries as tracker
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import add_measure
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules.rising import Cause, Rung
from spotcheck.tracker.rules.words import Look, State
from tests import make, make_checks, make_photos
from tests.cast import Cast, Member, an_account
from tests.make_phones import ready
from tests.matrix.actors import NOBODY, ROLES, Actor, Reach, expected_standing, signed_in
from tests.matrix.arriving import arrivals
from tests.matrix.asked import furnish_prompts
from tests.matrix.places import Home, Placed, Where, nowhere
from tests.matrix.signed import medicines_asked, signed_before, talked

PLAN = (make.A_SAMPLE, make.Asks(Look.OBSERVATION, 3), make.Asks(Look.INTERVIEW, 3))


@dataclass(frozen=True)
class World:
    app: Flask
    connection: sa.Connection
    homes: dict[Where, Home]
    actors: dict[str, Actor]
    now: datetime

    @property
    def urls(self) -> MapAdapter:
        return self.app.url_map.bind("localhost")

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside leaves nothing behind."""
        savepoint = self.connection.begin_nested()
        try:
            yield
        finally:
            db.session.remove()
            savepoint.rollback()


@dataclass(frozen=True)
class People:
    """Who does what in one place, so that its things can be made; `lead`, `author` and `observed` are tied to them."""

    organisation_id: uuid.UUID
    hazel: uuid.UUID  # the service, under the name that the makers look for
    samuel: Member  # manager
    ruth: Member  # reviews
    grace: Member  # looks
    priya: Member  # leads
    author: Member
    tomasz: Member  # is observed
    verifier: Member | None


def build(app: Flask, cast: Cast, connection: sa.Connection, *, at: datetime) -> World:
    """One of everything in each place, and everybody with a browser. Things lie on the days before `at`."""
    admin = cast.admin.standing(at)
    other_admin = administrator(cast.other_organisation_id, at)
    services = {Reach.HERE: cast.hazel_court, Reach.ACROSS: None}
    elsewhere = db.session.get_one(Service, (cast.other_organisation_id, cast.other_service))
    members = {
        name: _member(name, role, services, by=admin, at=at)
        for name, role in ROLES.items()
        if role is None or role[1] is not Reach.ELSEWHERE
    }
    members["outsider"] = cast.outsider
    own = _people(cast.hazel_court, "own", admin, at, tied=members)
    homes = {
        Where.OWN: _furnished(Where.OWN, own, at),
        Where.BESIDE: _furnished(Where.BESIDE, _people(cast.hazel_court, "beside", admin, at), at),
        Where.OTHER: _furnished(Where.OTHER, _people(_mill(cast), "other", admin, at), at),
        Where.FOREIGN: _furnished(Where.FOREIGN, _people(elsewhere, "foreign", other_admin, at), at),
    }
    # A verifier is at the service itself, whichever of its things they were invited for.
    homes[Where.BESIDE].things["service at risk"] = homes[Where.OWN].things["service at risk"]
    homes[Where.UNKNOWN] = nowhere(homes[Where.OWN])
    db.session.commit()
    actors = {name: signed_in(app, name, _standing(name, cast, members[name], homes[Where.OWN], at)) for name in ROLES}
    actors[NOBODY] = signed_in(app, NOBODY, None)
    return World(app, connection, homes, actors, at)


def _standing(name: str, cast: Cast, member: Member, own: Home, at: datetime) -> Standing:
    """What the actors' table says about somebody; the database must say the same."""
    outside = ROLES[name] is not None and ROLES[name][1] is Reach.ELSEWHERE  # type: ignore[index]
    standing = expected_standing(
        name,
        organisation_id=member.organisation_id,
        service_id=cast.other_service if outside else cast.hazel,
        person_id=member.id,
        verifies=frozenset(placed.id for what, placed in own.things.items() if what.endswith(" action"))
        if name == "verifier"
        else frozenset(),
    )
    assert standing == standing_of(member.organisation_id, member.id, at=at), name
    return standing


def _people(service: Service, name: str, by: Standing, at: datetime, tied: dict[str, Member] | None = None) -> People:
    def worker(what: str, role: Role) -> Member:
        return _member(f"{name} {what}", (role, Reach.HERE), {Reach.HERE: service}, by=by, at=at)

    return People(
        organisation_id=service.organisation_id,
        hazel=service.id,
        samuel=worker("manager", Role.MANAGER),
        ruth=worker("reviewer", Role.MANAGER),
        grace=worker("supervisor", Role.SUPERVISOR),
        priya=tied["lead of the action"] if tied else worker("lead", Role.CARE_WORKER),
        author=tied["author"] if tied else worker("author", Role.SUPERVISOR),
        tomasz=tied["observed worker"] if tied else worker("observed", Role.CARE_WORKER),
        verifier=tied["verifier"] if tied else None,
    )


def _member(
    name: str, role: tuple[Role, Reach] | None, services: dict[Reach, Service | None], *, by: Standing, at: datetime
) -> Member:
    before = at - timedelta(days=6)
    account = an_account(name.replace(" ", "."), before)
    person = add_person(name.capitalize(), account_id=account.id, outside=role is None, by=by, at=before)
    if role is not None:
        give_role(person, role[0], services[role[1]], by=by, at=before)
    return Member(name, account.sign_in, person.organisation_id, person.id, at)


def _furnished(where: Where, people: People, at: datetime) -> Home:
    home = Home(where, people.organisation_id, people.hazel)
    _Furnisher(home, people, at).all()
    return home


class _Furnisher:
    """Makes one of everything, and notes what the permission table is to be told about each."""

    def __init__(self, home: Home, people: People, at: datetime) -> None:
        self.home, self.people, self.at = home, people, at
        self.led = self.ties({Tie.LEAD: people.priya, Tie.VERIFIER: people.verifier})
        self.captured = self.ties({Tie.AUTHOR: people.author, Tie.OBSERVED: people.tomasz})
        self.verified = self.captured | self.ties({Tie.VERIFIER: people.verifier})

    def all(self) -> None:
        self.put("service", self.people.hazel)
        self.put("service at risk", self.people.hazel, self.ties({Tie.VERIFIER: self.people.verifier}))
        self.put("number", self.other_number())
        self.people_and_roles()
        self.actions()
        self.imports()
        self.checks()
        self.competence()
        self.drafts_and_draws()
        self.prompts()
        self.phones()
        self.put("alert", self.alert(), self.ties({Tie.AUTHOR: self.people.priya}))
        waiting, claimed = arrivals(self.people, at=self.before(hours=6))
        self.put("arrival", waiting, self.ties({Tie.AUTHOR: self.people.author}))
        self.put("claimed arrival", claimed)
        self.put("standard", make.standard_id(self.home.organisation_id))
        for name in list(self.home.things):
            if name.endswith(" action"):
                found = tracker.action(self.home.organisation_id, self.home.things[name].id)
                self.home.values[f"version of {name}"] = str(found.version) if found else ""

    def put(self, name: str, thing_id: uuid.UUID, ties: frozenset[tuple[Tie, uuid.UUID]] = frozenset()) -> None:
        self.home.things[name] = Placed(thing_id, Thing(self.home.organisation_id, self.home.service_id, ties))

    def ties(self, tied: dict[Tie, Member | None]) -> frozenset[tuple[Tie, uuid.UUID]]:
        return frozenset((tie, member.id) for tie, member in tied.items() if member is not None)

    def before(self, **parts: float) -> datetime:
        return self.at - timedelta(**parts)

    def people_and_roles(self) -> None:
        self.put("person", self.people.grace.id)
        held = sa.select(RoleHeld.id).where(
            RoleHeld.organisation_id == self.home.organisation_id, RoleHeld.person_id == self.people.grace.id
        )
        self.put("role", db.session.scalars(held).one())
        invited = self.invited()
        self.put("newcomer", invited.person_id)
        self.put("invitation", invited.id)
        self.put("leaver", self.leaver())
        self.home.values["organisation"] = str(self.home.organisation_id)
        self.put("worker", self.people.tomasz.id)
        self.put("lead", self.people.priya.id)
        self.put("supervisor", self.people.grace.id)
        hold = place_hold(
            On.PERSON, self.people.grace.id, reason="A claim.", by=self.people.samuel.standing(), at=self.before(days=1)
        )
        self.put("legal hold", hold.id)

    def invited(self) -> Invitation:
        service = db.session.get_one(Service, (self.home.organisation_id, self.home.service_id))
        by = self.people.samuel.standing()
        return invite_person("Newcomer", Role.CARE_WORKER, service, by=by, at=self.before(hours=4)).invitation

    def leaver(self) -> uuid.UUID:
        by = self.people.samuel.standing()
        service = db.session.get_one(Service, (self.home.organisation_id, self.home.service_id))
        made = invite_person("Leaver", Role.CARE_WORKER, service, by=by, at=self.before(hours=5)).invitation
        person = db.session.get_one(Person, (made.organisation_id, made.person_id))
        end_work(person, by=by, at=self.before(hours=4))
        return person.id

    def actions(self) -> None:
        for state in (State.PROPOSED, State.AGREED, State.DONE, State.CLOSED):
            action = self.action(state, state.value)
            for requirement in tracker.plan_of(action):
                self.put(f"{state.value} {requirement.kind}", requirement.id, self.led)
            if state in {State.AGREED, State.DONE}:
                self.put(f"{state.value} measure", self.measure(action), self.led)
        self.put("rise", self.rise(), self.led | self.ties({Tie.TOLD: self.people.author}))
        self.put("visit", self.visit(self.home.things["done action"].id))
        ready = self.action(State.DONE, "ready", plan=(make.AN_OBSERVATION,))
        make.looks(self.people, tracker.plan_of(ready)[0], at=self.before(days=1))  # type: ignore[arg-type]

    def rise(self) -> uuid.UUID:
        """The agreed one is late, and that rose to the author of checks."""
        action_id = self.home.things["agreed action"].id
        made = Rise(
            organisation_id=self.home.organisation_id,
            id=new_id(),
            action_id=action_id,
            why=Cause.OVERDUE.value,
            rung=Rung.MANAGER.value,
            since_on=local_date(self.before(days=3)),
            days=2,
            to_id=self.people.author.id,
            raised_at=self.before(days=1),
            day_on=local_date(self.before(days=3)),
        )
        return add(made).id

    def visit(self, action_id: uuid.UUID) -> uuid.UUID:
        """The invitation of somebody from outside who has not joined yet."""
        by, at = self.people.samuel.standing(), self.before(days=1)
        person = add_person("Visitor", outside=True, by=by, at=at)
        until = self.before(days=-20)
        return invite_verifier(person, action_id, service_id=self.people.hazel, until=until, by=by, at=at).id

    def action(self, state: State, name: str, plan: tuple[make.Asks, ...] = PLAN) -> Action:
        people = self.people
        cast: Cast = people  # type: ignore[assignment]  # the makers ask it for nothing else
        action = make.an_action(
            cast, state, at=self.before(days=3), plan=plan, lead=people.priya, by=people.samuel, title=f"The {name} one"
        )
        self.put(
            f"{name} action", action.id, self.led if action.lead_id else self.ties({Tie.VERIFIER: people.verifier})
        )
        if people.verifier is not None:
            invite_verifier(
                people.verifier.person,
                action.id,
                service_id=people.hazel,
                until=self.before(days=-20),
                by=people.samuel.standing(),
                at=self.before(days=2),
            )
        return action

    def imports(self) -> None:
        """An old plan whose columns are settled, and one of which only the file was read."""
        ties, by = self.ties({Tie.AUTHOR: self.people.author}), self.people.author.standing()
        sheet = Sheet("", tuple(Line(n, (f"Issue {n}", "Priya")) for n in range(1, 4)))
        for name in ("unread import", "import"):
            brought = operations.bring_file("plan.csv", [sheet], by=by, at=self.before(hours=4))
            self.put(name, brought.id, ties)
        operations.settle_columns(brought, {"title": 0, "lead": 1}, by=by, at=self.before(hours=4))

    def measure(self, action: Action) -> uuid.UUID:
        at = self.before(days=2)
        return add_measure(
            action,
            what="Near misses reported",
            source="The near-miss book",
            direction="more reports",
            baseline_from=local_date(at - timedelta(weeks=8)),
            reason="We want to see it.",
            by=self.people.samuel.standing(),
            at=at,
        ).id

    def checks(self) -> None:
        wanted = self.home.things["done observation"].id
        self.check("check", self.observation(wanted), self.verified)
        self.check("reviewed check", self.reviewed(self.observation(wanted)), self.verified)
        self.check("plain check", self.observation(), self.captured)
        held = self.observation()
        until = local_date(self.before(days=-7))
        hold_back(held, until=until, reason="It is being looked into.", by=self.people.ruth.standing(), at=self.at)
        self.check("held check", held, self.ties({Tie.AUTHOR: self.people.author}))
        passed = self.reviewed(self.observation(), not_for_coaching=True)
        self.check("passed check", passed, self.ties({Tie.AUTHOR: self.people.author}))

    def competence(self) -> None:
        by, worker, at = self.people.samuel.standing(), self.people.tomasz, self.before(days=2)
        asked = medicines_asked(by, at=at)
        self.home.things["topic"] = Placed(asked.topic_id, Thing(self.home.organisation_id))  # of no service
        self.home.things["question list"] = Placed(self.checklist("prn-interview"), Thing(self.home.organisation_id))
        self.put("learner", worker.id, self.ties({Tie.OBSERVED: worker}))
        made = signed_before(asked, self.people.hazel, worker.id, by=by, at=at)
        self.put("sign-off", made.id, self.ties({Tie.OBSERVED: worker}))
        self.home.values["today"] = local_date(self.at).isoformat()
        author, service = self.people.author, db.session.get_one(Service, (worker.organisation_id, self.people.hazel))
        talk = talked(worker.person, service, by=author.standing(), at=self.before(hours=5))
        self.put("talk", talk.id, self.ties({Tie.OBSERVED: worker, Tie.AUTHOR: author}))

    def check(self, name: str, made: Check, ties: frozenset[tuple[Tie, uuid.UUID]]) -> None:
        self.put(name, made.id, ties)
        self.put(f"item of {name}", answers_of(made).items[0].id, ties)
        self.put(name.replace("check", "photo"), self.photo(made), ties)

    def photo(self, check: Check) -> uuid.UUID:
        make_photos.allow(check, by=self.people.samuel.standing(), at=self.at)
        return make_photos.photo(check, by=self.people.author.standing(), at=self.at).id

    def observation(self, requirement_id: uuid.UUID | None = None) -> Check:
        return make_checks.observation(
            self.people,  # type: ignore[arg-type]
            self.people.author,
            self.people.tomasz,
            at=self.before(hours=20),
            requirement_id=requirement_id,
        )

    def reviewed(self, made: Check, *, not_for_coaching: bool = False) -> Check:
        judgement = Judgement(
            corrections_seen=0,
            risk="low",
            commentary="Calm and clear.",
            stands=True,
            not_for_coaching=not_for_coaching,
            passed_to="hr" if not_for_coaching else None,
            passed_on=local_date(self.at) if not_for_coaching else None,
        )
        review(made, judgement, by=self.people.ruth.standing(), at=self.at)
        return made

    def drafts_and_draws(self) -> None:
        people, author = self.people, self.ties({Tie.AUTHOR: self.people.author})
        drawer = people.verifier or people.priya  # who holds no role that sees draws
        drawn = draw_records(
            service_id=people.hazel,
            checklist_id=self.checklist("mar-prn-sample"),
            population=30,
            left_out=0,
            left_out_reason=None,
            counted_by_id=people.grace.id,
            size=5,
            by=drawer.standing(),
            at=self.before(hours=3),
        )
        self.put("draw", drawn.id, self.ties({Tie.AUTHOR: drawer}))
        self.put("draft", self.draft("medicines-observation", worker_id=people.tomasz.id), author)
        self.put("pair", self.pair(), author)
        self.put("interview draft", self.draft("prn-interview", worker_id=people.tomasz.id), author)
        self.put("sample draft", self.draft("mar-prn-sample", draw_id=drawn.id), author)
        self.put("voice draft", self.draft("medicines-voice", answered_by=AnsweredBy.FAMILY), author)

    def draft(self, key: str, **chosen: Any) -> uuid.UUID:
        version = current_version(self.home.organisation_id, self.checklist(key))
        assert version is not None
        self.put(f"version of {key}", version.id)
        self.home.things[f"page of {key}"] = Placed(version.id, Thing(self.home.organisation_id))  # of no service
        start = Start(
            id=new_id(),
            service_id=self.people.hazel,
            version_id=version.id,
            setting=next(iter(version.settings), None),
            **chosen,
        )
        return open_draft(start, by=self.people.author.standing(), at=self.before(hours=2)).id

    def pair(self) -> uuid.UUID:
        by, at = self.people.author.standing(), self.before(hours=1)
        return make_pair(self.draft("dignity", worker_id=self.people.tomasz.id), by=by, at=at).id

    def prompts(self) -> None:
        """Asked by the author of checks, of the observed worker."""
        self.home.values["a day soon"] = local_date(self.before(days=-5)).isoformat()
        furnish_prompts(self.put, self.captured, self.people, at=self.at)

    def phones(self) -> None:
        """One in use, and one that is lost, of the author; a role across the organisation is on neither."""
        author, holder = self.people.author, self.ties({Tie.HOLDER: self.people.author})
        self.put("author", author.id)
        for name in ("phone", "lost phone"):
            made = ready(author, at=self.before(hours=1))
            self.put(name, made.phone.id, holder)
        by = self.people.samuel.standing()
        say_lost(made.phone, session_id=new_id(), by=by, at=self.before(hours=1))

    def checklist(self, key: str) -> uuid.UUID:
        found = checklist_by_key(self.home.organisation_id, key)
        assert found is not None
        self.put(key, found.id)
        return found.id

    def other_number(self) -> uuid.UUID:
        there = db.session.get_one(Service, (self.home.organisation_id, self.people.hazel))
        by = self.people.samuel.standing()
        name = f"Number {self.home.where}"  # two places share a service
        return add_other_number(there, name=name, number="01632 960027", by=by, at=self.before(days=1)).id

    def alert(self) -> uuid.UUID:
        by = self.people.priya.standing()
        return raise_alert(new_id(), self.people.hazel, "Somebody is on the floor.", by=by, at=self.before(hours=1)).id


def _mill(cast: Cast) -> Service:
    return db.session.get_one(Service, (cast.organisation_id, cast.mill))


def administrator(organisation_id: uuid.UUID, at: datetime) -> Standing:
    held = sa.select(RoleHeld.person_id).where(
        RoleHeld.organisation_id == organisation_id, RoleHeld.role == Role.ADMINISTRATOR.value
    )
    return standing_of(organisation_id, db.session.scalars(held).one(), at=at)
