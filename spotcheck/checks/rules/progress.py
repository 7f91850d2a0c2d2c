"""How far a draft is, where to go on, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.records import State, usable
from spotcheck.checks.rules.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the draft: an item, and for a sample the record it is about."""

    item: int = 0
    record: int = 0


def how_far(sheet: Sheet) -> tuple[int, int]:
    """How much of the whole check is done, of how much: items, or records that count."""
    if sheet.drawn is None:
        return page_done(sheet)
    return usable(sheet.places), sheet.drawn.size


def page_done(sheet: Sheet, record: int = 0) -> tuple[int, int]:
    """How many items of this page have their answer, of how many: of this record in a sample."""
    return sum(sheet.answered(item, record) for item in sheet.asked), len(sheet.asked)


def next_open(sheet: Sheet, record: int = 0) -> Spot | None:
    """Where to go on: the first item without its answer, of this record first, then of the records in drawn order."""
    if sheet.kind is not Kind.SAMPLE:
        return next((Spot(item.position) for item in sheet.asked if not sheet.answered(item)), None)
    to_read = [place.position for place in sheet.places if place.state in {State.OPEN, State.BEGUN}]
    to_read.sort(key=lambda position: position != record)
    return next(
        (
            Spot(item.position, position)
            for position in to_read
            for item in sheet.version.items
            if not sheet.answered(item, position)
        ),
        None,
    )


def record_after(sheet: Sheet, record: int) -> int | None:
    """The record to go on with after this one: the next in drawn order that is not read, else one passed over."""
    to_read = [place.position for place in sheet.places if place.state in {State.OPEN, State.BEGUN}]
    later = [position for position in to_read if position > record]
    return next((position for position in later + to_read if position != record), None)


def still_open(sheet: Sheet) -> tuple[Spot, ...]:
    """What nobody has answered and could be left: items not looked at, questions not asked, records not read."""
    if sheet.kind is Kind.SAMPLE:
        return tuple(Spot(0, place.position) for place in sheet.places if place.state is State.OPEN)
    return tuple(Spot(item.position) for item in sheet.asked if not sheet.answered(item))


def half_read(sheet: Sheet) -> tuple[Spot, ...]:
    """Records that were begun, or passed over for a later one: they are finished or set aside, never left."""
    found = sheet.places
    furthest = max((place.position for place in found if place.state is not State.OPEN), default=0)
    return tuple(
        Spot(0, place.position)
        for place in found
        if place.state is State.BEGUN or (place.state is State.OPEN and place.position < furthest)
    )
