"""Choosing the answer to correct, and what it says now."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from spotcheck.checklists.models import Item
from spotcheck.checklists.rules import SCALES, Heard, Kind, Outcome
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.queries.records import Record, records_of
from spotcheck.checks.queries.told import Line, Part, line_of, parts
from spotcheck.checks.rules.correction import Answered
from spotcheck.core.words import Sentence


@dataclass(frozen=True, slots=True)
class Correcting:
    """One step at a time: a record (`records`, of a sample), an answer (`parts`), then what it should say (`item`)."""

    opened: Opened
    position: int
    records: Sequence[Record]
    reference: str | None
    parts: Sequence[Part]
    item: Item | None
    now: Answered | None
    line: Line | None
    scale: Sequence[Outcome]

    @property
    def choices(self) -> list[tuple[str, Sentence]]:
        return [(outcome.value, outcome.label) for outcome in self.scale]

    @property
    def heard(self) -> list[tuple[str, Sentence]]:
        return [(heard.value, heard.label) for heard in Heard]

    @property
    def points(self) -> list[tuple[str, str, str]]:
        """The must-say points of an interview question: key, text, and how each was heard."""
        said = self.now.said if self.now else None
        if self.item is None or said is None:
            return []
        return [
            (point["key"], point["text"], said.points.get(point["key"], Heard.NOT_YET).value)
            for point in self.item.points
        ]

    @property
    def alerts(self) -> list[tuple[str, str]]:
        return [(alert["key"], alert["text"]) for alert in self.item.alerts] if self.item else []

    @property
    def raised(self) -> list[str]:
        return sorted(self.now.said.alerts) if self.now and self.now.said else []


def correcting(opened: Opened, *, item_id: uuid.UUID | None, position: int) -> Correcting:
    """What there is to choose from, and the answer that was chosen. At most four queries."""
    answers = answers_of(opened.check, corrected=opened.corrected)
    sampled = opened.kind is Kind.SAMPLE
    records = records_of(opened.check, answers, names=True) if sampled else []
    chosen = next((record for record in records if record.position == position), None)
    item = answers.item(item_id) if item_id else None
    now = answers.of(item.id, position) if item else None
    return Correcting(
        opened=opened,
        position=position,
        records=[record for record in records if record.set_aside is None] if chosen is None else [],
        reference=chosen.reference if chosen else None,
        parts=parts(answers, names=True, position=position) if now is None and (chosen or not sampled) else [],
        item=item if now else None,
        now=now,
        line=line_of(item, now, answers) if item and now else None,
        scale=() if opened.kind is Kind.INTERVIEW else tuple(SCALES[opened.kind]),
    )
