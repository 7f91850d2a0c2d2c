"""Somebody from outside is invited to verify this action (R3): a one-time link, a new one, and the end of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import end_of_day
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import say
from spotcheck.organisation.invitations import Link
from spotcheck.organisation.models import Person, Verifier
from spotcheck.organisation.routes.invitations import show as show_links
from spotcheck.organisation.verifying import end_verifier, link_of_verifier
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.action import again
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.rules.doors import Door
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go


@dataclass(frozen=True, slots=True)
class OfVerifier:
    action: Action
    verifier: Verifier
    person: Person
    thing: Thing


def _verifier(action_id: uuid.UUID, verifier_id: uuid.UUID) -> OfVerifier | None:
    """An invitation for this action, over or not."""
    opened = load_action(action_id)
    found = db.session.get(Verifier, (standing().organisation_id, verifier_id))
    if opened is None or found is None or found.action_id != opened.action.id:
        return None
    person = db.session.get_one(Person, (found.organisation_id, found.person_id))
    return OfVerifier(opened.action, found, person, opened.thing)


@rooms.post("/actions/<uuid:action_id>/verifiers")
@needs(Verb.INVITE_VERIFIER, load_action)
def invite(opened: Opened) -> Response:
    action_id = opened.action.id
    try:
        given: dict[str, Any] = read(schemas.VerifierInvited(), request.form)
        verifier = operations.invite_to_verify(
            opened.action,
            name=given["name"],
            known_id=given["person"],
            person_id=given["id"],
            until=end_of_day(given["until"]) if given["until"] else None,
            by=standing(),
            at=now(),
        )
        link = link_of_verifier(verifier, by=standing(), at=now())
        name = db.session.get_one(Person, (verifier.organisation_id, verifier.person_id)).name
    except Refusal as refusal:
        return again(opened, Door.INVITE.value, refusal)
    db.session.commit()
    return _shown(action_id, name, link)


@rooms.post("/actions/<uuid:action_id>/verifiers/<uuid:verifier_id>/links")
@needs(Verb.INVITE_VERIFIER, _verifier)
def link_again(found: OfVerifier) -> Response:
    """A new link for somebody who lost theirs."""
    action_id, name = found.action.id, found.person.name
    link = link_of_verifier(found.verifier, by=standing(), at=now())
    db.session.commit()
    return _shown(action_id, name, link)


@rooms.post("/actions/<uuid:action_id>/verifiers/<uuid:verifier_id>/ending")
@needs(Verb.INVITE_VERIFIER, _verifier)
def end_invitation(found: OfVerifier) -> Response:
    action_id, name = found.action.id, found.person.name
    end_verifier(found.verifier, by=standing(), at=now())
    db.session.commit()
    receipt = say("%(name)s does not see this action any more. What they did stays.", name=name)
    return go(".action_page", action_id=action_id, receipt=receipt)


def _shown(action_id: uuid.UUID, name: str, link: Link | None) -> Response:
    """The link, this once; or back to the action, where somebody signs in already."""
    if link is None:
        receipt = say("%(name)s sees this action now, with the sign-in they have.", name=name)
        return go(".action_page", action_id=action_id, receipt=receipt)
    return show_links(
        [link],
        say("%(name)s can join now", name=name),
        back=url_for(".action_page", action_id=action_id),
        back_words=say("The action"),
    )
