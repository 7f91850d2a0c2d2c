"""Somebody from outside verifies one action (R3): invited by name, for 60 days at most; it can end sooner."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.organisation import rules
from spotcheck.organisation.invitations import Link, end_links, link_for
from spotcheck.organisation.models import Person, Verifier
from spotcheck.organisation.queries import invited_at


def invite_verifier(
    person: Person, action_id: uuid.UUID, *, service_id: uuid.UUID, until: datetime, by: Standing, at: datetime
) -> Verifier:
    """Invite somebody from outside for one action of this service. They see it and its evidence, nothing else.

    Somebody who is invited for it already is not invited twice.
    """
    take_turn(by.organisation_id, person)
    refuse_unless(rules.invitation_refused(at, until), Why.INVALID)
    if not person.outside or person.ended_at is not None:
        raise Refusal(Why.INVALID, say("A verifier comes from outside. Somebody who works here has a role instead."))
    if (found := _invited_now(person, action_id, at=at)) is not None:
        return found
    verifier = add(
        Verifier(
            organisation_id=by.organisation_id,
            id=new_id(),
            person_id=person.id,
            action_id=action_id,
            service_id=service_id,
            invited_by_id=by.person_id,
            from_at=at,
            until_at=until,
        )
    )
    history.record(
        by.organisation_id, what="verifier invited", kind="action", thing_id=action_id, by=by.person_id, at=at,
        after={"person": person.id, "until": until},
    )  # fmt: skip
    return verifier


def link_of_verifier(verifier: Verifier, *, by: Standing, at: datetime) -> Link | None:
    """A new one-time link for somebody from outside, or None when they sign in already. Refused when it has ended."""
    person = db.session.get_one(Person, (verifier.organisation_id, verifier.person_id))
    take_turn(by.organisation_id, verifier, person)
    if verifier.ended_at is not None or verifier.until_at <= at:
        raise Refusal(Why.NOT_NOW, say("This invitation has ended. Invite them again first."))
    if person.account_id is not None:
        return None
    return link_for(person, by=by, at=at, until=verifier.until_at)


def end_verifier(verifier: Verifier, *, by: Standing, at: datetime) -> None:
    """They see nothing of this action from now on; what they did stays. Twice is once."""
    take_turn(by.organisation_id, verifier)
    if verifier.ended_at is not None or verifier.until_at <= at:
        return
    verifier.ended_at = at
    history.record(
        by.organisation_id, what="verifier ended", kind="action", thing_id=verifier.action_id, by=by.person_id, at=at,
        before={"person": verifier.person_id, "until": verifier.until_at},
    )  # fmt: skip
    person = db.session.get_one(Person, (verifier.organisation_id, verifier.person_id))
    if _invited_now(person, at=at) is None:
        end_links(person, at=at)


def _invited_now(person: Person, action_id: uuid.UUID | None = None, *, at: datetime) -> Verifier | None:
    """Their invitation for this action, or for any."""
    query = sa.select(Verifier).where(
        Verifier.organisation_id == person.organisation_id, Verifier.person_id == person.id, *invited_at(at)
    )
    if action_id is not None:
        query = query.where(Verifier.action_id == action_id)
    return db.session.scalars(query.limit(1)).first()
