"""Who works here, what each may do, since when and given by whom."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Answer, Held, Role, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation import invitation_queries, leaving, operations, people_queries, queries, rules, schemas
from spotcheck.organisation.invitation_rules import STAFF, State, link_refused, looking_after_refused
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.routes.loaders import OfPerson, chosen_service, load_person
from spotcheck.organisation.told import tell
from spotcheck.web.errors import status_of
from spotcheck.web.filters import capital
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def _role(role_id: uuid.UUID) -> OfPerson | None:
    held = people_queries.role(standing().organisation_id, role_id)
    found = load_person(held.person_id) if held else None
    return OfPerson(found.person, found.thing, held) if found else None


_HISTORY = {
    "added": say("added this person"),
    "invited": say("made a link to join with"),
    "invitation ended": say("ended the link to join with"),
    "joined": say("joined, with a sign-in of their own"),
    "copied": say("made a copy of what is held about them"),
    "left": say("ended their work here"),
    "came back": say("brought them back"),
}


@rooms.get("/people")
@needs(Verb.SEE_PEOPLE)
def people() -> Response:
    asked = read(schemas.PeopleAsked(), request.args)
    there = queries.services(standing().organisation_id, standing().services_for(Verb.SEE_PEOPLE))
    known = {str(service.id) for service in there} | {people_queries.ACROSS, people_queries.LEFT}
    if asked["service"] is not None and asked["service"] not in known:
        raise NotFound
    found = people_queries.people(standing(), at=now(), **asked)
    more = url_for("organisation.people", **{**asked, "after": found.after}) if found.after else None
    return respond(
        "organisation/people.html",
        groups=[(place, list(those)) for place, those in groupby(found.people, key=lambda one: one.place)],
        choices=[
            *((service.id, service.name) for service in there),
            (people_queries.ACROSS, rules.ACROSS_IN_WORDS),
            (people_queries.LEFT, rules.LEFT_IN_WORDS),
        ],
        asked=asked,
        may_invite=may(standing(), Verb.INVITE_PERSON, Thing(standing().organisation_id)) is Answer.ALLOWED,
        may_bring=may(standing(), Verb.CHANGE_ROLES, Thing(standing().organisation_id)) is Answer.ALLOWED,
        first=url_for("organisation.people", **{**asked, "after": None}) if asked["after"] else None,
        more=more,
    )


@rooms.get("/people/<uuid:person_id>")
@needs(Verb.SEE_PEOPLE, load_person)
def person_page(found: OfPerson) -> Response:
    return _page(found)


@rooms.post("/people/<uuid:person_id>/roles")
@needs(Verb.CHANGE_ROLES, load_person)
def give_role(found: OfPerson) -> Response:
    try:
        given = read(schemas.RoleGiven(), request.form)
        service = chosen_service(given["service"])
        held = operations.give_role(found.person, Role(given["role"]), service, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    words = rules.role_in_words(Role(held.role), service.name if service else None)
    receipt = say("%(name)s is %(role)s now.", name=found.person.name, role=words)
    return go("organisation.person_page", person_id=found.person.id, receipt=receipt)


@rooms.post("/people/<uuid:person_id>/ending")
@needs(Verb.END_WORK, load_person)
def end_work(found: OfPerson) -> Response:
    name = found.person.name
    try:
        leaving.end_work(found.person, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        if refusal.why is Why.NOT_YOU:
            raise
        undo()
        return _page(found, refusal)
    receipt = say("%(name)s does not work here any more. What they did stays.", name=name)
    return go("organisation.people", receipt=receipt)


@rooms.post("/people/<uuid:person_id>/return")
@needs(Verb.INVITE_PERSON, load_person)
def come_back(found: OfPerson) -> Response:
    try:
        given = read(schemas.RoleGiven(), request.form)
        service = chosen_service(given["service"])
        leaving.come_back(found.person, Role(given["role"]), service, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    receipt = say("%(name)s works here again.", name=found.person.name)
    return go("organisation.person_page", person_id=found.person.id, receipt=receipt)


@rooms.post("/roles/<uuid:role_id>/ending")
@needs(Verb.CHANGE_ROLES, _role)
def end_role(found: OfPerson) -> Response:
    if found.held is None:
        raise NotFound
    try:
        operations.end_role(found.held, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(found, refusal)
    return go("organisation.person_page", person_id=found.person.id, receipt=say("The role ended. History keeps it."))


def _page(found: OfPerson, refusal: Refusal | None = None) -> Response:
    person = found.person
    places = {service.id: service.name for service in queries.services(person.organisation_id)}
    held = people_queries.roles_of(person, at=now())
    now_held = [Held(Role(role.role), role.service_id) for role, _words in held]
    newest = invitation_queries.newest_of(person) if person.account_id is None else None
    return respond(
        "organisation/person.html",
        status=status_of(refusal) if refusal else 200,
        person=person,
        note=rules.person_in_words(
            outside=person.outside, ended=person.ended_at is not None, signs_in=person.account_id is not None
        ),
        held=held,
        givers=queries.names(person.organisation_id, [role.given_by_id for role, _words in held]),
        may_hold=may(standing(), Verb.HOLD_FOR_LAW, found.thing) is Answer.ALLOWED,
        may_erase=person.ended_at is not None
        and person.forgotten_at is None
        and may(standing(), Verb.ERASE, found.thing) is Answer.ALLOWED,
        invitation=newest,
        invitation_says=invitation_queries.says_of(newest, now()) if newest else None,
        waits=newest is not None and invitation_queries.state_of(newest, now()) is State.WAITING,
        may_invite=_may_invite(found, now_held),
        may_change=person.ended_at is None and may(standing(), Verb.CHANGE_ROLES, found.thing) is Answer.ALLOWED,
        may_end=_may_end(found, now_held),
        ask_at=_ask_at(found, now_held),
        may_return=person.ended_at is not None
        and person.forgotten_at is None
        and not person.outside
        and may(standing(), Verb.INVITE_PERSON, found.thing) is Answer.ALLOWED,
        services=list(places.items()),
        roles=[
            (role, capital(rules.ROLE_WORDS[role]), capital(rules.ROLE_MEANS[role]))
            for role in Role
            if role in STAFF or may(standing(), Verb.CHANGE_ROLES, found.thing) is Answer.ALLOWED
        ],
        chosen=request.form or {"service": _usual(held, list(places)) or found.thing.service_id},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
        may_see_phones=may(standing(), Verb.REPORT_PHONE, found.thing) is Answer.ALLOWED,
        may_copy=may(standing(), Verb.COPY_PERSON, found.thing) is Answer.ALLOWED,
        lines=tell(history.lines(person.organisation_id, "person", person.id), lambda line: _said(line, places)),
    )


def _ask_at(found: OfPerson, held: list[Held]) -> uuid.UUID | None:
    """The service where they work and the one who looks may ask them a short question."""
    if found.person.id == standing().person_id or found.person.ended_at is not None:
        return None
    there = (one.service_id for one in held if one.service_id is not None)
    asks = (
        one
        for one in there
        if may(standing(), Verb.ASK_PROMPT, Thing(found.person.organisation_id, one)) is Answer.ALLOWED
    )
    return next(asks, None)


def _may_end(found: OfPerson, held: list[Held]) -> bool:
    """Whether this person works here, is somebody else, and has no role that the asker could not have given."""
    person = found.person
    if person.outside or person.ended_at is not None or person.id == standing().person_id:
        return False
    allowed = may(standing(), Verb.END_WORK, found.thing) is Answer.ALLOWED
    return allowed and not looking_after_refused(standing(), held)


def _may_invite(found: OfPerson, held: list[Held]) -> bool:
    """Whether this person is here, cannot sign in yet, and is one that the asker may make a link for."""
    person = found.person
    if person.outside or link_refused(ended=person.ended_at is not None, signs_in=person.account_id is not None):
        return False
    allowed = may(standing(), Verb.INVITE_PERSON, found.thing) is Answer.ALLOWED
    return allowed and not looking_after_refused(standing(), held)


def _usual(held: list[tuple[RoleHeld, Sentence]], open_services: list[uuid.UUID]) -> uuid.UUID | None:
    """Where a new role is most likely: where they work already, or the one service there is."""
    at_services = [role.service_id for role, _words in held if role.service_id]
    return next(iter(at_services or (open_services if len(open_services) == 1 else [])), None)


def _said(line: HistoryLine, places: dict[uuid.UUID, str]) -> Sentence:
    payload: dict[str, Any] = line.payload or {}
    if line.what in _HISTORY:
        return _HISTORY[line.what]
    place = places.get(line.service_id, say("a service that is closed")) if line.service_id else None
    role = (payload.get("after") or payload.get("before") or {}).get("role")
    words = rules.role_in_words(Role(role), place) if role else say("a role")
    if line.what == "role given":
        return say("gave the role: %(role)s", role=words)
    return say("ended the role: %(role)s", role=words)
