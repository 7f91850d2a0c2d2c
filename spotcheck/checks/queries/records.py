"""A sample as a page tells it: item by item over all records, and record by record what was not in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checklists.rules import Outcome, Sample
from spotcheck.checks.models import Check, SampledRecord
from spotcheck.checks.queries.answers import Answers
from spotcheck.checks.queries.told import Line, parts
from spotcheck.checks.rules.content import SetAside
from spotcheck.core.database import db
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.sampling.rules.words import many_set_aside

# How a record's spot is drawn for an item; the words beside it say the same.
_SPOTS = {
    Sample.IN_PLACE: "on",
    Sample.PARTLY: "half",
    Sample.NOT_IN_PLACE: "open",
    Sample.DOES_NOT_APPLY: "none",
}


@dataclass(frozen=True, slots=True)
class AcrossRecords:
    """One item over all records that were read, in drawn order."""

    number: int
    text: str
    must: bool
    spots: tuple[str, ...]
    says: Sentence


@dataclass(frozen=True, slots=True)
class AcrossPart:
    title: str
    items: tuple[AcrossRecords, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One drawn record, by its reference: what was not in place, noted or corrected; or why it was set aside."""

    position: int
    reference: str
    lines: tuple[Line, ...]
    set_aside: Sentence | None

    @property
    def says(self) -> Sentence:
        if self.set_aside is not None:
            return say("Not read. %(why)s.", why=self.set_aside)
        gone = sum(line.word.kind in {"wait", "late"} for line in self.lines)
        if not gone:
            return say("All in place")
        return say_n("%(n)s thing not in place, or partly", "%(n)s things not in place, or partly", gone)


def records_of(check: Check, answers: Answers, *, names: bool) -> list[Record]:
    """The records in drawn order. One query."""
    query = sa.select(SampledRecord).where(
        SampledRecord.organisation_id == check.organisation_id, SampledRecord.check_id == check.id
    )
    return [_record(row, answers, names=names) for row in db.session.scalars(query.order_by(SampledRecord.position))]


def across(answers: Answers) -> list[AcrossPart]:
    """Each item over all records, part by part in the checklist's order."""
    found: dict[str, list[AcrossRecords]] = {}
    for item in answers.items:
        given = [answer.outcome for answer in answers.standing if answer.item_id == item.id]
        if given:
            found.setdefault(item.part, []).append(_across(item, given))
    return [AcrossPart(title, tuple(items)) for title, items in found.items()]


def _across(item: Item, given: Sequence[Outcome]) -> AcrossRecords:
    spots = tuple(_SPOTS[Sample(outcome.value)] for outcome in given)
    apply = len(spots) - spots.count("none")
    says = say("In place in %(held)s of %(of)s", held=spots.count("on"), of=apply) if apply else say("Applied to none")
    return AcrossRecords(item.position, item.text, item.must, spots, says)


def _record(row: SampledRecord, answers: Answers, *, names: bool) -> Record:
    lines = [line for part in parts(answers, names=names, position=row.position) for line in part.lines]
    told = [line for line in lines if line.word.kind in {"wait", "late"} or line.note or line.changes]
    return Record(row.position, row.reference, tuple(told), SetAside(row.set_aside).label if row.set_aside else None)


def many_set_aside_in(check: Check) -> Sentence | None:
    """Said of a sample in which more than 1 in 5 of the records that came up were set aside; one query for a sample."""
    if check.draw_id is None:
        return None
    opened, aside = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(SampledRecord.set_aside)).where(
            SampledRecord.organisation_id == check.organisation_id, SampledRecord.check_id == check.id
        )
    ).one()
    return many_set_aside(aside, opened)
