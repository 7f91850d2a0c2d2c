"""Telling people that something rose: the rows, and a line in the history of the action."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role
from spotcheck.messages.mail_operations import notify
from spotcheck.messages.mail_rules import About
from spotcheck.organisation.models import Person
from spotcheck.organisation.queries import standings_reaching
from spotcheck.tracker.models import Action
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules import rising as rules
from spotcheck.tracker.rules.rising import Cause, Rung


def tell(
    action: Action,
    why: Cause,
    told: Sequence[tuple[Rung, uuid.UUID]],
    *,
    since: date,
    at: datetime,
    day: date | None = None,
) -> None:
    """This rises to these people. `day` is the day there was, to stand beside a new one."""
    days = (local_date(at) - since).days
    notify(action.organisation_id, [person_id for _, person_id in told], About.RISEN, at=at)
    for rung, person_id in told:
        add(
            Rise(
                organisation_id=action.organisation_id,
                id=new_id(),
                action_id=action.id,
                why=why.value,
                rung=rung.value,
                since_on=since,
                days=days,
                to_id=person_id,
                raised_at=at,
                day_on=day,
            )
        )
        # No change of the action itself: a page that lies open stays good.
        history.record(
            action.organisation_id, what="rose", kind="action", thing_id=action.id, by=None, at=at,
            service_id=action.service_id, after={"to": person_id, **({"days": days} if days else {})},
        )  # fmt: skip


def tell_from(action: Action, why: Cause, lowest: Rung, *, at: datetime) -> None:
    """This rises to the first rung from `lowest` on which somebody stands; once a day."""
    today = local_date(at)
    there = sa.select(Rise.id).where(
        Rise.organisation_id == action.organisation_id,
        Rise.action_id == action.id,
        Rise.why == why.value,
        Rise.since_on == today,
    )
    if db.session.scalar(there.limit(1)) is not None:
        return
    told = rules.first_told(lowest, rules.holders(None, roles_reaching(action, at=at)))
    tell(action, why, told, since=today, at=at, day=action.due_on)


def roles_reaching(action: Action, *, at: datetime) -> list[tuple[uuid.UUID, Role]]:
    """Everybody with a sign-in whose role reaches the service of this action."""
    reaching = standings_reaching(action.organisation_id, action.service_id, at=at)
    return [(person, held.role) for person, standing in reaching.items() for held in standing.roles]


def lead_here(action: Action) -> uuid.UUID | None:
    """The lead, while they can sign in here."""
    lead = db.session.get(Person, (action.organisation_id, action.lead_id)) if action.lead_id else None
    return lead.id if lead is not None and lead.ended_at is None and lead.account_id is not None else None
