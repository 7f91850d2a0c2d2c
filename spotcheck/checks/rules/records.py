"""Reading a sample in drawn order: which records are to be read, and what becomes of each (R3, R6)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from spotcheck.checklists.rules import Outcome
from spotcheck.checks.rules.content import SetAside
from spotcheck.checks.rules.facts import Asked, Drawn
from spotcheck.checks.rules.outcomes import Shows, unit_shows


class State(StrEnum):
    READ = "read"
    SPARE = "spare"  # read, and nothing of what counts applies to it: the next number takes its place
    SET_ASIDE = "set aside"
    BEGUN = "begun"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One drawn record: its place in the order from 1, its number on the sheet, its name."""

    position: int
    number: int
    reference: str
    state: State
    set_aside: SetAside | None = None


Answers = Mapping[uuid.UUID, Outcome]


def places(
    drawn: Drawn,
    items: Collection[Asked],
    counting: Collection[Asked],
    answers: Mapping[int, Answers],
    set_aside: Mapping[int, SetAside],
) -> tuple[Place, ...]:
    """The records to read, in drawn order, until `drawn.size` of them can count or the numbers run out.

    `items` are all that is asked of a record, `counting` those that decide whether it counts.
    """
    found: list[Place] = []
    wanted = drawn.size
    everything = enumerate(zip(drawn.numbers, drawn.references, strict=True), start=1)
    for position, (number, reference) in islice(everything, drawn.read_from - 1, None):
        if wanted == 0:
            break
        why = set_aside.get(position)
        state = State.SET_ASIDE if why else record_state(items, counting, answers.get(position, {}))
        found.append(Place(position=position, number=number, reference=reference, state=state, set_aside=why))
        wanted -= state not in {State.SPARE, State.SET_ASIDE}
    return tuple(found)


def record_state(items: Collection[Asked], counting: Collection[Asked], answers: Answers) -> State:
    """How far one record is read, and whether it can count."""
    given = {item.id for item in items} & set(answers)
    if not given:
        return State.OPEN
    if len(given) < len(items):
        return State.BEGUN
    shown = unit_shows(answers[item.id] for item in counting)
    return State.SPARE if shown is Shows.NOTHING else State.READ


def usable(found: Collection[Place]) -> int:
    return sum(place.state is State.READ for place in found)


def whole(drawn: Drawn, found: Collection[Place]) -> bool:
    """Whether the plan's records are all read, or no number is left."""
    done = all(place.state not in {State.OPEN, State.BEGUN} for place in found)
    return done and (usable(found) == drawn.size or len(found) == len(drawn.numbers) - drawn.read_from + 1)
