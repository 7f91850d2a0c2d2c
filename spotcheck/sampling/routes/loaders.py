"""A draw as a door opens it: with what the permission table asks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from spotcheck.core.permissions import Thing
from spotcheck.sampling import queries
from spotcheck.sampling.models import Draw
from spotcheck.web.guard import now, standing


@dataclass(frozen=True, slots=True)
class Opened:
    draw: Draw
    thing: Thing


def load_draw(draw_id: uuid.UUID) -> Opened | None:
    found = queries.draw(standing().organisation_id, draw_id)
    return Opened(found, queries.draw_thing(found, at=now())) if found else None
