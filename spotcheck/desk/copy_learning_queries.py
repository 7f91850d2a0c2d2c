"""What is held about somebody's learning, for the copy that they may have."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from spotcheck.checks.queries.check import linked
from spotcheck.core.database import db
from spotcheck.core.words import say
from spotcheck.desk.copy_entries import Entry, Fact, Section
from spotcheck.learning.competence_models import SignOff
from spotcheck.learning.queries.competence_signed import looks_of, second_looks_of
from spotcheck.learning.queries.supervision import additions_to, records_of
from spotcheck.organisation.models import Person, Service
from spotcheck.standards.models import Topic


def learning_sections(person: Person) -> list[Section]:
    return [
        Section(
            say("What you were signed off for"),
            say("Until when, on how many looks, and what came of it."),
            list(_sign_offs(person)),
        ),
        Section(
            say("Your supervision"),
            say("What was seen, your words, the next step, and what was added."),
            list(_talks(person)),
        ),
    ]


def _talks(person: Person) -> Iterator[Entry]:
    for record, _who, service in records_of(person.organisation_id, person.id):
        facts: list[Fact] = [(say("Where"), say("%(place)s", place=service)), (say("Practice seen"), record.practice)]
        if record.reflection:
            facts.append((say("In your words, written down for you"), record.reflection))
        facts += [(say("The next step"), record.step), (say("By"), record.step_on)]
        for added, _name in additions_to(record):
            yours = added.by_id == person.id
            facts.append((say("You added") if yours else say("Somebody added"), added.text))
        yield Entry(say("A talk"), record.held_on, facts)


def _sign_offs(person: Person) -> Iterator[Entry]:
    query = (
        sa.select(SignOff, Topic.name, Service.name)
        .join(Topic, linked(SignOff, SignOff.topic_id, Topic))
        .join(Service, linked(SignOff, SignOff.service_id, Service))
        .where(SignOff.organisation_id == person.organisation_id, SignOff.worker_id == person.id)
        .order_by(SignOff.signed_at)
    )
    for row, topic, service in db.session.execute(query).all():
        facts: list[Fact] = [
            (say("Where"), say("%(place)s", place=service)),
            (say("Look again on"), row.again_on),
            (say("Looks it stands on"), len(looks_of(row))),
        ]
        if row.note:
            facts.append((say("A note for you"), row.note))
        facts += [(say("Looked at again, and it stood"), one.reason) for one, _ in second_looks_of(row)]
        if row.taken_back_at is not None:
            facts += [(say("Taken back"), row.taken_back_at), (say("Because"), row.taken_back_reason or "")]
        yield Entry(topic, row.signed_at, facts)
