"""The people around something that happens in a service: who could act, who is named, who could come from outside."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role, Standing
from spotcheck.organisation.models import Person, RoleHeld
from spotcheck.organisation.people_queries import could_come_again
from spotcheck.organisation.queries import reaching


@dataclass(frozen=True, slots=True)
class Around:
    """`standings`: everybody with an account and a role that reaches the service. `names`: of them, and of everybody
    who was asked for. `came_before`: from outside, by name."""

    standings: Mapping[uuid.UUID, Standing]
    names: Mapping[uuid.UUID, str]
    came_before: Sequence[tuple[uuid.UUID, str]]


_REACHING, _NAMED, _CAME_BEFORE = "reaching", "named", "came before"


def people_around(
    organisation_id: uuid.UUID,
    service_id: uuid.UUID,
    *,
    named: Collection[uuid.UUID],
    inviting: Standing | None,
    action_id: uuid.UUID,
    at: datetime,
) -> Around:
    """Everybody around an action, in one query. `inviting`: who could invite somebody from outside for it."""
    asked: list[sa.Select[str, uuid.UUID, str, str | None, uuid.UUID | None]] = [
        reaching(organisation_id, service_id, at=at).with_only_columns(
            sa.literal(_REACHING), Person.id, Person.name, RoleHeld.role, RoleHeld.service_id
        ),
        sa.select(sa.literal(_NAMED), Person.id, Person.name, sa.null(), sa.null()).where(
            Person.organisation_id == organisation_id, Person.id.in_(named)
        ),
    ]
    if inviting is not None:
        came = could_come_again(inviting, action_id=action_id, at=at).subquery()
        asked.append(sa.select(sa.literal(_CAME_BEFORE), came.c.id, came.c.name, sa.null(), sa.null()))
    held: dict[uuid.UUID, set[Held]] = {}
    names: dict[uuid.UUID, str] = {}
    came_before = []
    for why, person_id, name, role, at_service in db.session.execute(sa.union_all(*asked)):
        if why == _CAME_BEFORE:
            came_before.append((person_id, name))
            continue
        names[person_id] = name
        if role is not None:
            held.setdefault(person_id, set()).add(Held(Role(role), at_service))
    return Around(
        {person_id: Standing(organisation_id, person_id, frozenset(roles)) for person_id, roles in held.items()},
        names,
        sorted(came_before, key=lambda one: (one[1], str(one[0]))),
    )
