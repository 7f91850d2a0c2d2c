"""What of somebody's learning goes when they ask to be erased."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.words import Sentence, say_n
from spotcheck.learning.competence_models import SignOff
from spotcheck.learning.supervision_models import Supervision
from spotcheck.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Learnt:
    """The rows that go, by table, and what is said of them."""

    rows: Sequence[tuple[str, list[uuid.UUID]]]
    goes: Sequence[Sentence]


def about_learning(person: Person) -> Learnt:
    sign_offs, records = _of(person, SignOff), _of(person, Supervision)
    said = [say_n("One sign-off.", "%(n)s sign-offs.", len(sign_offs))] if sign_offs else []
    if records:
        said.append(say_n("One record of supervision.", "%(n)s records of supervision.", len(records)))
    return Learnt([("sign_off", sign_offs), ("supervision", records)], said)


def _of(person: Person, model: type[SignOff] | type[Supervision]) -> list[uuid.UUID]:
    query = sa.select(model.id).where(model.organisation_id == person.organisation_id, model.worker_id == person.id)
    return list(db.session.scalars(query))
