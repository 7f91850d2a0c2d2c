"""What a capture page shows: the draft's items and records with what was answered, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from spotcheck.checklists.models import Item
from spotcheck.checklists.rules import SCALES, Heard, Kind, Observation, Sample, Voice
from spotcheck.checks.models import Draft
from spotcheck.checks.queries.drafts import Capturing
from spotcheck.checks.rules.content import (
    COACHING,
    QUESTIONS,
    STRENGTH,
    THEIR_QUESTIONS,
    AnsweredBy,
    Hard,
    SetAside,
    Shift,
)
from spotcheck.checks.rules.outcomes import Said
from spotcheck.checks.rules.progress import Spot, next_open
from spotcheck.checks.rules.records import Place, State, usable
from spotcheck.core.words import Sentence, say, say_n

Choice = dict[str, Any]
_DRAWN = {
    Observation.WELL: ("well", "full"),
    Observation.SUPPORT: ("support", ""),
    Observation.NOT_SEEN: ("unseen", "aside"),
    Observation.FOLLOW_UP: ("follow", "follow"),
    Observation.STOPPED: ("stop", "stop"),
    Sample.IN_PLACE: ("well", "full"),
    Sample.PARTLY: ("partly", ""),
    Sample.NOT_IN_PLACE: ("missing", "follow"),
    Sample.DOES_NOT_APPLY: ("unseen", "aside"),
    Voice.YES: ("", "full"),
    Voice.SOMETIMES: ("", ""),
    Voice.NO: ("", ""),
    Voice.NOT_SURE: ("", "aside"),
}
HEARD: list[Choice] = [
    {"value": Heard.UNPROMPTED.value, "words": Heard.UNPROMPTED.label, "icon": "well", "kind": "full"},
    {"value": Heard.ASKED.value, "words": Heard.ASKED.label, "icon": "ask", "kind": ""},
    {"value": Heard.NOT_YET.value, "words": Heard.NOT_YET.label, "icon": "unseen", "kind": "aside"},
]
HEARD_AGAIN: list[Choice] = [
    {"value": Heard.ASKED.value, "words": say("said now"), "icon": "well", "kind": "full"},
    {"value": Heard.NOT_YET.value, "words": Heard.NOT_YET.label, "icon": "unseen", "kind": "aside"},
]
STATES = {
    State.READ: say("read"),
    State.SPARE: say("nothing on it counts"),
    State.SET_ASIDE: say("set aside"),
    State.BEGUN: say("begun"),
    State.OPEN: say("not read yet"),
}


ABOUT = {"announced": say("announced"), "unannounced": say("not announced")}


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its answer so far. `next_up`: where to go on, marked once a page."""

    item: Item
    value: str = ""
    note: str = ""
    said: Said = field(default_factory=Said)
    ask: str = ""  # the question in the words for whoever answers
    next_up: bool = False
    next_point: str = ""
    again_from: date | None = None
    wrong: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The record being read, and the others of the draw."""

    place: Place
    places: tuple[Place, ...]
    read: int
    size: int
    replaces: bool  # its number came up because another one could not be used


def choices(kind: Kind) -> list[Choice]:
    """The scale of this kind; an interview has none of its own."""
    if kind is Kind.INTERVIEW:
        return HEARD
    return [
        {"value": one.value, "words": one.label, "icon": _DRAWN[one][0], "kind": _DRAWN[one][1]} for one in SCALES[kind]
    ]


def parts(
    whole: Capturing, record: int, typed: Mapping[int, Mapping[str, Any]], wrong: Mapping[str, Sentence]
) -> list[tuple[str, list[Line]]]:
    """The items under their headings. `typed`: what a form sent that could not be saved, shown as it was sent."""
    to_go = next_open(whole.sheet, record)
    lines = [
        _line(
            whole,
            item,
            record,
            typed=typed.get(item.position, {}),
            is_next=to_go == Spot(item.position, record),
            wrong=wrong.get(f"note-{item.position}"),
        )
        for item in whole.items
    ]
    return [(part, list(group)) for part, group in groupby(lines, key=lambda line: line.item.part)]


def blank_parts(items: Iterable[Item]) -> list[tuple[str, list[Line]]]:
    """The items under their headings, of no draft in particular."""
    lines = [Line(item=item, ask=item.text) for item in items]
    return [(part, list(group)) for part, group in groupby(lines, key=lambda line: line.item.part)]


def _line(
    whole: Capturing,
    item: Item,
    record: int,
    *,
    typed: Mapping[str, Any],
    is_next: bool,
    wrong: Sentence | None,
) -> Line:
    asked = next(one for one in whole.sheet.version.items if one.id == item.id)
    kept = whole.sheet.answer(asked, record)
    said = (kept.said if kept else None) or Said()
    return Line(
        item=item,
        value=typed.get("outcome", kept.outcome if kept else ""),
        note=typed.get("note", (kept.note if kept else None) or ""),
        said=said,
        ask=_in_their_words(whole.draft, item),
        next_up=is_next,
        next_point=next((point for point in asked.points if point not in said.points), "") if is_next else "",
        again_from=whole.sheet.repeated.get(item.id),
        wrong=wrong,
    )


def _in_their_words(draft: Draft, item: Item) -> str:
    """A family is asked about the person: `do they …?`."""
    return item.another_way or item.text if draft.answered_by == AnsweredBy.FAMILY else item.text


def asked_in_words(kind: Kind) -> dict[str, Any]:
    """What is asked on the page of words."""
    theirs = kind is Kind.VOICE
    return {
        "heading": say("Would they like to add something?") if theirs else say("What else did you notice?"),
        "questions": THEIR_QUESTIONS if theirs else QUESTIONS,
        "hards": [(one.value, one.label) for one in Hard],
        "strength": STRENGTH,
        "coaching": COACHING,
    }


def record_view(whole: Capturing, record: int) -> Record | None:
    """The record of this place; None when it is not one of those to read now."""
    found = whole.sheet.places
    place = next((one for one in found if one.position == record), None)
    if place is None or whole.sheet.drawn is None:
        return None
    size, first = whole.sheet.drawn.size, whole.sheet.drawn.read_from
    return Record(place, found, usable(found), size, replaces=place.position >= first + size)


def about(draft: Draft, worker: str | None) -> list[Sentence]:
    """Who, when and where, in a few words each."""
    if draft.answered_by:
        return [AnsweredBy(draft.answered_by).label]
    words = [Shift(draft.shift).label] if draft.shift else []
    if draft.announced is not None:
        words.append(ABOUT["announced" if draft.announced else "unannounced"])
    if draft.setting:
        words.append(say("%(setting)s", setting=draft.setting))
    if worker:
        words.append(with_whom(worker))
    return words


def with_whom(name: str) -> Sentence:
    return say("with %(name)s", name=name)


def records_left(record: Record) -> Sentence:
    left = record.size - record.read
    return say_n("%(n)s record to go", "%(n)s records to go", left)


REASONS = [(why.value, why.label) for why in SetAside]
