"""Phones: one's own, those of somebody one looks after, and what to say when one is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.delivery import schemas
from spotcheck.delivery.models import Phone
from spotcheck.delivery.operations.phones import say_found, say_lost
from spotcheck.delivery.queries import phones
from spotcheck.delivery.queries.quarantine import unopened
from spotcheck.delivery.routes import rooms
from spotcheck.organisation.models import Person
from spotcheck.organisation.queries import names
from spotcheck.organisation.routes.loaders import OfPerson, load_person
from spotcheck.organisation.told import Told, tell
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class OfPhone:
    phone: Phone
    thing: Thing


def load_phone(phone_id: uuid.UUID) -> OfPhone | None:
    found = phones.phone(standing().organisation_id, phone_id)
    return OfPhone(found, phones.phone_thing(standing(), found, at=now())) if found else None


@rooms.get("/phones")
@needs(Verb.OPEN_APP)
def own_phones() -> Response:
    return _page(None)


@rooms.get("/people/<uuid:person_id>/phones")
@needs(Verb.REPORT_PHONE, load_person)
def phones_of_person(found: OfPerson) -> Response:
    return _page(found.person)


@rooms.post("/phones/<uuid:phone_id>/loss")
@needs(Verb.REPORT_PHONE, load_phone)
def lose(found: OfPhone) -> Response:
    whose = _whose()
    try:
        say_lost(found.phone, session_id=who().session_id, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _page(whose, refusal)
    return _on(whose, say("It is noted as lost. Everybody is signed out on it."))


@rooms.post("/phones/<uuid:phone_id>/return")
@needs(Verb.REPORT_PHONE, load_phone)
def find(found: OfPhone) -> Response:
    whose = _whose()
    say_found(found.phone, by=standing(), at=now())
    db.session.commit()
    return _on(whose, say("It is noted as found. Sign in on it to use it again."))


def _whose() -> Person | None:
    """Whose page the form was on; None for one's own, and for a page that is not theirs to see."""
    person_id = read(schemas.PhoneSaid(), request.form)["person"]
    found = load_person(person_id) if person_id else None
    if found is None or may(standing(), Verb.REPORT_PHONE, found.thing) is not Answer.ALLOWED:
        return None
    return found.person


def _on(whose: Person | None, receipt: Sentence) -> Response:
    if whose is None:
        return go("delivery.own_phones", receipt=receipt)
    return go("delivery.phones_of_person", person_id=whose.id, receipt=receipt)


def _page(whose: Person | None, refusal: Refusal | None = None) -> Response:
    """`whose` None: of whoever asks."""
    organisation_id = standing().organisation_id
    brings = whose is None and may(standing(), Verb.BRING_ENVELOPES, Thing(organisation_id)) is Answer.ALLOWED
    used = phones.phones_of(organisation_id, whose.id if whose else standing().person_id, who().session_id)
    return respond(
        "delivery/phones.html",
        status=status_of(refusal) if refusal else 200,
        person=whose,
        used=used,
        reporters=names(organisation_id, [one.phone.lost_by_id for one in used]),
        lines=_told([one.phone for one in used]),
        brings=brings,
        unopened=unopened(organisation_id) if brings else (),
        said=refusal.sentences if refusal else (),
    )


def _told(theirs: list[Phone]) -> list[Told]:
    called = {phone.id: phone.name or say("a phone") for phone in theirs}

    def says(line: HistoryLine) -> Sentence:
        if line.what == "lost":
            return say("said that this phone is lost: %(phone)s", phone=called[line.thing_id])
        return say("said that this phone was found: %(phone)s", phone=called[line.thing_id])

    return tell(phones.history_of(theirs), says)
