"""Who works here and with which roles, for the pages of people. Starts from `visible_to`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing, Thing, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation import rules
from spotcheck.organisation.models import Person, RoleHeld, Service, Verifier
from spotcheck.organisation.queries import held_at, invited_at

PAGE = 50
ACROSS = "across"
_AT_A_SERVICE, _ACROSS, _NO_ROLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Listed:
    """One person under one service (None: across the organisation, or no role now)."""

    id: uuid.UUID
    name: str
    service_id: uuid.UUID | None
    place: Sentence | str
    roles: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Page:
    people: list[Listed]
    next: str | None


def people(
    standing: Standing, *, at: datetime, service: str | None = None, search: str | None = None, after: str | None = None
) -> Page:
    """Everybody this person may see, service by service; `service` and `search` narrow it, `after` is the last page's end.

    Two queries for a page, however long the list is.
    """
    places = _places(standing, at, service)
    if search:
        places = places.where(Person.name.icontains(search, autoescape=True))
    rows = places.subquery()
    ordered = sa.select(rows).order_by(rows.c.rank, rows.c.place, rows.c.name, rows.c.id)
    if after and (key := _key(standing, after)):
        ordered = ordered.where(sa.tuple_(rows.c.rank, rows.c.place, rows.c.name, rows.c.id) > sa.tuple_(*key))
    found = db.session.execute(ordered.limit(PAGE + 1)).all()
    shown = found[:PAGE]
    roles = roles_in_words(standing.organisation_id, {row.id for row in shown}, at=at)
    listed = [
        Listed(row.id, row.name, row.service_id, rules.place_in_words(row.rank, row.place), roles.get(row.id, ()))
        for row in shown
    ]
    return Page(listed, _address(shown[-1]) if len(found) > PAGE else None)
