"""A finished check as plain values: what a page or a phone sends, and what its digest is taken of (R1)."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from spotcheck.checklists.rules import Heard, Kind
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.words import Sentence, say


class Shift(StrEnum):
    EARLY = "early"
    LATE = "late"
    NIGHT = "night"

    @property
    def label(self) -> Sentence:
        return _SHIFT_LABELS[self]


class AnsweredBy(StrEnum):
    """Who answered for themselves or their family; who they are is never kept."""

    PERSON = "person"
    FAMILY = "family"

    @property
    def label(self) -> Sentence:
        return _ANSWERED_BY_LABELS[self]


class SetAside(StrEnum):
    """Why a drawn record was not read; the next number takes its place (R3)."""

    OWN = "own"
    NOT_FOUND = "not_found"
    OTHER_PERIOD = "other_period"

    @property
    def label(self) -> Sentence:
        return _SET_ASIDE_LABELS[self]


class Hard(StrEnum):
    """What made this hard? What lies around a person comes before anything about them (R13)."""

    TIME = "time"
    KIT = "kit"
    STAFFING = "staffing"
    GUIDANCE = "guidance"
    PLACE = "place"
    HANDOVER = "handover"

    @property
    def label(self) -> Sentence:
        return _HARD_LABELS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Free text of a check; all of it optional."""

    works: str | None = None
    varies: str | None = None
    busy: str | None = None
    better: str | None = None
    hard: tuple[Hard, ...] = ()
    strength: str | None = None
    coaching: str | None = None


# The four good questions, then what is shared and what was said on the spot: field of `Words` → what is asked.
QUESTIONS: dict[str, Sentence] = {
    "works": say("What works well here, and why?"),
    "varies": say("Where does it vary, and what causes that?"),
    "busy": say("What makes it hard on a busy shift?"),
    "better": say("What would make it easier, safer or more person-centred?"),
}
# What a person supported or their family may add to their answers; the other questions are about the work.
THEIR_QUESTIONS: dict[str, Sentence] = {
    "works": say("What is good here?"),
    "better": say("What could be better?"),
}
STRENGTH = say("One strength to share")
COACHING = say("Coaching given on the spot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer to one item; `position` is the record's place in the draw, or 0.

    In an interview `outcome` follows from `said` (`capture.settled`): it is not for a sender to choose.
    """

    item_id: uuid.UUID
    position: int = 0
    outcome: str = ""
    note: str | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One drawn record as the sampler met it: read, or set aside."""

    position: int
    number: int
    reference: str
    set_aside: SetAside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The whole content of a finished check. `answers` are in order of position and item, `records` in drawn order."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    author_id: uuid.UUID
    service_id: uuid.UUID
    kind: Kind
    version_id: uuid.UUID
    worker_id: uuid.UUID | None = None
    requirement_id: uuid.UUID | None = None
    draw_id: uuid.UUID | None = None
    shift: Shift | None = None
    announced: bool | None = None
    setting: str | None = None
    answered_by: AnsweredBy | None = None
    opened_at: datetime
    finished_at: datetime
    answers: tuple[Given, ...] = ()
    records: tuple[Met, ...] = ()
    words: Words = field(default_factory=Words)


def digest(content: Finished) -> str:
    """SHA-256 of the content as canonical JSON: the same check sent again has the same digest."""
    return hashlib.sha256(_CANONICAL.encode(plain(content)).encode()).hexdigest()


def plain(content: Finished) -> dict[str, Any]:
    """The content as JSON has it, answers and records in one order however they were given."""
    whole = {name: _plain(getattr(content, name)) for name in _SIMPLE}
    whole["answers"] = sorted(map(_plain_answer, content.answers), key=lambda one: (one["position"], one["item_id"]))
    whole["records"] = sorted((_plain(asdict(met)) for met in content.records), key=lambda met: met["position"])
    whole["words"] = _all_words(content.words)
    return whole


def _plain_answer(given: Given) -> dict[str, Any]:
    return {
        "item_id": str(given.item_id),
        "position": given.position,
        "outcome": str(given.outcome),
        "note": given.note,
        "said": plain_said(given.said),
    }


def plain_said(said: Said | None) -> dict[str, Any] | None:
    """How an interview answer is kept."""
    return None if said is None else _plain(asdict(said))


def read_said(detail: Mapping[str, Any]) -> Said:
    """An interview answer as it was kept, or as a page sent it."""
    return Said(
        points={key: Heard(heard) for key, heard in detail.get("points", {}).items()},
        alerts=frozenset(detail.get("alerts", ())),
        reason=bool(detail.get("reason", False)),
        again={key: Heard(heard) for key, heard in detail.get("again", {}).items()},
    )


def plain_words(words: Words) -> dict[str, Any]:
    """How free text is kept: only what was said."""
    return {name: value for name, value in _all_words(words).items() if value}


def _all_words(words: Words) -> dict[str, Any]:
    return {name: _plain(getattr(words, name)) for name in _WORDS}


def read_words(kept: Mapping[str, Any]) -> Words:
    return Words(**{**kept, "hard": tuple(Hard(what) for what in kept.get("hard", ()))})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, uuid.UUID | StrEnum) else value


_SIMPLE = tuple(one.name for one in fields(Finished) if one.name not in {"answers", "records", "words"})
_WORDS = tuple(one.name for one in fields(Words))
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_SHIFT_LABELS = {
    Shift.EARLY: say("Early shift"),
    Shift.LATE: say("Late shift"),
    Shift.NIGHT: say("Night shift"),
}
_ANSWERED_BY_LABELS = {
    AnsweredBy.PERSON: say("The person"),
    AnsweredBy.FAMILY: say("Somebody from their family"),
}
_SET_ASIDE_LABELS = {
    SetAside.OWN: say("It holds entries I made myself"),
    SetAside.NOT_FOUND: say("It cannot be found"),
    SetAside.OTHER_PERIOD: say("It is not from the period we look at"),
}
_HARD_LABELS = {
    Hard.TIME: say("Time"),
    Hard.KIT: say("Kit"),
    Hard.STAFFING: say("Staffing"),
    Hard.GUIDANCE: say("Guidance"),
    Hard.PLACE: say("The place"),
    Hard.HANDOVER: say("Handover"),
}
