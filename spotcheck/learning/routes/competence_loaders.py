"""A service, somebody who works there with one topic, or a sign-off: as a door opens it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from spotcheck.core.permissions import Thing, Tie
from spotcheck.learning.competence_models import SignOff
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries import competence_signed as signed
from spotcheck.learning.queries.competence_places import Learner
from spotcheck.organisation import queries as organisation
from spotcheck.organisation.models import Person, Service
from spotcheck.web.guard import now, standing


@dataclass(frozen=True, slots=True)
class AtService:
    service: Service

    @property
    def thing(self) -> Thing:
        return Thing(self.service.organisation_id, self.service.id)


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody who works at a service, and where they are with a topic that is asked."""

    service: Service
    worker: Person
    learner: Learner

    @property
    def thing(self) -> Thing:
        ties = frozenset({(Tie.OBSERVED, self.worker.id)})
        return Thing(self.service.organisation_id, self.service.id, ties)

    @property
    def address(self) -> dict[str, uuid.UUID]:
        return {"service_id": self.service.id, "topic_id": self.learner.topic.id, "worker_id": self.worker.id}


@dataclass(frozen=True, slots=True)
class OpenedSignOff:
    row: SignOff

    @property
    def thing(self) -> Thing:
        return signed.sign_off_thing(self.row)


def load_service(service_id: uuid.UUID) -> AtService | None:
    found = organisation.service(standing().organisation_id, service_id)
    return AtService(found) if found is not None else None


def load_learner(service_id: uuid.UUID, topic_id: uuid.UUID, worker_id: uuid.UUID) -> Opened | None:
    """None for somebody who does not work there now, and for a topic that nobody is signed off in."""
    there = organisation.service(standing().organisation_id, service_id)
    worker = organisation.person(standing().organisation_id, worker_id)
    if there is None or worker is None or worker.ended_at is not None:
        return None
    if not organisation.worked_at(there.organisation_id, there.id, worker.id, at=now()):
        return None
    found = places.of_person(there, worker, at=now())
    learner = next((one for one in found if one.topic.id == topic_id), None)
    return Opened(there, worker, learner) if learner is not None else None


def load_sign_off(sign_off_id: uuid.UUID) -> OpenedSignOff | None:
    found = signed.sign_off(standing().organisation_id, sign_off_id)
    return OpenedSignOff(found) if found is not None else None
