"""What the matrix needs of competence: a topic that is asked for, somebody ready to sign off, and a sign-off."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.database import add
from spotcheck.core.permissions import Standing
from spotcheck.learning.competence_models import Competence, SignOff
from spotcheck.learning.operations.competence_needed import ask_for
from spotcheck.learning.operations.supervision import keep_record
from spotcheck.learning.queries.competence_needed import current, offered
from spotcheck.learning.supervision_models import Supervision
from spotcheck.organisation.models import Person, Service

ONE_LOOK = {"observations": 1, "interviews": 0, "assessors": 1, "weeks": 8, "months": 12}


def medicines_asked(by: Standing, *, at: datetime) -> Competence:
    """One look is enough, so that the check that was reviewed makes its worker ready. Twice is once."""
    topic = next(one.topic for one in offered(by.organisation_id) if one.topic.key == "medication")
    found = current(by.organisation_id).get(topic.id)
    return found[0] if found else ask_for(topic.id, ONE_LOOK, by=by, at=at)


def signed_before(
    asked: Competence, service_id: uuid.UUID, worker_id: uuid.UUID, *, by: Standing, at: datetime
) -> SignOff:
    """A sign-off from before the looks there are."""
    return add(
        SignOff(
            organisation_id=by.organisation_id,
            competence_id=asked.id,
            topic_id=asked.topic_id,
            service_id=service_id,
            worker_id=worker_id,
            signed_by_id=by.person_id,
            signed_at=at,
            again_on=local_date(at) + timedelta(days=300),
        )
    )


def talked(worker: Person, service: Service, *, by: Standing, at: datetime) -> Supervision:
    """A record of supervision."""
    day = local_date(at)
    return keep_record(
        worker, service, held_on=day, practice="Knelt down.", step="Leads a round.", step_on=day, concerns=True, by=by,
        at=at,
    )  # fmt: skip
