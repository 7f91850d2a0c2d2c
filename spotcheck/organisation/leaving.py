"""Somebody's work here ends, and may begin again. What they did stays; what they could do ends at once."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.organisation import invitation_rules, rules
from spotcheck.organisation.invitations import end_links
from spotcheck.organisation.models import Person, RoleHeld, Service, SignInSession, Verifier
from spotcheck.organisation.operations import end_role, give_role, refuse_only_administrator
from spotcheck.organisation.queries import held_at, standing_of


def end_work(person: Person, *, by: Standing, at: datetime) -> None:
    """Their sessions, roles, links and invitations from outside end now. Twice is once.

    Refused for oneself, for the only administrator, and by somebody who could not have given their roles.
    """
    take_turn(by.organisation_id, person)
    if person.ended_at is not None:
        return
    held = standing_of(person.organisation_id, person.id, at=at).roles
    refuse_unless(invitation_rules.looking_after_refused(by, held), Why.NOT_YOU)
    if person.id == by.person_id:
        raise Refusal(Why.NOT_NOW, say("You cannot end your own work here. Somebody else does that."))
    if any(one.role is Role.ADMINISTRATOR for one in held):
        refuse_only_administrator(person.organisation_id, person.id)
    for role in _now(person, at=at):
        end_role(role, by=by, at=at)
    for model in (SignInSession, Verifier):
        db.session.execute(
            sa.update(model)
            .where(
                model.organisation_id == person.organisation_id,
                model.person_id == person.id,
                model.ended_at.is_(None),
            )
            .values(ended_at=at)
        )
    end_links(person, at=at)
    person.ended_at = at
    history.record(person.organisation_id, what="left", kind="person", thing_id=person.id, by=by.person_id, at=at)


def come_back(person: Person, role: Role, service: Service | None, *, by: Standing, at: datetime) -> None:
    """They work here again, with this role; they sign in as before, if they ever did."""
    take_turn(by.organisation_id, person)
    if person.ended_at is None:
        return
    if person.forgotten_at is not None:
        raise Refusal(Why.NOT_NOW, say("What was held about this person is erased. Invite them as somebody new."))
    refuse_unless(rules.role_refused(role, across=service is None), Why.INVALID)
    refuse_unless(invitation_rules.giving_refused(by, role, service.id if service else None), Why.INVALID)
    person.ended_at = None
    history.record(person.organisation_id, what="came back", kind="person", thing_id=person.id, by=by.person_id, at=at)
    give_role(person, role, service, by=by, at=at)


def _now(person: Person, *, at: datetime) -> list[RoleHeld]:
    query = sa.select(RoleHeld).where(
        RoleHeld.organisation_id == person.organisation_id, RoleHeld.person_id == person.id, *held_at(at)
    )
    return list(db.session.scalars(query))
