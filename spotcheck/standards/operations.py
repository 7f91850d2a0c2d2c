from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.permissions import Standing
from spotcheck.standards import queries
from spotcheck.standards.models import Standard, Topic
from spotcheck.standards.starters import starter_standards


def adopt_standards(organisation_id: uuid.UUID, *, by: Standing, at: datetime) -> list[Standard]:
    """Give the organisation the topics and standards of the product; returns those it did not have.

    What it has is left as it is, so doing this twice is harmless.
    """
    history.take_turn(organisation_id)
    content = starter_standards()
    topic_ids = {topic.key: topic.id for topic in queries.topics(organisation_id)}
    for topic in content.topics:
        if topic.key not in topic_ids:
            row = add(Topic(organisation_id=organisation_id, key=topic.key, name=topic.name))
            topic_ids[topic.key] = row.id
    held = {standard.key for standard in queries.standards(organisation_id)}
    adopted = [
        Standard(
            organisation_id=organisation_id,
            key=standard.key,
            topic_id=topic_ids[standard.topic],
            text=standard.text,
            why=standard.why,
        )
        for standard in content.standards
        if standard.key not in held
    ]
    if adopted:
        db.session.add_all(adopted)
        history.record(
            organisation_id,
            what="adopted standards",
            kind="organisation",
            thing_id=organisation_id,
            by=by.person_id,
            at=at,
            after={"standards": [standard.key for standard in adopted]},
        )
    return adopted
