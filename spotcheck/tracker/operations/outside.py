"""Inviting somebody from outside to verify an action (R3)."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import Person, Verifier
from spotcheck.organisation.operations import add_person
from spotcheck.organisation.people_queries import came_before
from spotcheck.organisation.verifying import invite_verifier
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.independence import inviting_refused
from spotcheck.tracker.rules.words import State


def invite_to_verify(
    action: Action,
    *,
    until: datetime | None,
    by: Standing,
    at: datetime,
    name: str | None = None,
    known_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
) -> Verifier:
    """Somebody new of this name, or somebody who came before (`known_id`), sees this action until then.

    `person_id` is made with the form: sent twice it is one person. Refused, by field, when something is missing.
    """
    take_turn(by.organisation_id, action)
    if reasons := inviting_refused(State(action.state)):
        raise Refusal(Why.NOT_NOW, *reasons)
    if until is None:
        raise Refusal(Why.INVALID, fields={"until": say("Choose the last day on which they see this action.")})
    try:
        person = _person(action, name, known_id, person_id, by=by, at=at)
        return invite_verifier(person, action.id, service_id=action.service_id, until=until, by=by, at=at)
    except Refusal as refusal:
        if refusal.fields:
            raise
        raise Refusal(refusal.why, fields={"until": refusal.sentences[0]}) from refusal


def _person(
    action: Action,
    name: str | None,
    known_id: uuid.UUID | None,
    person_id: uuid.UUID | None,
    *,
    by: Standing,
    at: datetime,
) -> Person:
    if known_id is None:
        if name is None:
            raise Refusal(Why.INVALID, fields={"name": say("Write the name of the person you invite.")})
        return add_person(name, outside=True, person_id=person_id, by=by, at=at)
    here = {person.id for person, _ in queries.invited_people(action, at=at)}
    if known_id not in here | {one for one, _ in came_before(by, action_id=action.id, at=at)}:
        raise Refusal(Why.INVALID, fields={"person": say("Choose one of those on the page.")})
    return db.session.get_one(Person, (by.organisation_id, known_id))
