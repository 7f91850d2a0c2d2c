"""Reads of draws."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Thing, Tie
from spotcheck.organisation.queries import verifiers_of
from spotcheck.sampling import rules
from spotcheck.sampling.models import Draw

# The tracker's table by its name, as the draw's own link has it: this room stands below the tracker.
_REQUIREMENT = sa.table(
    "requirement",
    sa.column("organisation_id", sa.Uuid()),
    sa.column("id", sa.Uuid()),
    sa.column("action_id", sa.Uuid()),
)


def draw(organisation_id: uuid.UUID, draw_id: uuid.UUID) -> Draw | None:
    return db.session.get(Draw, (organisation_id, draw_id))


def live_draw(organisation_id: uuid.UUID, requirement_id: uuid.UUID, round: int) -> Draw | None:
    """The one draw of a requirement in this round of its action."""
    return db.session.scalar(
        sa.select(Draw).where(
            Draw.organisation_id == organisation_id, Draw.requirement_id == requirement_id, Draw.round == round
        )
    )


def draws_of(organisation_id: uuid.UUID, requirement_ids: list[uuid.UUID]) -> list[Draw]:
    """Every draw ever made for these requirements, in the order they were made."""
    query = sa.select(Draw).where(Draw.organisation_id == organisation_id, Draw.requirement_id.in_(requirement_ids))
    return list(db.session.scalars(query.order_by(Draw.number)))


def action_of(draw: Draw) -> uuid.UUID | None:
    """The action whose plan this draw is for; None for a draw of its own."""
    if draw.requirement_id is None:
        return None
    columns = _REQUIREMENT.c
    found: uuid.UUID | None = db.session.scalar(
        sa.select(columns.action_id).where(
            columns.organisation_id == draw.organisation_id, columns.id == draw.requirement_id
        )
    )
    return found


def drawn_records(draw: Draw) -> list[rules.Drawn]:
    """The records of this draw in the order in which they are read, with their references. No query."""
    return rules.drawn(draw.seed, draw.population, draw.sheet)


def draw_thing(draw: Draw, *, at: datetime) -> Thing:
    """What the permission table needs to know: the service, who drew it, who verifies the action it is for."""
    ties = {(Tie.AUTHOR, draw.drawn_by_id)}
    action_id = action_of(draw)
    if action_id is not None:
        ties |= {(Tie.VERIFIER, person.id) for person in verifiers_of(draw.organisation_id, action_id, at=at)}
    return Thing(draw.organisation_id, draw.service_id, frozenset(ties))
