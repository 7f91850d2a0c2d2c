"""The answers of a check as a page tells them: part by part, each with its outcome, its note and its corrections."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from spotcheck.checklists.models import Item
from spotcheck.checklists.rules import Heard, Interview, Observation, Outcome, Sample, Voice, outcome
from spotcheck.checks.models import Correction
from spotcheck.checks.queries.answers import Answers
from spotcheck.checks.rules.correction import Answered
from spotcheck.core.words import Sentence


@dataclass(frozen=True, slots=True)
class Word:
    """An outcome in words, and which spot stands before it (templates/components/word.html)."""

    says: Sentence
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: from what to what, why, when. `who` None: the reader sees no names."""

    before: Sentence
    after: Sentence
    reason: str
    who: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """A must-say point of an interview question, and whether it was said; `again`: after it was explained once more."""

    text: str
    heard: Sentence
    said: bool
    again: Sentence | None


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it was answered. `points`, `alerts` and `reason` belong to an interview."""

    item_id: uuid.UUID
    number: int
    text: str
    must: bool
    word: Word
    note: str | None
    changes: tuple[Change, ...]
    points: tuple[Point, ...] = ()
    alerts: tuple[str, ...] = ()
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[Line, ...]


_WORD_KINDS: dict[Outcome, str] = {
    Observation.WELL: "",
    Observation.SUPPORT: "wait",
    Observation.NOT_SEEN: "off",
    Observation.FOLLOW_UP: "late",
    Observation.STOPPED: "safe",
    Interview.CLEAR: "",
    Interview.PARTLY: "wait",
    Interview.REVISIT: "late",
    Sample.IN_PLACE: "",
    Sample.PARTLY: "wait",
    Sample.NOT_IN_PLACE: "late",
    Sample.DOES_NOT_APPLY: "off",
    Voice.YES: "",
    Voice.SOMETIMES: "wait",
    Voice.NO: "late",
    Voice.NOT_SURE: "off",
}


def word(of: Outcome) -> Word:
    return Word(of.label, _WORD_KINDS[of])


def parts(answers: Answers, *, names: bool, position: int = 0) -> list[Part]:
    """What was answered of one record (`position`), or of a check that is no sample, in the checklist's order."""
    given = {answer.item_id: answer for answer in answers.standing if answer.position == position}
    lines = [
        (item.part, line_of(item, given[item.id], answers, names=names)) for item in answers.items if item.id in given
    ]
    return [Part(title, tuple(line for _, line in some)) for title, some in groupby(lines, key=lambda pair: pair[0])]


def changes(answers: Answers, item_id: uuid.UUID, position: int, *, names: bool) -> tuple[Change, ...]:
    """The corrections of one answer, the first one first."""
    return tuple(
        _change(answers, row, names=names)
        for row in answers.corrections
        if (row.item_id, row.position) == (item_id, position)
    )


def line_of(item: Item, answer: Answered, answers: Answers, *, names: bool = True) -> Line:
    """One answer as it stands, with its corrections."""
    said = answer.said
    texts = {alert["key"]: alert["text"] for alert in item.alerts}
    return Line(
        item_id=item.id,
        number=item.position,
        text=item.text,
        must=item.must,
        word=word(answer.outcome),
        note=answer.note,
        changes=changes(answers, item.id, answer.position, names=names),
        points=_points(item, answer),
        alerts=tuple(texts[key] for key in sorted(said.alerts)) if said else (),
        reason=said.reason if said else False,
    )


def _points(item: Item, answer: Answered) -> tuple[Point, ...]:
    said = answer.said
    if said is None:
        return ()
    return tuple(
        Point(
            text=point["text"],
            heard=said.points.get(point["key"], Heard.NOT_YET).label,
            said=said.points.get(point["key"], Heard.NOT_YET) is not Heard.NOT_YET,
            again=said.again[point["key"]].label if point["key"] in said.again else None,
        )
        for point in item.points
    )


def _change(answers: Answers, row: Correction, *, names: bool) -> Change:
    who = answers.names[row.by_id] if names else None
    return Change(_label(answers, row.outcome_before), _label(answers, row.outcome), row.reason, who, row.at)


def _label(answers: Answers, value: str) -> Sentence:
    found = outcome(answers.kind, value)
    if found is None:
        raise LookupError(f"{value!r} is not on the scale of {answers.kind}")
    return found.label
