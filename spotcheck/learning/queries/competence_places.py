"""Where people are with each topic: read for one service, or for one person of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.learning.competence_models import Competence
from spotcheck.learning.queries.competence_looks import Captured, looks
from spotcheck.learning.queries.competence_needed import current, items_to_name, needed_of
from spotcheck.learning.queries.competence_signed import SignedOff, signed_at
from spotcheck.learning.rules.competence import Needed, Place, order, where
from spotcheck.learning.rules.competence_signing import who_signs_refused
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import names, people_at, standings_reaching
from spotcheck.standards.models import Topic


@dataclass(frozen=True, slots=True)
class Learner:
    """Where one person is with one topic. `looks`: all of them that may still matter, the newest first."""

    worker: Person
    topic: Topic
    competence: Competence
    needed: Needed
    place: Place
    signed: SignedOff | None
    looks: Sequence[Captured]


@dataclass(frozen=True, slots=True)
class OfTopic:
    """Everybody of a service with one topic, by what is due."""

    topic: Topic
    competence: Competence
    learners: Sequence[Learner]


def of_service(service: Service, *, at: datetime) -> list[OfTopic]:
    """Every topic that is asked, with everybody who works here now. Six queries, however many."""
    asked = current(service.organisation_id)
    staff = people_at(service.organisation_id, service.id, at=at)
    found = _learners(service, asked, staff, at=at)
    return [
        OfTopic(topic, one, sorted((each for each in found if each.topic.id == topic_id), key=_by_what_is_due))
        for topic_id, (one, topic) in asked.items()
    ]


def of_person(service: Service, worker: Person, *, at: datetime) -> list[Learner]:
    """One person at one service, with every topic that is asked. Five queries."""
    return _learners(service, current(service.organisation_id), [worker], at=at)


def not_seen(learner: Learner) -> list[str]:
    """The items that must be done well and that none of the looks which count has seen, in the words of today."""
    seen: set[str] = set()
    counting = {look.check for look in learner.place.progress.looks}
    for one in learner.looks:
        seen |= one.seen if one.look.check in counting else set()
    named = items_to_name(learner.topic.organisation_id, learner.topic.id)
    return [item.text for key, item in named if key in learner.competence.items and key not in seen]


def who_signs(learner: Learner, service: Service, *, at: datetime) -> list[str]:
    """Who could sign this, by name."""
    thing = Thing(service.organisation_id, service.id)
    captured = [one.by for one in learner.place.progress.looks]
    able = [
        person_id
        for person_id, standing in standings_reaching(service.organisation_id, service.id, at=at).items()
        if may(standing, Verb.SIGN_OFF, thing) is Answer.ALLOWED
        and not who_signs_refused(person_id, learner.worker.id, captured)
    ]
    return sorted(names(service.organisation_id, able).values())


def _learners(
    service: Service,
    asked: Mapping[uuid.UUID, tuple[Competence, Topic]],
    staff: Sequence[Person],
    *,
    at: datetime,
) -> list[Learner]:
    if not asked or not staff:
        return []
    only = staff[0].id if len(staff) == 1 else None
    signed = signed_at(service.organisation_id, service.id, at=at, worker_id=only)
    competences = {topic_id: one for topic_id, (one, _) in asked.items()}
    captured = looks(
        service.organisation_id,
        competences,
        service_ids=[service.id],
        worker_ids=[person.id for person in staff],
        since=reaching_back(competences.values(), at),
        at=at,
    )
    return [
        _learner(
            worker,
            topic,
            one,
            signed.get((worker.id, topic.id)),
            captured.get((service.id, worker.id, topic.id), []),
            at=at,
        )
        for one, topic in asked.values()
        for worker in staff
    ]


def reaching_back(asked: Iterable[Competence], at: datetime) -> datetime:
    """From when on a look may still matter: a whole window may have ended a window ago."""
    return at - timedelta(weeks=2 * max(one.weeks for one in asked), days=1)


def _learner(
    worker: Person,
    topic: Topic,
    asked: Competence,
    signed: SignedOff | None,
    captured: Sequence[Captured],
    *,
    at: datetime,
) -> Learner:
    needed = needed_of(asked)
    facts = signed.facts if signed else None
    place = where([one.look for one in captured], needed, signed=facts, today=local_date(at))
    return Learner(worker, topic, asked, needed, place, signed, captured)


def _by_what_is_due(one: Learner) -> tuple[object, ...]:
    return (*order(one.place), one.worker.name)
