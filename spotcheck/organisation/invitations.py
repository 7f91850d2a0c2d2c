"""The verbs of the one who invites: add somebody, make their one-time link, take it back."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Why, refuse_unless
from spotcheck.organisation import invitation_rules, rules
from spotcheck.organisation.models import Invitation, Person, Service
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.organisation.queries import digest, standing_of


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation with its token, which is kept nowhere: it is shown to whoever made it, and then never again."""

    invitation: Invitation
    token: str


def invite_person(
    name: str,
    role: Role,
    service: Service | None,
    *,
    by: Standing,
    at: datetime,
    person_id: uuid.UUID | None = None,
    sign_in: str | None = None,
) -> Link:
    """Add somebody with their first role and make their link. Sent twice (`person_id`), it is one person."""
    take_turn(by.organisation_id)
    refuse_unless(rules.role_refused(role, across=service is None), Why.INVALID)
    refuse_unless(invitation_rules.giving_refused(by, role, service.id if service else None), Why.INVALID)
    person = add_person(name, person_id=person_id, by=by, at=at)
    give_role(person, role, service, by=by, at=at)
    return make_link(person, by=by, at=at, sign_in=sign_in)


def make_link(person: Person, *, by: Standing, at: datetime, sign_in: str | None = None) -> Link:
    """A new one-time link for somebody who works here and has no sign-in; it takes the place of those before."""
    take_turn(by.organisation_id)
    held = standing_of(person.organisation_id, person.id, at=at).roles
    refuse_unless(invitation_rules.looking_after_refused(by, held), Why.NOT_YOU)
    return link_for(person, by=by, at=at, sign_in=sign_in)


def link_for(
    person: Person, *, by: Standing, at: datetime, sign_in: str | None = None, until: datetime | None = None
) -> Link:
    """The same, where what the asker may do was asked already: for a verifier from outside, who holds no role.

    It ends by `until`, if that is sooner.
    """
    refuse_unless(
        invitation_rules.link_refused(ended=person.ended_at is not None, signs_in=person.account_id is not None)
    )
    end_links(person, at=at)
    token = secrets.token_urlsafe(24)
    invitation = add(
        Invitation(
            organisation_id=person.organisation_id,
            id=new_id(),
            token_digest=digest(token),
            person_id=person.id,
            invited_by_id=by.person_id,
            sign_in=sign_in,
            made_at=at,
            ends_at=min(at + invitation_rules.LASTS, until or at + invitation_rules.LASTS),
        )
    )
    _record(person, "invited", by=by, at=at, invitation=invitation)
    return Link(invitation, token)


def end_links(person: Person, *, at: datetime) -> None:
    """Whatever links wait for this person open nothing from now on."""
    db.session.execute(
        sa.update(Invitation)
        .where(
            Invitation.organisation_id == person.organisation_id,
            Invitation.person_id == person.id,
            Invitation.taken_at.is_(None),
            Invitation.ended_at.is_(None),
        )
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )


def revoke(invitation: Invitation, *, by: Standing, at: datetime) -> None:
    """The link opens nothing from now on. One that was used or ended stays as it is."""
    take_turn(by.organisation_id, invitation)
    held = standing_of(invitation.organisation_id, invitation.person_id, at=at).roles
    refuse_unless(invitation_rules.looking_after_refused(by, held), Why.NOT_YOU)
    if invitation.taken_at is not None or invitation.ended_at is not None:
        return
    invitation.ended_at = at
    person = db.session.get_one(Person, (invitation.organisation_id, invitation.person_id))
    _record(person, "invitation ended", by=by, at=at, invitation=invitation)


def _record(person: Person, what: str, *, by: Standing, at: datetime, invitation: Invitation) -> None:
    history.record(
        person.organisation_id, what=what, kind="person", thing_id=person.id, by=by.person_id, at=at,
        after={"until": invitation.ends_at} if what == "invited" else None,
    )  # fmt: skip
