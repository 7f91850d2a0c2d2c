"""Somebody as a door opens them: with what the permission table asks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from spotcheck.core.permissions import Thing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation import people_queries, queries
from spotcheck.organisation.models import Person, RoleHeld, Service
from spotcheck.web.guard import now, standing


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Somebody, and for a role that ends which one, with what the permission table asks."""

    person: Person
    thing: Thing
    held: RoleHeld | None = None


def load_person(person_id: uuid.UUID) -> OfPerson | None:
    person = queries.person(standing().organisation_id, person_id)
    return OfPerson(person, people_queries.person_thing(standing(), person, at=now())) if person else None


def chosen_service(service_id: uuid.UUID | None) -> Service | None:
    """The service that a form names; None is the whole organisation."""
    if service_id is None:
        return None
    found = queries.service(standing().organisation_id, service_id)
    if found is None:
        raise Refusal(Why.INVALID, fields={"service": say("Choose a service from the list.")})
    return found
