"""A draft as a phone kept it, read strictly: it comes from outside, and what is not of its shape is refused whole.

The shape of answers and words is that of a draft's own (`rules.sheet`), so a page and a phone mean the same. Plain
functions and no schema: a sample has hundreds of answers, and each delivery reads them all.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from spotcheck.checklists.rules import SCALES, Heard
from spotcheck.checks.rules.content import QUESTIONS, AnsweredBy, Hard, SetAside, Shift
from spotcheck.checks.schemas.capture import LONGEST_NOTE, LONGEST_WORDS
from spotcheck.core.forms import LONGEST_LINE, tidy

MOST_ANSWERS = 5000
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_ANSWER = re.compile(r"(?:0|[1-9][0-9]{0,3})/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_RECORD = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_OUTCOMES = frozenset(str(value) for scale in SCALES.values() for value in scale)
_TEXTS = (*QUESTIONS, "strength", "coaching")
Choice = TypeVar("Choice", bound=StrEnum)


class NotKept(ValueError):
    """This is not a draft as one is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a phone says of one draft. Each value is of its kind; whether they belong together is for the rules."""

    id: uuid.UUID
    version_id: uuid.UUID
    service_id: uuid.UUID | None
    worker_id: uuid.UUID | None
    requirement_id: uuid.UUID | None
    draw_id: uuid.UUID | None
    shift: Shift | None
    announced: bool | None
    setting: str | None
    answered_by: AnsweredBy | None
    opened_at: datetime
    answers: dict[str, dict[str, Any]]
    words: dict[str, Any]
    on_its_own: bool

    def plain(self) -> dict[str, Any]:
        """The same as JSON: `read_kept` gives it back."""
        ids = {"id": self.id, "version": self.version_id, "service": self.service_id, "worker": self.worker_id}
        ids |= {"requirement": self.requirement_id, "draw": self.draw_id}
        chosen = {"shift": self.shift, "answered_by": self.answered_by, "setting": self.setting}
        return {
            **{name: str(value) for name, value in {**ids, **chosen}.items() if value is not None},
            "announced": self.announced,
            "opened_at": self.opened_at.isoformat(),
            "answers": self.answers,
            "words": self.words,
            "on_its_own": self.on_its_own,
        }


def read_kept(sent: Mapping[str, Any]) -> Kept:
    """The draft in these values; NotKept when something in them is of another kind. Other values are left alone."""
    return Kept(
        id=_needed(an_id(sent.get("id"))),
        version_id=_needed(an_id(sent.get("version"))),
        service_id=an_id(sent.get("service")),
        worker_id=an_id(sent.get("worker")),
        requirement_id=an_id(sent.get("requirement")),
        draw_id=an_id(sent.get("draw")),
        shift=_one_of(Shift, sent.get("shift")),
        announced=_yes_or_no(sent.get("announced")),
        setting=text(sent.get("setting"), LONGEST_LINE),
        answered_by=_one_of(AnsweredBy, sent.get("answered_by")),
        opened_at=_needed(a_moment(sent.get("opened_at"))),
        answers=_answers(sent.get("answers")),
        words=_words(sent.get("words")),
        on_its_own=_yes_or_no(sent.get("on_its_own")) or False,
    )


def an_id(value: Any) -> uuid.UUID | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) != 36:
        raise NotKept("not an id")
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise NotKept("not an id") from error


def a_moment(value: Any) -> datetime | None:
    """An aware moment of this century or the next; a clock that shows another one shows nothing."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 40:
        raise NotKept("not a moment")
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise NotKept("not a moment") from error
    if found.tzinfo is None or not EARLIEST <= found <= LATEST:
        raise NotKept("not a moment")
    return found.astimezone(UTC)


def text(value: Any, longest: int) -> str | None:
    """Text as every form keeps it, or None when it says nothing."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 2 * longest:
        raise NotKept("not a text of this length")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotKept("half a letter cannot be kept") from error
    tidied: str = tidy(value)
    if len(tidied) > longest:
        raise NotKept("too long")
    return tidied or None


def _answers(value: Any) -> dict[str, dict[str, Any]]:
    given = _mapping(value)
    if len(given) > MOST_ANSWERS:
        raise NotKept("more answers than a check can have")
    return {key: inner for key, one in given.items() if (inner := _answer(key, one))}


def _answer(key: Any, value: Any) -> dict[str, Any]:
    one = _mapping(value)
    if not isinstance(key, str):
        raise NotKept("not a key")
    if _RECORD.fullmatch(key):
        _only(one, {"set_aside"})
        why = _one_of(SetAside, one.get("set_aside"))
        return {"set_aside": why.value} if why else {}
    if not _ANSWER.fullmatch(key):
        raise NotKept("not a key")
    _only(one, {"outcome", "note", "said"})
    outcome = one.get("outcome") or None
    if outcome is not None and (not isinstance(outcome, str) or outcome not in _OUTCOMES):
        raise NotKept("not an outcome")
    found = {"outcome": outcome, "note": text(one.get("note"), LONGEST_NOTE), "said": _said(one.get("said"))}
    return {name: inner for name, inner in found.items() if inner}


def _said(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    one = _mapping(value)
    _only(one, {"points", "alerts", "reason", "again"})
    alerts = one.get("alerts") or []
    if not isinstance(alerts, list) or not all(isinstance(key, str) for key in alerts):
        raise NotKept("not alerts")
    return {
        "points": _heard(one.get("points")),
        "alerts": sorted({_needed(text(key, LONGEST_LINE)) for key in alerts}),
        "reason": _yes_or_no(one.get("reason")) or False,
        "again": _heard(one.get("again")),
    }


def _heard(value: Any) -> dict[str, str]:
    return {
        _needed(text(key, LONGEST_LINE)): _needed(_one_of(Heard, heard)).value for key, heard in _mapping(value).items()
    }


def _words(value: Any) -> dict[str, Any]:
    given = _mapping(value)
    _only(given, {*_TEXTS, "hard"})
    hard = given.get("hard") or []
    if not isinstance(hard, list):
        raise NotKept("not a list")
    found: dict[str, Any] = {name: text(given.get(name), LONGEST_WORDS) for name in _TEXTS}
    found["hard"] = [_needed(_one_of(Hard, what)).value for what in dict.fromkeys(map(str, hard))]
    return {name: inner for name, inner in found.items() if inner}


def _mapping(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise NotKept("not an object")
    return value


def _only(given: Mapping[str, Any], known: set[str]) -> None:
    if set(given) - known:
        raise NotKept("more than is known")


def _one_of(kind: Callable[[str], Choice], value: Any) -> Choice | None:
    if value is None or value == "":
        return None
    try:
        return kind(value)
    except (ValueError, TypeError) as error:
        raise NotKept("not one of those there are") from error


def _yes_or_no(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise NotKept("not yes or no")


Value = TypeVar("Value")


def _needed(value: Value | None) -> Value:
    if value is None:
        raise NotKept("something is missing")
    return value
