"""The answers of a finished check, with the corrections beside them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checklists.rules import Kind, Outcome, outcome
from spotcheck.checks.models import Check, CheckAnswer, Correction
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.versions import asked
from spotcheck.checks.rules.content import read_said
from spotcheck.checks.rules.correction import Answered, Corrected, apply_corrections, counting
from spotcheck.checks.rules.facts import Asked
from spotcheck.checks.rules.outcomes import AnswerFacts
from spotcheck.core.database import db
from spotcheck.organisation.models import Person
from spotcheck.standards.models import Standard


@dataclass(frozen=True)
class Answers:
    """What was asked, what was answered, and what was corrected since, in order. `names`: of who corrected."""

    kind: Kind
    items: tuple[Item, ...]
    given: tuple[Answered, ...]
    corrections: tuple[Correction, ...]
    names: dict[uuid.UUID, str]

    @cached_property
    def standing(self) -> tuple[Answered, ...]:
        """The answers as they stand: corrections applied."""
        return apply_corrections(self.given, [_corrected(self.kind, row) for row in self.corrections])

    @cached_property
    def counting(self) -> tuple[AnswerFacts, ...]:
        """The same, as `rules.outcomes` counts them."""
        return counting(self.standing, [asked(item) for item in self.items])

    def item(self, item_id: uuid.UUID) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def of(self, item_id: uuid.UUID, position: int = 0) -> Answered | None:
        """One answer as it stands; None when this was not answered."""
        wanted = (item_id, position)
        return next((answer for answer in self.standing if (answer.item_id, answer.position) == wanted), None)


def answers_of(check: Check, *, corrected: bool = True) -> Answers:
    """Three queries, however many answers; two when it is known that nothing was corrected."""
    kind = Kind(check.kind)
    rows = _corrections(check) if corrected else []
    items = _items(check)
    return Answers(
        kind=kind,
        items=tuple(items),
        given=_given(check, kind, items),
        corrections=tuple(correction for correction, _ in rows),
        names={correction.by_id: name for correction, name in rows},
    )


def counting_of(
    organisation_id: uuid.UUID, check_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[str, AnswerFacts]]]:
    """The answers of many checks as they stand and count, each with the key of its item. Two queries, however many."""
    if not check_ids:
        return {}
    query = (
        sa.select(CheckAnswer, Check.kind, Item.position, Item.standard_id, Item.must, Item.key)
        .join(Item, linked(CheckAnswer, CheckAnswer.item_id, Item))
        .join(Check, linked(CheckAnswer, CheckAnswer.check_id, Check))
        .where(CheckAnswer.organisation_id == organisation_id, CheckAnswer.check_id.in_(check_ids))
    )
    kinds: dict[uuid.UUID, Kind] = {}
    items: dict[uuid.UUID, Asked] = {}
    given: defaultdict[uuid.UUID, list[Answered]] = defaultdict(list)
    for row, kind, place, standard, must, key in db.session.execute(query):
        kinds[row.check_id] = Kind(kind)
        items[row.item_id] = Asked(id=row.item_id, position=place, standard=standard, must=must, key=key)
        given[row.check_id].append(_answered(Kind(kind), row))
    corrections: defaultdict[uuid.UUID, list[Corrected]] = defaultdict(list)
    changed = sa.select(Correction).where(
        Correction.organisation_id == organisation_id, Correction.check_id.in_(list(kinds))
    )
    for one in db.session.scalars(changed.order_by(Correction.number)):
        corrections[one.check_id].append(_corrected(kinds[one.check_id], one))
    return {
        check_id: [
            (items[facts.item].key, facts)
            for facts in counting(
                apply_corrections(answers, corrections[check_id]), [items[one.item_id] for one in answers]
            )
        ]
        for check_id, answers in given.items()
    }


def standard_texts(organisation_id: uuid.UUID, standard_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The sentences of these standards. One query."""
    query = sa.select(Standard.id, Standard.text).where(
        Standard.organisation_id == organisation_id, Standard.id.in_(list(standard_ids))
    )
    return dict(db.session.execute(query).all())


def _corrections(check: Check) -> list[tuple[Correction, str]]:
    query = (
        sa.select(Correction, Person.name)
        .join(Person, linked(Correction, Correction.by_id, Person))
        .where(Correction.organisation_id == check.organisation_id, Correction.check_id == check.id)
    )
    return [(row, name) for row, name in db.session.execute(query.order_by(Correction.number))]


def _items(check: Check) -> list[Item]:
    query = sa.select(Item).where(Item.organisation_id == check.organisation_id, Item.version_id == check.version_id)
    return list(db.session.scalars(query.order_by(Item.position)))


def _given(check: Check, kind: Kind, items: Sequence[Item]) -> tuple[Answered, ...]:
    order = {item.id: item.position for item in items}
    rows = db.session.scalars(
        sa.select(CheckAnswer).where(
            CheckAnswer.organisation_id == check.organisation_id, CheckAnswer.check_id == check.id
        )
    )
    given = [_answered(kind, row) for row in rows]
    return tuple(sorted(given, key=lambda answer: (answer.position, order[answer.item_id])))


def _answered(kind: Kind, row: CheckAnswer) -> Answered:
    return Answered(
        item_id=row.item_id,
        position=row.position,
        outcome=_on_scale(kind, row.outcome),
        note=row.note,
        said=read_said(row.detail) if row.detail is not None else None,
    )


def _corrected(kind: Kind, row: Correction) -> Corrected:
    return Corrected(
        item_id=row.item_id,
        position=row.position,
        outcome=_on_scale(kind, row.outcome),
        said=read_said(row.detail) if row.detail is not None else None,
    )


def _on_scale(kind: Kind, value: str) -> Outcome:
    found = outcome(kind, value)
    if found is None:
        raise LookupError(f"{value!r} is not on the scale of {kind}")
    return found
