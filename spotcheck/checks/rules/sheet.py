"""A draft's answers, as they are kept between two taps and as plain values: how far it is, and what is still open.

Kept: {"position/item id": {"outcome", "note", "said"}} and, for a record, {"position": {"set_aside"}}.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from spotcheck.checklists.rules import Heard, Kind, Observation, Outcome, outcome
from spotcheck.checks.rules.capture import anything_said, point_is_open
from spotcheck.checks.rules.content import Given, Met, SetAside, plain_said, read_said
from spotcheck.checks.rules.facts import Asked, Drawn, Version
from spotcheck.checks.rules.outcomes import Said
from spotcheck.checks.rules.records import Place, State, places

Kept = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a draft holds so far. `counting`: the standard that decides whether a record counts; None: any item does.

    `repeated`: questions that cannot be put to this worker yet, and the day they can.
    """

    kind: Kind
    version: Version
    given: Mapping[tuple[int, uuid.UUID], Given]
    set_aside: Mapping[int, SetAside] = field(default_factory=dict)
    drawn: Drawn | None = None
    counting: uuid.UUID | None = None
    repeated: Mapping[uuid.UUID, date] = field(default_factory=dict)

    def answer(self, item: Asked, record: int = 0) -> Given | None:
        return self.given.get((record, item.id))

    def answered(self, item: Asked, record: int = 0) -> bool:
        """Whether nothing is left to choose for this item."""
        found = self.answer(item, record)
        if found is None:
            return False
        if self.kind is Kind.INTERVIEW:
            said = found.said or Said()
            return anything_said(said) and not point_is_open(said, item)
        return on_scale(self.kind, found.outcome)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The items of the version, without questions that would be put to the same person again too soon."""
        return tuple(item for item in self.version.items if item.id not in self.repeated)

    @property
    def places(self) -> tuple[Place, ...]:
        """The records to read, in drawn order; empty for other kinds."""
        if self.drawn is None:
            return ()
        chosen: dict[int, dict[uuid.UUID, Outcome]] = {}
        for (position, item_id), one in self.given.items():
            if (found := outcome(Kind.SAMPLE, one.outcome)) is not None:
                chosen.setdefault(position, {})[item_id] = found
        return places(self.drawn, self.version.items, self.version.about(self.counting), chosen, self.set_aside)


def read_kept(kept: Kept) -> tuple[dict[tuple[int, uuid.UUID], Given], dict[int, SetAside]]:
    """The answers and the records set aside, from what a draft keeps."""
    given: dict[tuple[int, uuid.UUID], Given] = {}
    aside: dict[int, SetAside] = {}
    for key, value in kept.items():
        position, _, item = key.partition("/")
        if not item:
            aside[int(position)] = SetAside(value["set_aside"])
            continue
        said = read_said(value["said"]) if value.get("said") else None
        one = Given(
            item_id=uuid.UUID(item),
            position=int(position),
            outcome=value.get("outcome") or "",
            note=value.get("note"),
            said=said,
        )
        given[one.position, one.item_id] = one
    return given, aside


def keep_answer(kept: Kept, one: Given) -> dict[str, Mapping[str, Any]]:
    """What the draft keeps once this answer is put in; an answer that says nothing is taken out."""
    said = one.said if one.said is not None and anything_said(one.said) else None
    value = {"outcome": one.outcome, "note": one.note, "said": plain_said(said)}
    key = f"{one.position}/{one.item_id}"
    rest = {name: inner for name, inner in kept.items() if name != key}
    value = {name: inner for name, inner in value.items() if inner}
    return {**rest, key: value} if value else rest


def keep_set_aside(kept: Kept, position: int, why: SetAside | None) -> dict[str, Mapping[str, Any]]:
    """What the draft keeps once this record is set aside; None: it is read after all, its answers are still there."""
    rest = {name: inner for name, inner in kept.items() if name != str(position)}
    return {**rest, str(position): {"set_aside": why.value}} if why else rest


def as_answers(sheet: Sheet) -> tuple[Given, ...]:
    """The answers of the finished check, in order. What was left open is said as it is: not seen, or not yet;
    what a person did not answer is left out."""
    if sheet.kind is Kind.SAMPLE:
        read = {place.position for place in sheet.places if place.state in {State.READ, State.SPARE}}
        return _in_order(sheet, [one for (position, _), one in sheet.given.items() if position in read])
    if sheet.kind is Kind.INTERVIEW:
        return _in_order(
            sheet, [heard_whole(one, item) for item in sheet.asked if (one := _said_something(sheet, item))]
        )
    if sheet.kind is Kind.VOICE:
        return _in_order(sheet, [one for one in sheet.given.values() if one.outcome])
    return _in_order(sheet, [_seen(sheet.answer(item), item) for item in sheet.asked])


def as_records(sheet: Sheet) -> tuple[Met, ...]:
    """The records of the finished check: those read and those set aside, in drawn order."""
    return tuple(
        Met(position=place.position, number=place.number, reference=place.reference, set_aside=place.set_aside)
        for place in sheet.places
        if place.state in {State.READ, State.SPARE, State.SET_ASIDE}
    )


def _said_something(sheet: Sheet, item: Asked) -> Given | None:
    found = sheet.answer(item)
    return found if found is not None and found.said is not None and anything_said(found.said) else None


def heard_whole(one: Given, item: Asked) -> Given:
    """An interview answer in which each point that was not chosen is said to be not yet."""
    said = one.said or Said()
    points = {point: said.points.get(point, Heard.NOT_YET) for point in item.points}
    return replace(one, outcome="", said=replace(said, points=points))


def _seen(one: Given | None, item: Asked) -> Given:
    if one is None:
        return Given(item_id=item.id, outcome=Observation.NOT_SEEN)
    return one if one.outcome else replace(one, outcome=Observation.NOT_SEEN)


def _in_order(sheet: Sheet, answers: list[Given]) -> tuple[Given, ...]:
    order = {item.id: item.position for item in sheet.version.items}
    return tuple(sorted(answers, key=lambda one: (one.position, order.get(one.item_id, 0))))


def anything_given(sheet: Sheet) -> bool:
    """Whether the draft holds one answer at least."""
    return any(one.outcome or (one.said is not None and anything_said(one.said)) for one in sheet.given.values())


def on_scale(kind: Kind, value: str) -> bool:
    return outcome(kind, value) is not None
