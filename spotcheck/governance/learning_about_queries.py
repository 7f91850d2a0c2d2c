"""What of somebody's learning goes when they ask to be erased."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.words import Sentence, say_n
from spotcheck.learning.competence_models import SignOff
from spotcheck.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Learnt:
    """The rows that go, by table, and what is said of them."""

    rows: Sequence[tuple[str, list[uuid.UUID]]]
    goes: Sequence[Sentence]


def about_learning(person: Person) -> Learnt:
    query = sa.select(SignOff.id).where(
        SignOff.organisation_id == person.organisation_id, SignOff.worker_id == person.id
    )
    sign_offs = list(db.session.scalars(query))
    said = [say_n("One sign-off.", "%(n)s sign-offs.", len(sign_offs))] if sign_offs else []
    return Learnt([("sign_off", sign_offs)], said)
