"""How long things are kept: the rules and an organisation's choice, what goes today, and erasing it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.governance import (
    about_person_queries,
    due_queries,
    erasing,
    legal_hold_routes,
    legal_holds,
    periods,
    photo_removal_routes,
)
from spotcheck.governance import keeping_rules as rules
from spotcheck.governance import retention_schemas as schemas
from spotcheck.governance.keeping_rules import TERMS, Kind
from spotcheck.organisation import people_queries, queries
from spotcheck.organisation.models import Person
from spotcheck.organisation.told import tell
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

rooms = Blueprint("retention", __name__)
legal_hold_routes.put_on(rooms)
photo_removal_routes.put_on(rooms)
_SAID = {
    "lengths chosen": say("chose how long things are kept"),
    "erased": say("erased what was no longer kept"),
    "erased on request": say("erased somebody who asked for it"),
}


@rooms.get("/keeping")
@needs(Verb.SEE_KEEPING)
def keeping_page() -> Response:
    return _keeping()


@rooms.post("/keeping")
@needs(Verb.CHANGE_KEEPING)
def choose_lengths() -> Response:
    try:
        given = read(schemas.Lengths(), request.form)  # type: ignore[arg-type]  # a Form, made from the table of terms
        periods.choose_lengths(
            {kind: given[rules.field(kind)] for kind in TERMS if TERMS[kind].is_chosen}, by=standing(), at=now()
        )
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _keeping(refusal)
    return go("retention.keeping_page", receipt=say("Saved. Nothing was erased."))


@rooms.get("/keeping/erasure")
@needs(Verb.SEE_KEEPING)
def erasure_page() -> Response:
    return _erasure()


@rooms.post("/keeping/erasure")
@needs(Verb.ERASE)
def erase() -> Response:
    try:
        shown = read(schemas.Confirmed(), request.form)["shown"]
        gone = erasing.erase_due(shown, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _erasure(refusal)
    receipt = say("Erased. The history keeps who confirmed it, and how much it was.")
    return go("retention.keeping_page", receipt=receipt if gone.total else say("There was nothing to erase."))


@dataclass(frozen=True, slots=True)
class Leaver:
    person: Person
    thing: Thing


def _leaver(person_id: uuid.UUID) -> Leaver | None:
    person = queries.person(standing().organisation_id, person_id)
    return Leaver(person, people_queries.person_thing(standing(), person, at=now())) if person else None


@rooms.get("/keeping/people/<uuid:person_id>")
@needs(Verb.ERASE, _leaver)
def person_page(found: Leaver) -> Response:
    return _about(found.person)


@rooms.post("/keeping/people/<uuid:person_id>")
@needs(Verb.ERASE, _leaver)
def erase_person(found: Leaver) -> Response:
    try:
        given = read(schemas.ConfirmedRequest(), request.form)
        erasing.erase_person(found.person, given["shown"], reason=given["reason"], by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _about(found.person, refusal)
    return go("retention.keeping_page", receipt=say("Erased. Write in your own list whom and when: see the page."))


def _keeping(refusal: Refusal | None = None) -> Response:
    organisation_id = standing().organisation_id
    chosen = periods.chosen_of(organisation_id)
    return respond(
        "governance/keeping.html",
        status=status_of(refusal) if refusal else 200,
        terms=TERMS,
        length={kind: rules.length_in_words(kind, rules.length(kind, chosen)) for kind in TERMS},
        usual={kind: rules.length_in_words(kind, term.usual) for kind, term in TERMS.items()},
        units=_UNITS,
        field=rules.field,
        given=request.form if refusal else {rules.field(kind): rules.length(kind, chosen) for kind in TERMS},
        holds=legal_hold_routes.listed(legal_holds.holds_now(organisation_id)),
        may_change=_may(Verb.CHANGE_KEEPING),
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
        lines=tell(
            history.lines(organisation_id, "retention", organisation_id), lambda line: _SAID[line.what], _counts
        ),
    )


_UNITS = {rules.Unit.YEARS: say("Years"), rules.Unit.DAYS: say("Days")}


def _erasure(refusal: Refusal | None = None) -> Response:
    organisation_id = standing().organisation_id
    found = due_queries.due(organisation_id, periods.chosen_of(organisation_id), at=now())
    return respond(
        "governance/erasure.html",
        status=status_of(refusal) if refusal else 200,
        found=found,
        day=local_date(now()),
        terms=TERMS,
        leavers=queries.people_who_left(organisation_id) if _may(Verb.ERASE) else [],
        may_erase=_may(Verb.ERASE),
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _about(person: Person, refusal: Refusal | None = None) -> Response:
    return respond(
        "governance/person.html",
        status=status_of(refusal) if refusal else 200,
        person=person,
        about=about_person_queries.about_person(person),
        given=request.form if refusal else ImmutableMultiDict(),
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _may(verb: Verb) -> bool:
    return may(standing(), verb, Thing(standing().organisation_id)) is Answer.ALLOWED


_TABLES = {
    "check": say("checks"),
    "draft": say("checks not finished"),
    "action": say("actions"),
    "finding": say("findings"),
    "draw": say("draws"),
    "alert": say("messages that someone is at risk"),
    "history": say("lines of history, their details"),
    "session": say("sessions"),
    "invitation": say("invitations"),
    "person": say("names of people"),
}


def _counts(line: HistoryLine) -> tuple[tuple[Sentence, object, object], ...]:
    """What was chosen, from and to; or how much of each went."""
    payload = line.payload or {}
    before, after = payload.get("before") or {}, payload.get("after") or {}
    if line.what == "lengths chosen":
        return tuple(
            (
                TERMS[Kind(kind)].what,
                rules.length_in_words(Kind(kind), before[kind]),
                rules.length_in_words(Kind(kind), n),
            )
            for kind, n in after.items()
        )
    return tuple((_TABLES[table], None, n) for table, n in after.items())
