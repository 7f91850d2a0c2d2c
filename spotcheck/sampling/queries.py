"""Reads of draws."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.sampling.models import Draw


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


def recent_draws(standing: Standing, *, most: int = 50) -> list[Draw]:
    """The newest draws of the services this person may see draws of."""
    query = sa.select(Draw).where(Draw.organisation_id == standing.organisation_id)
    services = standing.services_for(Verb.SEE_DRAW)
    if services is not None:
        query = query.where(sa.or_(Draw.service_id.in_(services), Draw.drawn_by_id == standing.person_id))
    return list(db.session.scalars(query.order_by(Draw.number.desc()).limit(most)))
