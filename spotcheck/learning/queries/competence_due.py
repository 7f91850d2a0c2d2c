"""How many sign-offs wait for somebody, by topic and service: numbers for Today and for the tracker's side, never
names."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check
from spotcheck.checks.queries.check import linked
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.queries.competence_looks import Captured, Whose, looks
from spotcheck.learning.queries.competence_needed import current, needed_of
from spotcheck.learning.queries.competence_places import reaching_back
from spotcheck.learning.queries.competence_signed import Again, signed_beyond, works_there
from spotcheck.learning.rules.competence import Signed, State, where
from spotcheck.learning.rules.competence_signing import who_signs_refused
from spotcheck.organisation.models import Person, Service

MOST_SERVICES = 12  # beyond these, who is ready stands on the page of each service


@dataclass(frozen=True, slots=True)
class Waits:
    """How many wait in one topic at one service, by what for."""

    service_id: uuid.UUID
    service: str
    topic_id: uuid.UUID
    topic: str
    counts: Mapping[State, int]


def waits_of(again: Iterable[Again]) -> list[Waits]:
    """These sign-offs in numbers, topic by topic and service by service, by their names. No query."""
    again = list(again)
    counts = Counter((one.row.service_id, one.row.topic_id, one.state) for one in again)
    places = {(one.service, one.topic, one.row.service_id, one.row.topic_id) for one in again}
    return [
        Waits(here, service, of, topic, {state: n for state in State if (n := counts[here, of, state])})
        for service, topic, here, of in sorted(places)
    ]


def ready_to_sign(
    standing: Standing, services: Sequence[Service], again: Collection[Again], *, at: datetime
) -> list[Waits]:
    """How many of these services this person can sign off now. `again`: the sign-offs that wait already.

    Four queries where somebody comes near it, two where nobody does; none for who signs nobody, and none with more
    than a few services."""
    reach = standing.services_for(Verb.SIGN_OFF)
    here = {one.id: one for one in services if reach is None or one.id in reach}
    if not here or len(here) > MOST_SERVICES:
        return []
    asked = current(standing.organisation_id)
    competences = {topic_id: one for topic_id, (one, _) in asked.items()}
    near = _near(standing, competences, list(here), at=at) if asked else []
    if not near:
        return []
    signed = {(one.row.service_id, one.row.worker_id, one.row.topic_id): one for one in again}
    captured = looks(
        standing.organisation_id,
        competences,
        service_ids={whose[0] for whose in near},
        worker_ids={whose[1] for whose in near},
        since=reaching_back(competences.values(), at),
        at=at,
    )
    ready = Counter(
        (whose[0], whose[2])
        for whose in near
        if _can_sign(standing, competences[whose[2]], captured.get(whose, []), signed.get(whose), at=at)
    )
    found = [
        Waits(service_id, here[service_id].name, topic_id, asked[topic_id][1].name, {State.READY: n})
        for (service_id, topic_id), n in ready.items()
    ]
    return sorted(found, key=lambda one: (one.service, one.topic))


def _can_sign(
    standing: Standing, asked: Competence, captured: Sequence[Captured], again: Again | None, *, at: datetime
) -> bool:
    signed = None
    if again is not None:
        questioned = again.state is State.SECOND_LOOK
        signed = Signed(at=again.row.signed_at, again_on=again.row.again_on, questioned=questioned)
    place = where([one.look for one in captured], needed_of(asked), signed=signed, today=local_date(at))
    return place.state is State.READY and not who_signs_refused(
        standing.person_id, captured[0].worker, [one.by for one in place.progress.looks]
    )


def _near(
    standing: Standing, competences: Mapping[uuid.UUID, Competence], service_ids: Collection[uuid.UUID], *, at: datetime
) -> list[Whose]:
    """Who has as many looks as are asked, and no sign-off that still stands for long: the rule says whether they count
    together."""
    observed = sa.func.count(Check.id).filter(Check.kind == Kind.OBSERVATION.value)
    heard = sa.func.count(Check.id).filter(Check.kind == Kind.INTERVIEW.value)
    query = (
        sa.select(Check.service_id, Check.worker_id, Competence.topic_id)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Checklist, linked(ChecklistVersion, ChecklistVersion.checklist_id, Checklist))
        .join(
            Competence,
            sa.and_(Competence.organisation_id == Checklist.organisation_id, Competence.topic_id == Checklist.topic_id),
        )
        .join(Person, linked(Check, Check.worker_id, Person))
        .where(
            Check.organisation_id == standing.organisation_id,
            Check.service_id.in_(service_ids),
            Check.worker_id != standing.person_id,
            Check.finished_at > reaching_back(competences.values(), at),
            Competence.id.in_([one.id for one in competences.values()]),
            Person.ended_at.is_(None),
            works_there(Check, at),
            sa.not_(
                signed_beyond(Check.organisation_id, Check.service_id, Check.worker_id, Competence.topic_id, at=at)
            ),
        )
        .group_by(
            Check.service_id,
            Check.worker_id,
            Competence.topic_id,
            Competence.observations,
            Competence.interviews,
            Competence.assessors,
        )
        .having(
            observed >= Competence.observations,
            heard >= Competence.interviews,
            sa.func.count(Check.author_id.distinct()) >= Competence.assessors,
        )
    )
    return [(here, whom, topic) for here, whom, topic in db.session.execute(query) if whom is not None]
